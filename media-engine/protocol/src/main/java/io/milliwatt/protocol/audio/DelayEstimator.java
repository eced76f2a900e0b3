package io.milliwatt.protocol.audio;

import java.util.Arrays;

/// How long packets must wait so that nearly all are there when they are played: the spread of
/// their transit times, from the fastest to the one that 2 % exceed, over the last [#WINDOW]
/// packets. A packet that came too late raises it at once; what it raised falls back slowly.
final class DelayEstimator {
    static final int WINDOW = 256;

    /// Packets until the estimate may fall below the initial delay.
    static final int SETTLED = 250;

    private static final double SHARE = 0.98;
    private static final long MARGIN_NANOS = 10_000_000;

    /// What a raised delay falls by with each packet: 25 ms a second at 50 packets.
    private static final long FALL_NANOS = 500_000;

    private final long leastNanos;
    private final long mostNanos;
    private final long initialNanos;
    private final long[] transits = new long[WINDOW];
    private final long[] sorted = new long[WINDOW];
    private long packets;
    private long fastestNanos;
    private long raisedNanos;
    private long targetNanos;

    DelayEstimator(long leastNanos, long initialNanos, long mostNanos) {
        this.leastNanos = leastNanos;
        this.initialNanos = initialNanos;
        this.mostNanos = mostNanos;
        this.targetNanos = initialNanos;
    }

    /// @param transitNanos time of arrival less media time, whatever their zeros
    void onPacket(long transitNanos) {
        int count = (int) Math.min(packets, WINDOW);
        int slot = (int) (packets % WINDOW);
        if (count == WINDOW) {
            int old = Arrays.binarySearch(sorted, 0, count, transits[slot]);
            System.arraycopy(sorted, old + 1, sorted, old, count - old - 1);
            count--;
        }
        int found = Arrays.binarySearch(sorted, 0, count, transitNanos);
        int at = found < 0 ? -found - 1 : found;
        System.arraycopy(sorted, at, sorted, at + 1, count - at);
        sorted[at] = transitNanos;
        count++;
        transits[slot] = transitNanos;
        packets++;
        fastestNanos = sorted[0];
        raisedNanos = Math.max(0, raisedNanos - FALL_NANOS);
        long spread = sorted[(int) (SHARE * (count - 1))] - fastestNanos + MARGIN_NANOS;
        long floor = packets < SETTLED ? initialNanos : leastNanos;
        targetNanos = Math.clamp(Math.max(spread, raisedNanos), floor, mostNanos);
    }

    /// A packet of that transit time came after it should have been played.
    void onLate(long transitNanos) {
        raisedNanos = Math.min(mostNanos, transitNanos - fastestNanos + MARGIN_NANOS);
        targetNanos = Math.max(targetNanos, raisedNanos);
    }

    void reset() {
        packets = 0;
        raisedNanos = 0;
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
