package io.milliwatt.presentation.call;

import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.bench.tap.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The legs of a path by what taps saw: what each lost, and how much later the packets came out of
/// it. Of several streams the one with most packets counts, of the call's own if the taps saw any.
final class TappedPath {
    private static final double BAD_LOSS = 0.05;

    /// The points of a way at which a leg ends, by their places in it: the host is reached, then
    /// left, then the other end sees the packet.
    private static final int REACHED_HOST = 1;

    private static final int LAST = 3;

    private TappedPath() {}

    /// The legs phone to host, host to engine, engine to host, host to phone; as they were where
    /// the taps did not see both of their ends.
    ///
    /// @param own SSRCs of the call's streams, unsigned 32 bits
    static List<Hop> of(TapReport taps, List<Hop> before, Set<Long> own) {
        List<Hop> legs = new ArrayList<>(before);
        for (Way way : Way.values()) {
            List<io.milliwatt.bench.tap.Hop> points = longest(taps, way, own);
            if (points.size() == LAST + 1) {
                int first = way == Way.TO_ENGINE ? 0 : 2;
                legs.set(first, leg(before.get(first), points.subList(0, REACHED_HOST + 1)));
                legs.set(first + 1, leg(before.get(first + 1), points.subList(1, LAST + 1)));
            }
        }
        return legs;
    }

    private static List<io.milliwatt.bench.tap.Hop> longest(
            TapReport taps, Way way, Set<Long> own) {
        Optional<io.milliwatt.bench.tap.Hop> most =
                taps.hops().stream()
                        .filter(hop -> hop.way() == way && hop.point().equals(way.words(0)))
                        .max(
                                Comparator.comparing((io.milliwatt.bench.tap.Hop hop) ->
                                                own.contains(hop.ssrc()))
                                        .thenComparingLong(io.milliwatt.bench.tap.Hop::packets));
        return most.map(chosen ->
                        taps.hops().stream()
                                .filter(hop -> hop.way() == way && hop.ssrc() == chosen.ssrc())
                                .toList())
                .orElse(List.of());
    }

    /// @param points those of the leg: where it begins, what it passes, where it ends
    private static Hop leg(Hop before, List<io.milliwatt.bench.tap.Hop> points) {
        long packets = points.getLast().packets();
        long lost = 0;
        double added = 0;
        for (var point : points.subList(1, points.size())) {
            lost += point.lost();
            added += point.meanDelayMillis();
        }
        if (points.getFirst().packets() == 0 && lost == 0) {
            return before;
        }
        double share = (double) lost / Math.max(1, packets + lost);
        Health health =
                packets == 0 || share >= BAD_LOSS
                        ? Health.BAD
                        : lost > 0 ? Health.WARN : Health.GOOD;
        return new Hop(
                before.tap(),
                health,
                packets > 0,
                packets,
                lost,
                before.jitterMillis(),
                OptionalDouble.of(added));
    }
}
