package io.milliwatt.bench.tap;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One RTP stream (RFC 3550, section 5.1: an SSRC) on its way, packet by packet. Each packet's
/// moments at the points are kept until one that is 1,024 newer comes, or the end; then it is known
/// where it was lost, and how long each hop took. One thread.
final class HopStream {
    private static final int WINDOW = 1_024;
    private static final int WRAP = 1 << 16;

    /// What is sent this short before the end may still be on its way.
    static final long UNDERWAY_NANOS = 300_000_000;

    private final Way way;
    private final long ssrc;
    private final boolean[] watched;
    private final long[] tags = new long[WINDOW];
    private final long[][] moments = new long[Way.POINTS][WINDOW];
    private final Point[] points = new Point[Way.POINTS];

    /// What is counted at a point.
    private static final class Point {
        private long packets;
        private long lost;
        private long delays;
        private double delaySumNanos;
        private long maxDelayNanos;
        private long minDelayNanos = Long.MAX_VALUE;
        private long sourceHigh;
        private long sourceLow;
        private int sourcePort;
        private long destinationHigh;
        private long destinationLow;
        private int destinationPort;

        /// Kept as numbers: this is done for every packet.
        void addresses(Datagram packet) {
            sourceHigh = packet.sourceHigh();
            sourceLow = packet.sourceLow();
            sourcePort = packet.sourcePort();
            destinationHigh = packet.destinationHigh();
            destinationLow = packet.destinationLow();
            destinationPort = packet.destinationPort();
        }

        void took(long nanos) {
            delays++;
            delaySumNanos += nanos;
            maxDelayNanos = Math.max(maxDelayNanos, nanos);
            minDelayNanos = Math.min(minDelayNanos, nanos);
        }

        String source() {
            return text(sourceHigh, sourceLow, sourcePort);
        }

        String destination() {
            return text(destinationHigh, destinationLow, destinationPort);
        }

        private static String text(long high, long low, int port) {
            return port == 0 ? "" : new Endpoint(Datagram.address(high, low), port).toString();
        }
    }

    /// @param watched whether there is a tap for each point
    HopStream(Way way, long ssrc, boolean[] watched) {
        this.way = way;
        this.ssrc = ssrc;
        this.watched = watched.clone();
        Arrays.fill(tags, -1);
        for (int i = 0; i < points.length; i++) {
            points[i] = new Point();
        }
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
            points[point].addresses(packet);
        }
    }

    private void settle(int slot, long endNanos) {
        if (tags[slot] < 0) {
            return;
        }
        int before = -1;
        for (int point = 0; point < Way.POINTS; point++) {
            if (watched[point] && moments[point][slot] != 0) {
                points[point].packets++;
                if (before >= 0) {
                    points[point].took(moments[point][slot] - moments[before][slot]);
                }
                before = point;
            }
        }
        // what a tap missed and a later one saw was not lost
        for (int point = before + 1; point < Way.POINTS; point++) {
            if (watched[point]) {
                boolean underway = moments[before][slot] >= endNanos - UNDERWAY_NANOS;
                points[point].lost += underway ? 0 : 1;
                break;
            }
        }
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
            settle(slot, endNanos);
        }
    }

    /// The shortest time between two points; [Long#MAX_VALUE] when no packet was seen at both.
    long fastest(int point) {
        return points[point].minDelayNanos;
    }

    boolean isWatched(int point) {
        return watched[point];
    }

    Way way() {
        return way;
    }

    /// The points that have a tap, in their order.
    List<Hop> hops() {
        var hops = new ArrayList<Hop>();
        for (int point = 0; point < Way.POINTS; point++) {
            if (watched[point]) {
                Point each = points[point];
                hops.add(
                        new Hop(
                                way,
                                ssrc,
                                way.words(point),
                                each.source(),
                                each.destination(),
                                each.packets,
                                each.lost,
                                each.delays == 0
                                        ? Double.NaN
                                        : each.delaySumNanos / each.delays / 1e6,
                                each.delays == 0 ? Double.NaN : each.maxDelayNanos / 1e6));
            }
        }
        return hops;
    }
}
