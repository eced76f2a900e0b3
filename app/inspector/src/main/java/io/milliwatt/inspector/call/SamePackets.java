package io.milliwatt.inspector.call;

import io.milliwatt.inspector.rtp.StreamReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Streams with the same packets at different taps, or before and after a translation: the same
/// SSRC and payload type, at the same time, with the same sequence numbers.
final class SamePackets {
    private static final int CYCLE = 65_536;

    /// Clocks of taps may differ by so much.
    private static final long CLOCKS_NANOS = 2_000_000_000L;

    /// Streams of one SSRC that are compared; an SSRC of 0 may be everybody's.
    private static final int MOST = 200;

    private final List<StreamReport> reports;
    private final Map<Long, List<Integer>> bySsrc = new HashMap<>();

    SamePackets(List<StreamReport> reports) {
        this.reports = reports;
        for (int i = 0; i < reports.size(); i++) {
            List<Integer> alike =
                    bySsrc.computeIfAbsent(reports.get(i).key().ssrc(), _ -> new ArrayList<>(2));
            if (alike.size() < MOST) {
                alike.add(i);
            }
        }
    }

    /// Indexes of the streams with the same packets as one.
    List<Integer> of(int index) {
        StreamReport report = reports.get(index);
        return bySsrc.getOrDefault(report.key().ssrc(), List.of()).stream()
                .filter(other -> other != index && same(report, reports.get(other)))
                .toList();
    }

    static boolean same(StreamReport one, StreamReport other) {
        boolean sameWay = one.key().equals(other.key());
        return !sameWay
                && one.key().ssrc() == other.key().ssrc()
                && one.mainPayload().payloadType() == other.mainPayload().payloadType()
                && overlap(one, other)
                && numbersOverlap(one, other);
    }

    /// Whether both flowed at the same time.
    static boolean overlap(StreamReport one, StreamReport other) {
        return one.timing().span().firstNanos() <= other.timing().span().lastNanos() + CLOCKS_NANOS
                && other.timing().span().firstNanos()
                        <= one.timing().span().lastNanos() + CLOCKS_NANOS;
    }

    /// Whether the ranges of sequence numbers share at least half of the shorter one. The first
    /// numbers are of 16 bits: which cycle they are in is told by the nearest.
    private static boolean numbersOverlap(StreamReport one, StreamReport other) {
        long length = length(one);
        long otherLength = length(other);
        if (Math.max(length, otherLength) >= CYCLE || restarted(one) || restarted(other)) {
            return true; // every number occurs
        }
        long first = one.sequence().range().first();
        long otherFirst = first + distance(first, other.sequence().range().first());
        long shared =
                Math.min(first + length, otherFirst + otherLength) - Math.max(first, otherFirst);
        return shared * 2 >= Math.min(length, otherLength);
    }

    private static boolean restarted(StreamReport report) {
        return report.sequence().restarts() > 0;
    }

    private static long length(StreamReport report) {
        return Math.max(1, report.sequence().expected());
    }

    /// From one number of 16 bits to the nearest of another, -32768 to 32767.
    private static long distance(long from, long to) {
        return (short) (to - from);
    }
}
