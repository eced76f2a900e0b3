package io.milliwatt.bench.tap;

import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Notices when this machine's clock is set while taps run: the wall clock and the monotonic one do
/// not go on together then. One thread at a time.
final class ClockWatch {
    /// What NTP corrects smoothly is less than this in a second (500 ppm, RFC 5905).
    private static final double JUMP_MILLIS = 50;

    private final Clock wall;
    private final LongSupplier nanos;
    private double lastDifference;
    private double jumpedMillis;

    ClockWatch(Clock wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        lastDifference = difference();
    }

    private double difference() {
        return wall.millis() - nanos.getAsLong() / 1e6;
    }

    /// Looks; to be called about once a second.
    synchronized void look() {
        double now = difference();
        if (Math.abs(now - lastDifference) > JUMP_MILLIS) {
            jumpedMillis += now - lastDifference;
        }
        lastDifference = now;
    }

    /// What to say about it; empty when it did not jump.
    synchronized Optional<String> words() {
        return jumpedMillis == 0
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                java.util.Locale.ROOT,
                                "this machine's clock was set by %.0f ms while packets were captured:"
                                        + " delays across that moment are wrong",
                                jumpedMillis));
    }
}
