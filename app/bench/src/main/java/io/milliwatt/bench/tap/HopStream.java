package io.milliwatt.bench.tap;

import io.milliwatt.inspector.packet.Datagram;
import java.util.Arrays;

/// One RTP stream (RFC 3550, section 5.1: an SSRC) on its way, packet by packet. Each packet's
/// moments at the points are kept until one that is 1,024 newer comes, or the end; then it is known
/// where it was lost, and how long each hop took. One thread.
final class HopStream {
    private static final int WINDOW = 1_024;
    private static final int WRAP = 1 << 16;

    /// What is sent this short before the end may still be on its way.
    static final long UNDERWAY_NANOS = 300_000_000;

    private final Way way;
    private final HopCounts counts;
    private final long[] tags = new long[WINDOW];
    private final long[][] moments = new long[Way.POINTS][WINDOW];

    /// @param watched whether there is a tap for each point
    HopStream(Way way, long ssrc, boolean[] watched) {
        this.way = way;
        counts = new HopCounts(way, ssrc, watched);
        Arrays.fill(tags, -1);
    }

    /// A packet was seen.
    ///
    /// @param sequence 16 bits
    /// @param timestamp of RTP, 32 bits
    /// @param packet its addresses and moment
    void saw(Place place, int sequence, long timestamp, Datagram packet) {
        int slot = sequence % WINDOW;
        long tag = timestamp << 16 | sequence;
        if (tags[slot] != tag) {
            if (tags[slot] >= 0 && isOlder(sequence, (int) (tags[slot] % WRAP))) {
                return; // long settled
            }
            settle(slot, Long.MAX_VALUE);
            tags[slot] = tag;
        }
        int point = way.point(place);
        boolean again = moments[point][slot] != 0;
        note(point, slot, packet, true);
        if (place == Place.HOST && again) {
            // passes several interfaces of the host: reached by the first, left by the last; seen
            // once, it came and did not leave
            note(point + 1, slot, packet, false);
        }
    }

    private static boolean isOlder(int sequence, int known) {
        return (short) (sequence - known) < 0;
    }

    private void note(int point, int slot, Datagram packet, boolean first) {
        long nanos = packet.timeNanos();
        long known = moments[point][slot];
        boolean better = known == 0 || (first ? nanos < known : nanos > known);
        if (better) {
            moments[point][slot] = nanos;
            counts.addresses(point, packet);
        }
    }

    private void settle(int slot, long underwayNanos) {
        if (tags[slot] < 0) {
            return;
        }
        counts.judge(moments, slot, underwayNanos);
        tags[slot] = -1;
        for (long[] each : moments) {
            each[slot] = 0;
        }
    }

    /// Judges what is left.
    ///
    /// @param endNanos when the taps were closed, nanoseconds since 1970
    void end(long endNanos) {
        for (int slot = 0; slot < WINDOW; slot++) {
            settle(slot, endNanos - UNDERWAY_NANOS);
        }
    }

    /// What was counted of packets that are settled.
    HopCounts counts() {
        return counts;
    }

    /// What is known of the packets that were first seen before a moment; later ones are left out,
    /// because some taps hand over late.
    ///
    /// @param untilNanos nanoseconds since 1970
    HopCounts until(long untilNanos) {
        HopCounts known = counts.copy();
        for (int slot = 0; slot < WINDOW; slot++) {
            if (tags[slot] >= 0 && first(slot) < untilNanos) {
                known.judge(moments, slot, untilNanos);
            }
        }
        return known;
    }

    private long first(int slot) {
        long first = Long.MAX_VALUE;
        for (long[] each : moments) {
            first = each[slot] == 0 ? first : Math.min(first, each[slot]);
        }
        return first;
    }
}
