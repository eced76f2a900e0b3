package io.milliwatt.bench.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is counted of all streams at one moment.
record HopFigures(List<HopCounts> streams) {
    List<Hop> hops() {
        var hops = new ArrayList<Hop>();
        streams.forEach(it -> hops.addAll(it.hops()));
        return hops;
    }

    /// The shortest time that a packet took from the point before to where a place sees it, over
    /// all streams of a way; empty when none was seen at both.
    Optional<Long> fastest(Way way, int point) {
        return streams.stream()
                .filter(it -> it.way() == way && it.isWatched(point))
                .map(it -> it.fastest(point))
                .filter(it -> it != Long.MAX_VALUE)
                .min(Long::compare);
    }
}
