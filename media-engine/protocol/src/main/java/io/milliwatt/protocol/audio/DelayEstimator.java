package io.milliwatt.protocol.audio;

import java.util.Arrays;

/// How long packets must wait so that nearly all are there when they are played: the spread of
/// their transit times, from the fastest to the one that 2 % exceed, over the last [#WINDOW]
/// packets.
final class DelayEstimator {
    static final int WINDOW = 256;

    /// Packets until the estimate may fall below the initial delay.
    static final int SETTLED = 250;

    private static final double SHARE = 0.98;
    private static final long MARGIN_NANOS = 10_000_000;

    private final long leastNanos;
    private final long mostNanos;
    private final long initialNanos;
    private final long[] transits = new long[WINDOW];
    private final long[] sorted = new long[WINDOW];
    private long packets;
    private long fastestNanos;
    private long targetNanos;

    DelayEstimator(long leastNanos, long initialNanos, long mostNanos) {
        this.leastNanos = leastNanos;
        this.initialNanos = initialNanos;
        this.mostNanos = mostNanos;
        this.targetNanos = initialNanos;
    }

    /// @param transitNanos time of arrival less media time, whatever their zeros
    void onPacket(long transitNanos) {
        transits[(int) (packets % WINDOW)] = transitNanos;
        packets++;
        int count = (int) Math.min(packets, WINDOW);
        System.arraycopy(transits, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        fastestNanos = sorted[0];
        long spread = sorted[(int) (SHARE * (count - 1))] - fastestNanos;
        long floor = packets < SETTLED ? initialNanos : leastNanos;
        targetNanos = Math.clamp(spread + MARGIN_NANOS, floor, mostNanos);
    }

    void reset() {
        packets = 0;
        targetNanos = initialNanos;
    }

    /// The transit time of the fastest packet of the window.
    long fastestNanos() {
        return fastestNanos;
    }

    /// How much later than the fastest packet media should be played.
    long targetNanos() {
        return targetNanos;
    }
}
