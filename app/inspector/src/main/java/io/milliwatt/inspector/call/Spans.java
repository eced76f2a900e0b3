package io.milliwatt.inspector.call;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Times between moments.
final class Spans {
    private Spans() {}

    /// Milliseconds between two moments in nanoseconds; empty while one of them is missing, 0 where
    /// the capture's clock was put back between them.
    static OptionalDouble millis(OptionalLong from, OptionalLong to) {
        return from.isPresent() && to.isPresent()
                ? OptionalDouble.of(Math.max(0, to.getAsLong() - from.getAsLong()) / 1e6)
                : OptionalDouble.empty();
    }
}
