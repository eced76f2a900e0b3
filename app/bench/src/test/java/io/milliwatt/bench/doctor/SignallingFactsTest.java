package io.milliwatt.bench.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.bench.record.MessageRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignallingFactsTest {
    private static SignallingFacts of(String... headers) {
        String text =
                "SIP/2.0 200 OK\r\n" + String.join("\r\n", headers) + "\r\nCSeq: 1 INVITE\r\n\r\n";
        return SignallingFacts.of(
                List.of(new MessageRecord(0, "received", "UDP", "", "", "SIP/2.0 200 OK", text)));
    }

    @Test
    void readsContactInItsForms() {
        assertEquals("192.0.2.1", of("Contact: <sip:echo@192.0.2.1:5070;ob>").contact());
        assertEquals(5_070, of("Contact: <sip:echo@192.0.2.1:5070;ob>").contactPort());
        assertEquals("192.0.2.1", of("m: sip:192.0.2.1").contact());
        assertEquals("pbx.example", of("Contact: \"A\" <sips:a@pbx.example>;expires=9").contact());
        assertEquals("2001:db8::1", of("Contact: <sip:a@[2001:db8::1]:5060>").contact());
        assertEquals("", of("Contact: *").contact());
    }

    @Test
    void readsRoutesViaAndWarning() {
        var facts =
                of(
                        "Via: SIP/2.0/UDP 198.51.100.2:5062;rport=5062;received=172.17.0.1",
                        "Record-Route: <sip:192.0.2.1;lr>, <sip:172.17.0.9:5062;lr>",
                        "Warning: 305 pbx \"Incompatible media format\"");
        assertEquals(List.of("192.0.2.1", "172.17.0.9"), facts.routes());
        assertEquals("172.17.0.1", facts.seenAs());
        assertEquals("198.51.100.2", facts.sentFrom());
        assertEquals("Incompatible media format", facts.warning());
        assertEquals(0, facts.answerRepeats());
    }
}
