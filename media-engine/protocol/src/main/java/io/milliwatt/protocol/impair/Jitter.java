package io.milliwatt.protocol.impair;

import java.util.SplittableRandom;

/// Delay that differs from packet to packet, on top of the fixed one.
///
/// @param millis how far it reaches, see [Shape]
public record Jitter(int millis, Shape shape) {
    public static final Jitter NONE = new Jitter(0, Shape.UNIFORM);

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double PARETO_POWER = 2.5;
    private static final double PARETO_MOST = 4;

    /// How the additional delay is distributed.
    public enum Shape {
        /// Evenly from 0 to the whole.
        UNIFORM,
        /// A normal distribution folded at 0, whose double standard deviation is the whole: 95 %
        /// lie below it.
        NORMAL,
        /// Mostly little, seldom much: 95 % lie below the whole, the worst has four times as much.
        PARETO
    }

    public Jitter {
        if (millis < 0) {
            throw new IllegalArgumentException("jitter must not be negative, is " + millis + " ms");
        }
    }

    long nextNanos(SplittableRandom random) {
        if (millis == 0) {
            return 0;
        }
        double share =
                switch (shape) {
                    case UNIFORM -> random.nextDouble();
                    case NORMAL -> Math.abs(random.nextGaussian()) / 2;
                    case PARETO -> {
                        // scaled so that the 95th percentile is 1
                        double scale = 1 / (Math.pow(0.05, -1 / PARETO_POWER) - 1);
                        double tail = Math.pow(1 - random.nextDouble(), -1 / PARETO_POWER) - 1;
                        yield Math.min(PARETO_MOST, scale * tail);
                    }
                };
        return (long) (share * millis * NANOS_PER_MILLI);
    }
}
