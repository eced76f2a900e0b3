package io.milliwatt.inspector.call;

import java.util.List;
import java.util.Set;

/// A call as a ladder: columns are places, rows are arrows in the order of time.
public record Ladder(List<LadderColumn> columns, List<LadderRow> rows) {
    public Ladder {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// What a ladder shows beside messages.
    public enum Part {
        STREAMS,
        RTCP,
        DIGITS,
        /// Messages that were seen before, at another tap.
        SIGHTINGS
    }

    /// All of it, but for sightings.
    public static Ladder of(Call call, EndpointNames names) {
        return of(call, names, Set.of(Part.STREAMS, Part.RTCP, Part.DIGITS));
    }

    public static Ladder of(Call call, EndpointNames names, Set<Part> parts) {
        return new LadderDrawing(call, names, parts).draw();
    }
}
