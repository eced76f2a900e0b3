package io.milliwatt.protocol.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult.Malformed;
import io.milliwatt.protocol.Property;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionDescriptionTest {
    /// The example of RFC 8866, section 5, with its lines ended by LF.
    private static final String RFC_EXAMPLE =
            """
            v=0
            o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1
            s=Call to John Smith
            i=SDP Offer #1
            u=http://www.jdoe.example.com/home.html
            e=Jane Doe <jane@jdoe.example.com>
            p=+1 617 555-6011
            c=IN IP4 198.51.100.1
            t=0 0
            m=audio 49170 RTP/AVP 0
            m=audio 49180 RTP/AVP 0
            m=video 51372 RTP/AVP 99
            c=IN IP6 2001:db8::2
            a=rtpmap:99 h263-1998/90000
            """;

    private static SessionDescription parsed(String text) {
        return SessionDescription.parse(text).orThrow();
    }

    private static Malformed<?> refused(String text) {
        return assertInstanceOf(Malformed.class, SessionDescription.parse(text));
    }

    @Test
    void readsTheExampleOfTheRfc() {
        SessionDescription sdp = parsed(RFC_EXAMPLE);
        assertEquals(
                new Origin("jdoe", "3724394400", 3724394405L, "IN", "IP4", "198.51.100.1"),
                sdp.origin());
        assertEquals("Call to John Smith", sdp.name());
        assertEquals(3, sdp.media().size());
        MediaDescription video = sdp.media().get(2);
        assertEquals(51372, video.port());
        assertEquals(List.of(new RtpMap(99, "h263-1998", 90000, 1)), video.rtpMaps());
        assertEquals(
                Optional.of(new ConnectionAddress("IN", "IP6", "2001:db8::2", "")),
                sdp.connectionOf(video));
        assertEquals("198.51.100.1", sdp.connectionOf(sdp.media().get(0)).orElseThrow().address());
        assertSame(sdp.media().get(0), sdp.audio().orElseThrow());
    }

    @Test
    void writesBackWhatItReadWithLinesEndedByCrLf() {
        assertEquals(RFC_EXAMPLE.replace("\n", "\r\n"), parsed(RFC_EXAMPLE).toText());
        String crlf = RFC_EXAMPLE.replace("\n", "\r\n");
        assertEquals(crlf, parsed(crlf).toText());
    }

    @Test
    void keepsLinesAndAttributesItDoesNotKnow() {
        String text =
                """
                v=0
                o=- 1 1 IN IP4 192.0.2.1
                s=-
                c=IN IP4 192.0.2.1
                b=AS:64
                t=0 0
                r=7d 1h 0 25h
                k=prompt
                y=0100000001
                a=group:BUNDLE 0
                a=x-unknown
                m=audio 6000/2 RTP/AVP 96 0
                i=voice
                c=IN IP4 233.252.0.1/127/3
                c=IN IP4 233.252.0.9
                b=TIAS:64000
                Z=odd
                a=fmtp:96 a=b; c=d:e
                """;
        assertEquals(text.replace("\n", "\r\n"), parsed(text).toText());
        MediaDescription audio = parsed(text).audio().orElseThrow();
        assertEquals(2, audio.line().portCount());
        assertEquals("/127/3", audio.connection().orElseThrow().suffix());
        assertTrue(audio.connection().orElseThrow().isMulticast());
        assertEquals(Optional.of("a=b; c=d:e"), audio.fmtp(96));
        assertEquals(
                Optional.of(SdpAttribute.of("group", "BUNDLE 0")), parsed(text).attribute("group"));
    }

    @Test
    void addsTheTimeLineThatAPeerLeftOut() {
        String text = "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\n";
        assertEquals(List.of(new SdpLine('t', "0 0")), parsed(text).lines());
    }

    @Test
    void acceptsAnUnendedLastLineAndBlankLinesAfterTheEnd() {
        String text = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0";
        assertEquals(parsed(text), parsed(text + "\r\n\r\n"));
        assertEquals(MalformedReason.BAD_SYNTAX, refused(text + "\n\na=x\n").reason());
    }

    @Test
    void refusesWhatIsNoDescriptionAndSaysWhere() {
        String head = "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\n";
        assertEquals(MalformedReason.TOO_SHORT, refused("").reason());
        assertEquals(MalformedReason.TOO_SHORT, refused("v=0\n").reason());
        assertEquals(MalformedReason.BAD_VERSION, refused("v=1\n").reason());
        assertEquals(MalformedReason.BAD_SYNTAX, refused("o=- 1 1 IN IP4 1.2.3.4\n").reason());
        assertEquals(MalformedReason.BAD_SYNTAX, refused(head + "garbage\n").reason());
        assertEquals(head.length(), refused(head + "garbage\n").offset());
        assertEquals(MalformedReason.BAD_SYNTAX, refused(head + "a=\n").reason());
        assertEquals(MalformedReason.BAD_SYNTAX, refused(head + "a=x\ry\n").reason());
        assertEquals(MalformedReason.BAD_SYNTAX, refused(head + "a=\0\n").reason());
        assertEquals(MalformedReason.BAD_SYNTAX, refused(head + "s=again\n").reason());
        assertEquals(MalformedReason.BAD_SYNTAX, refused(head + "m=audio 1 RTP/AVP\n").reason());
        assertEquals(
                MalformedReason.BAD_VALUE, refused(head + "m=audio 65536 RTP/AVP 0\n").reason());
        assertEquals(
                "SDP line 4: connection needs 3 fields, line has 2",
                refused(head + "c=IN IP4\n").detail());
        assertEquals(
                MalformedReason.BAD_VALUE,
                refused("v=0\no=- 1 99999999999999999999 IN IP4 1.2.3.4\ns=-\n").reason());
    }

    @Test
    void readsASessionVersionOf64Bits() {
        SessionDescription sdp = parsed("v=0\no=- 7 18446744073709551615 IN IP4 1.2.3.4\ns=-\n");
        assertEquals(-1L, sdp.origin().version());
        assertTrue(sdp.toText().contains("o=- 7 18446744073709551615 IN"));
    }

    @Test
    void boundsTextLinesAndMedia() {
        String head = "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\n";
        assertEquals(MalformedReason.TOO_LONG, refused(head + "a=" + "x".repeat(65536)).reason());
        assertEquals(MalformedReason.TOO_LONG, refused(head + "a=x\n".repeat(2000)).reason());
        String media = "m=audio 1 RTP/AVP 0\n";
        assertEquals(64, parsed(head + media.repeat(64)).media().size());
        assertEquals(MalformedReason.TOO_LONG, refused(head + media.repeat(65)).reason());
    }

    @Test
    void readsDirectionPtimeAndRtcpOfAMedia() {
        SessionDescription sdp =
                parsed(
                        """
                        v=0
                        o=- 1 1 IN IP4 192.0.2.1
                        s=-
                        c=IN IP4 192.0.2.1
                        a=recvonly
                        m=audio 6000 RTP/AVP 0 101
                        a=rtpmap:101 telephone-event/8000
                        a=ptime:30
                        a=maxptime:150
                        a=rtcp:7001 IN IP4 192.0.2.2
                        a=rtcp-mux
                        m=audio 6002 RTP/SAVP 0
                        a=inactive
                        a=ptime:abc
                        """);
        MediaDescription first = sdp.media().get(0);
        MediaDescription second = sdp.media().get(1);
        MediaAddress rtp = new MediaAddress("192.0.2.1", 6000);
        assertEquals(Direction.RECVONLY, sdp.directionOf(first));
        assertEquals(Direction.INACTIVE, sdp.directionOf(second));
        assertEquals(30, first.ptimeMillis().orElseThrow());
        assertEquals(150, first.maxPtimeMillis().orElseThrow());
        assertEquals(new MediaAddress("192.0.2.2", 7001), first.rtcpAddress(rtp));
        assertEquals(rtp.withPort(6001), second.rtcpAddress(rtp));
        assertTrue(first.rtcpMux());
        assertTrue(second.ptimeMillis().isEmpty());
        assertFalse(second.isPlainRtp());
        assertEquals(
                List.of(
                        new RtpMap(0, "PCMU", 8000, 1),
                        new RtpMap(101, "telephone-event", 8000, 1)),
                first.rtpMaps());
    }

    @Test
    void onlyLiteralAddressesAreTurnedIntoSocketAddresses() {
        assertEquals("/192.0.2.1:5", new MediaAddress("192.0.2.1", 5).toSocketAddress().toString());
        assertFalse(new MediaAddress("2001:db8::1", 5).toSocketAddress().isUnresolved());
        for (String name :
                List.of(
                        "example.org",
                        "1",
                        "1.2.3",
                        "1.2.3.256",
                        "01.2.3.4",
                        "fe80::1%lo",
                        ":",
                        "1:2")) {
            assertTrue(new MediaAddress(name, 5).toSocketAddress().isUnresolved(), name);
        }
    }

    @Test
    void aProgramCannotWriteALineInsideALine() {
        assertThrows(IllegalArgumentException.class, () -> SdpAttribute.of("x", "1\r\na=evil"));
        assertThrows(IllegalArgumentException.class, () -> ConnectionAddress.of("1.2.3.4\nm=x"));
        assertThrows(IllegalArgumentException.class, () -> new SdpLine('=', "x"));
    }

    @Test
    void theVersionGrowsOnlyWhenTheDescriptionChanges() {
        SessionDescription first = parsed(RFC_EXAMPLE);
        SessionDescription same = first.withOrigin(Origin.of(99, "203.0.113.9"));
        assertSame(first, same.asSuccessorOf(first));
        SessionDescription changed = same.withMedia(List.of()).asSuccessorOf(first);
        assertEquals(first.origin().withVersion(3724394406L), changed.origin());
    }

    @Test
    void noTextMakesTheParserThrowAndWhatParsesReadsTheSameAgain() {
        byte[] original = RFC_EXAMPLE.getBytes(StandardCharsets.ISO_8859_1);
        List<String> pieces =
                List.of(
                        "v=0\n",
                        "o=- 1 1 IN IP4 1.2.3.4\n",
                        "s=-\n",
                        "c=IN IP4 0.0.0.0/1\n",
                        "t=0 0\n",
                        "m=audio 9/2 RTP/AVP 0 x\n",
                        "a=rtpmap:0\n",
                        "a=b:\n",
                        "i=\n",
                        "k= \n",
                        "b=\t\n",
                        "c=IN  IP6 ::\n",
                        "\r\n",
                        "=",
                        "a");
        Property.holds(
                20_000,
                draw -> {
                    String text;
                    if (draw.chance(50)) {
                        text = new String(draw.mutated(original), StandardCharsets.ISO_8859_1);
                    } else {
                        StringBuilder built =
                                new StringBuilder("v=0\no=- 1 1 IN IP4 1.2.3.4\ns=x\n");
                        for (int i = draw.below(12); i > 0; i--) {
                            built.append(draw.oneOf(pieces));
                        }
                        text = built.toString();
                    }
                    SessionDescription.parse(text)
                            .toOptional()
                            .ifPresent(sdp -> {
                                assertEquals(sdp, parsed(sdp.toText()));
                                SessionNegotiation.plan(sdp, Capabilities.ofAudio());
                            });
                });
    }
}
