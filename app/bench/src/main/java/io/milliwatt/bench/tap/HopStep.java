package io.milliwatt.bench.tap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A [Hop] beside the point before: what was rewritten on the way between the two.
///
/// @param first whether it is the first of its stream
/// @param sourceBefore the source at the point before, where it was another; empty when not
///   rewritten
/// @param destinationBefore the same of the destination
public record HopStep(Hop hop, boolean first, String sourceBefore, String destinationBefore) {
    /// The steps in the order of the hops, in which a packet passes the points.
    public static List<HopStep> of(List<Hop> hops) {
        List<HopStep> steps = new ArrayList<>();
        Map<Long, Hop> last = new HashMap<>();
        for (Hop hop : hops) {
            long stream = hop.ssrc() << 1 | hop.way().ordinal();
            Optional<Hop> before = Optional.ofNullable(last.get(stream));
            steps.add(
                    new HopStep(
                            hop,
                            before.isEmpty(),
                            before.map(it -> other(it.source(), hop.source())).orElse(""),
                            before.map(it -> other(it.destination(), hop.destination()))
                                    .orElse("")));
            if (before.isEmpty() || !hop.source().isEmpty()) {
                last.put(stream, hop);
            }
        }
        return List.copyOf(steps);
    }

    /// The address before, where both are known and differ; else empty.
    private static String other(String before, String now) {
        return before.isEmpty() || now.isEmpty() || before.equals(now) ? "" : before;
    }
}
