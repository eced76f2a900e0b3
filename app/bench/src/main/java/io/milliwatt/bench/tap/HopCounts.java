package io.milliwatt.bench.tap;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Endpoint;
import java.util.ArrayList;
import java.util.List;

/// What is counted of one RTP stream at the points of its way. One thread.
final class HopCounts {
    private final Way way;
    private final long ssrc;
    private final boolean[] watched;
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

        Point() {}

        Point(Point other) {
            packets = other.packets;
            lost = other.lost;
            delays = other.delays;
            delaySumNanos = other.delaySumNanos;
            maxDelayNanos = other.maxDelayNanos;
            minDelayNanos = other.minDelayNanos;
            sourceHigh = other.sourceHigh;
            sourceLow = other.sourceLow;
            sourcePort = other.sourcePort;
            destinationHigh = other.destinationHigh;
            destinationLow = other.destinationLow;
            destinationPort = other.destinationPort;
        }

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
    HopCounts(Way way, long ssrc, boolean[] watched) {
        this.way = way;
        this.ssrc = ssrc;
        this.watched = watched.clone();
        for (int i = 0; i < points.length; i++) {
            points[i] = new Point();
        }
    }

    private HopCounts(HopCounts other) {
        way = other.way;
        ssrc = other.ssrc;
        watched = other.watched;
        for (int i = 0; i < points.length; i++) {
            points[i] = new Point(other.points[i]);
        }
    }

    /// The same as they stand, to count on apart.
    HopCounts copy() {
        return new HopCounts(this);
    }

    /// The addresses that a packet had at a point.
    void addresses(int point, Datagram packet) {
        points[point].addresses(packet);
    }

    /// Judges a packet: where it was seen, how long each hop took, and where it was lost.
    ///
    /// @param moments of all packets at each point, 0 = not seen there
    /// @param slot of this packet
    /// @param underwayNanos what was last seen from then on may still be on its way
    void judge(long[][] moments, int slot, long underwayNanos) {
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
        for (int point = before + 1; before >= 0 && point < Way.POINTS; point++) {
            if (watched[point]) {
                points[point].lost += moments[before][slot] >= underwayNanos ? 0 : 1;
                return;
            }
        }
    }

    /// The shortest time to a point from the one before; [Long#MAX_VALUE] when no packet was seen
    /// at both.
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
