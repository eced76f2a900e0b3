package io.milliwatt.inspector.packet;

import static io.milliwatt.inspector.packet.Frames.TCP;
import static io.milliwatt.inspector.packet.Frames.ipv4;
import static io.milliwatt.inspector.packet.Frames.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TcpConnectionsTest {
    private static final String INVITE =
            "INVITE sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n";
    private static final int SYN = 2;
    private static final int DATA = 24;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] segment(int port, long sequence, int flags, String text) {
        return ipv4(1, 2, TCP, tcp(port, 6000, sequence, flags, ascii(text)));
    }

    private static String text(Frames.Taken taken) {
        StringBuilder all = new StringBuilder();
        for (TcpBytes bytes : taken.tcp) {
            all.append(bytes.afterGap() ? "|" : "");
            all.append(new String(bytes.payload(), StandardCharsets.US_ASCII));
        }
        return all.toString();
    }

    @Test
    void bringsSegmentsIntoOrderEachOctetOnce() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            long first = seed % 2 == 0 ? 1000 : 0xffff_fff0L; // wraps
            List<byte[]> segments = new ArrayList<>();
            for (int at = 0; at < INVITE.length(); ) {
                int end = Math.min(INVITE.length(), at + 1 + random.nextInt(9));
                int from = Math.max(0, at - random.nextInt(3)); // overlaps
                segments.add(segment(7000, first + 1 + from, DATA, INVITE.substring(from, end)));
                segments.add(segments.getLast());
                at = end;
            }
            Collections.shuffle(segments, random);
            Frames.Taken taken = new Frames.Taken();
            taken.frame(LinkType.RAW, segment(7000, first, SYN, ""));
            segments.forEach(bytes -> taken.frame(LinkType.RAW, bytes));
            assertEquals(INVITE, text(taken), "seed " + seed);
        }
    }

    @Test
    void bothDirectionsAreOneConnection() {
        Frames.Taken taken = new Frames.Taken();
        taken.frame(LinkType.RAW, segment(7000, 1, SYN, ""));
        taken.frame(LinkType.RAW, ipv4(2, 1, TCP, tcp(6000, 7000, 50, SYN, new byte[0])));
        taken.frame(LinkType.RAW, segment(7000, 2, DATA, INVITE));
        taken.frame(LinkType.RAW, ipv4(2, 1, TCP, tcp(6000, 7000, 51, DATA, ascii("SIP/2.0 "))));
        assertEquals(2, taken.tcp.size());
        assertEquals(taken.tcp.get(0).connection(), taken.tcp.get(1).connection());
        assertEquals("10.0.0.2:6000", taken.tcp.get(1).source().toString());
        assertEquals(3, taken.tcp.get(0).frame());
    }

    @Test
    void saysWhereOctetsAreMissing() {
        Frames.Taken taken = new Frames.Taken();
        taken.frame(LinkType.RAW, segment(5060, 100, SYN, ""));
        taken.frame(LinkType.RAW, segment(5060, 101, DATA, "one"));
        byte[] late = segment(5060, 110, DATA, "three");
        taken.frame(LinkType.RAW, late, late.length, 0);
        assertEquals("one", text(taken), "waits for what is missing");
        byte[] later = segment(5060, 115, DATA, "four");
        taken.frame(LinkType.RAW, later, later.length, 4_000_000_000L);
        assertEquals("one|threefour", text(taken), "but not for ever");
    }

    @Test
    void givesWhatWaitsWhenNothingMoreComes() {
        Frames.Taken taken = new Frames.Taken();
        taken.frame(LinkType.RAW, segment(5060, 100, SYN, ""));
        taken.frame(LinkType.RAW, segment(5060, 110, DATA, "late"));
        taken.decoder.finish();
        assertEquals("|late", text(taken));
    }

    @Test
    void beginsInTheMiddleOfAConnection() {
        Frames.Taken taken = new Frames.Taken();
        taken.frame(LinkType.RAW, segment(7000, 500, DATA, "dp>\r\n"));
        taken.frame(LinkType.RAW, segment(7000, 505, DATA, INVITE));
        assertEquals("|dp>\r\n" + INVITE, text(taken));
        assertTrue(taken.tcp.getFirst().afterGap());
    }

    @Test
    void saysWhatTheCaptureCutOff() {
        byte[] whole = segment(5060, 101, DATA, "0123456789");
        byte[] cut = Arrays.copyOf(whole, whole.length - 4);
        Frames.Taken taken = new Frames.Taken();
        taken.frame(LinkType.RAW, segment(5060, 100, SYN, ""));
        taken.frame(LinkType.RAW, cut, whole.length, 0);
        taken.frame(LinkType.RAW, segment(5060, 111, DATA, "abc"));
        assertEquals("012345|abc", text(taken));
    }

    @Test
    void aSynWithAnotherNumberIsAnotherConnection() {
        Frames.Taken taken = new Frames.Taken();
        taken.frame(LinkType.RAW, segment(5060, 100, SYN, ""));
        taken.frame(LinkType.RAW, segment(5060, 101, DATA, "old"));
        taken.frame(LinkType.RAW, segment(5060, 9000, SYN, ""));
        taken.frame(LinkType.RAW, segment(5060, 9001, DATA, "new"));
        assertEquals("oldnew", text(taken));
        assertFalse(taken.tcp.get(0).connection() == taken.tcp.get(1).connection());
    }

    @Test
    void leavesOutConnectionsWithoutSip() {
        Frames.Taken taken = new Frames.Taken();
        taken.frame(LinkType.RAW, segment(7000, 100, SYN, ""));
        taken.frame(LinkType.RAW, segment(7000, 101, DATA, "GET / HTTP/1.1\r\n".repeat(300)));
        taken.frame(LinkType.RAW, segment(7000, 101 + 4800, DATA, INVITE));
        assertEquals(List.of(), taken.tcp);
    }
}
