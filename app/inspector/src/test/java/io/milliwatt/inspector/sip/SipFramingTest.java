package io.milliwatt.inspector.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SipFramingTest {
    private static String message(String method, int cseq, String body) {
        return method
                + " sip:b SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK"
                + cseq
                + "\r\nFrom: a\r\nTo: b\r\nCall-ID: c\r\nCSeq: "
                + cseq
                + " "
                + method
                + "\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: "
                + body.getBytes(UTF_8).length
                + "\r\n\r\n"
                + body;
    }

    private static final String STREAM =
            message("INVITE", 1, "v=0\r\ns=é\r\n")
                    + "\r\n\r\n"
                    + message("ACK", 1, "")
                    + message("BYE", 2, "");

    private static List<String> lines(List<SipMessage> messages) {
        return messages.stream().map(SipMessage::toString).toList();
    }

    @Test
    void findsTheSameMessagesWhereverTheyAreSplit() {
        byte[] all = STREAM.getBytes(UTF_8);
        for (int cut = 0; cut <= all.length; cut++) {
            var found = new ArrayList<SipMessage>();
            var framing = new SipFraming(found::add);
            framing.feed(Arrays.copyOfRange(all, 0, cut), false);
            framing.feed(Arrays.copyOfRange(all, cut, all.length), false);
            framing.end();
            assertEquals(
                    List.of("INVITE sip:b SIP/2.0", "ACK sip:b SIP/2.0", "BYE sip:b SIP/2.0"),
                    lines(found),
                    "cut at " + cut);
            for (SipMessage message : found) {
                assertEquals(List.of(), message.problems(), "cut at " + cut);
            }
        }
    }

    @Test
    void findsThemInSinglesOctetsAndInRandomPieces() {
        byte[] all = STREAM.repeat(20).getBytes(UTF_8);
        var random = new Random(7);
        for (int round = 0; round < 50; round++) {
            var found = new ArrayList<SipMessage>();
            var framing = new SipFraming(found::add);
            for (int at = 0; at < all.length; ) {
                int next = Math.min(all.length, at + 1 + random.nextInt(round + 1));
                framing.feed(Arrays.copyOfRange(all, at, next), false);
                at = next;
            }
            framing.end();
            assertEquals(60, found.size());
            assertEquals(0, framing.skippedOctets());
        }
    }

    @Test
    void skipsGarbageAndSaysSo() {
        var found = new ArrayList<SipMessage>();
        var framing = new SipFraming(found::add);
        framing.feed(("garbage\nmore garbage\n" + message("BYE", 2, "")).getBytes(UTF_8), false);
        assertEquals(
                List.of("21 octets before this message are no SIP"), found.getFirst().problems());
        assertEquals(21, framing.skippedOctets());
    }

    @Test
    void readsOnAfterALengthThatLies() {
        String lying =
                message("INFO", 3, "x").replace("Content-Length: 1", "Content-Length: 9999999");
        var found = new ArrayList<SipMessage>();
        var framing = new SipFraming(found::add);
        framing.feed((lying + "\r\n" + message("BYE", 4, "")).getBytes(UTF_8), false);
        assertEquals(List.of("INFO sip:b SIP/2.0", "BYE sip:b SIP/2.0"), lines(found));
        assertTrue(found.getFirst().problems().getFirst().contains("9999999"));
    }

    @Test
    void takesTheRestForTheBodyWhenThereIsNoContentLength() {
        String without = message("INVITE", 1, "v=0\r\n").replace("Content-Length: 5\r\n", "");
        var found = new ArrayList<SipMessage>();
        var framing = new SipFraming(found::add);
        framing.feed((without + message("BYE", 2, "")).getBytes(UTF_8), false);
        assertEquals(List.of("INVITE sip:b SIP/2.0", "BYE sip:b SIP/2.0"), lines(found));
        assertEquals("v=0\r\n", found.getFirst().body());
        assertTrue(found.getFirst().problems().getFirst().contains("no Content-Length"));
    }

    @Test
    void givesWhatIsThereBeforeAGap() {
        byte[] all = STREAM.getBytes(UTF_8);
        var found = new ArrayList<SipMessage>();
        var framing = new SipFraming(found::add);
        framing.feed(Arrays.copyOf(all, 60), false);
        framing.feed(message("BYE", 2, "").getBytes(UTF_8), true);
        framing.end();
        assertEquals(List.of("INVITE sip:b SIP/2.0", "BYE sip:b SIP/2.0"), lines(found));
        assertTrue(found.get(0).problems().contains("the capture lacks bytes within this message"));
        assertTrue(found.get(1).problems().contains("the capture lacks bytes before this message"));
    }

    @Test
    void doesNotGrowWithoutBound() {
        var framing = new SipFraming(_ -> {});
        byte[] noise = "x".repeat(50_000).getBytes(UTF_8);
        for (int i = 0; i < 100; i++) {
            framing.feed(noise, false);
        }
        framing.feed((STREAM.substring(0, 50) + "y".repeat(400_000) + "\n").getBytes(UTF_8), false);
        framing.end();
        assertTrue(framing.skippedOctets() >= 4_700_000, "skipped " + framing.skippedOctets());
    }
}
