package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {
    @Test
    void readsUserHostPortAndTransport() throws SipException {
        assertEquals(
                new SipUri("echo", "192.0.2.1", 5062, Optional.of(SipTransport.TCP)),
                SipUri.parse(" SIP:echo@192.0.2.1:5062;transport=TCP "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:echo@192.0.2.1",
                "sip:192.0.2.1:5060",
                "sip:tone-440@engine.example",
                "sip:echo@[2001:db8::1]:5060;transport=tcp",
                "sip:a@[::1]",
                "sip:+49-30;x=y@host;transport=udp"
            })
    void writesWhatItRead(String uri) throws SipException {
        assertEquals(uri, SipUri.parse(uri).toString());
    }

    @Test
    void usesPort5060AndUdpWhenNothingIsSaid() throws SipException {
        SipUri uri = SipUri.parse("sip:echo@[::1]");
        assertEquals(5060, uri.effectivePort());
        assertEquals(SipTransport.UDP, uri.effectiveTransport());
        assertEquals("::1", uri.host());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|it is empty",
                "echo|does not begin with sip:",
                "http://x|does not begin with sip:",
                "sips:echo@x;transport=udp|sips goes over TLS",
                "sip:|there is no host",
                "sip:@x|no user before @",
                "sip:a b@x|characters a URI does not allow",
                "sip:a@x:0|not in 1..65535",
                "sip:a@x:65536|not in 1..65535",
                "sip:a@x:+5|not in 1..65535",
                "sip:a@x:sip|not a number",
                "sip:a@x:|not a number",
                "sip:a@1.2.3|not an IPv4 address",
                "sip:a@1.2.3.256|not an IPv4 address",
                "sip:a@-x-|not a host name",
                "sip:a@x_y z|not a host name",
                "sip:a@::1|must stand in brackets",
                "sip:a@[::1|lacks its closing bracket",
                "sip:a@[zz]|not an IPv6 address",
                "sip:a@[::1]5060|only :port may follow",
                "sip:a@x;transport=sctp|udp, tcp or tls",
                "sip:a@x;transport=udp;transport=tcp|given once",
                "sip:a@x;maddr=1.2.3.4|is not known"
            })
    void saysWhatIsWrongAndShowsAnExample(String uri, String why) {
        String message =
                String.valueOf(
                        assertThrows(SipException.class, () -> SipUri.parse(uri)).getMessage());
        assertTrue(message.contains(why), message);
        assertTrue(message.endsWith("Example: sip:echo@192.0.2.1:5060"), message);
    }

    @Test
    void sipsIsTlsOnPort5061() throws SipException {
        SipUri uri = SipUri.parse("sips:echo@example.com");
        assertEquals(SipTransport.TLS, uri.effectiveTransport());
        assertEquals(5061, uri.effectivePort());
        assertEquals("sips:echo@example.com", uri.toString());
        assertEquals(5061, SipUri.parse("sip:echo@example.com;transport=tls").effectivePort());
    }

    @Test
    void boundsWhatItReads() {
        String message =
                String.valueOf(
                        assertThrows(
                                        SipException.class,
                                        () -> SipUri.parse("sip:" + "a".repeat(10_000)))
                                .getMessage());
        assertTrue(message.length() < 300, message);
    }
}
