package io.milliwatt.protocol.impair;

import java.util.SplittableRandom;

/// One path with an [Impairment]: the state of its chances. Jitter alone does not reorder packets,
/// as queues on a real path do not: a packet comes out with or after the one before it, unless one
/// of them was picked for reordering.
public final class ImpairedPath {
    /// Most copies of one packet.
    public static final int MOST_COPIES = 2;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /// How much longer than others a packet is held back so that others overtake it.
    private static final long LEAST_HELD_NANOS = 25 * NANOS_PER_MILLI;

    private static final long MORE_HELD_NANOS = 40 * NANOS_PER_MILLI;

    private final Impairment impairment;
    private final SplittableRandom random;
    private boolean bad;
    private long lastNanos = Long.MIN_VALUE;
    private long packets;
    private long lost;
    private long duplicated;
    private long reordered;

    ImpairedPath(Impairment impairment) {
        this.impairment = impairment;
        this.random = new SplittableRandom(impairment.seed());
    }

    /// Decides on the packet that enters the path at `nowNanos`: writes the times at which it comes
    /// out to `releases`, which has room for [#MOST_COPIES], and returns how many they are; 0 when
    /// it is lost.
    public int onPacket(long nowNanos, long[] releases) {
        // every packet draws the same numbers, so that one part of the profile does not change
        // what another part does
        double change = random.nextDouble();
        double losing = random.nextDouble();
        double doubling = random.nextDouble();
        double reordering = random.nextDouble();
        double holding = random.nextDouble();
        long jitterNanos = impairment.jitter().nextNanos(random);
        packets++;
        Loss loss = impairment.loss();
        bad = bad ? change >= loss.toGood() : change < loss.toBad();
        if (losing < (bad ? loss.inBad() : loss.inGood())) {
            lost++;
            return 0;
        }
        long release = nowNanos + impairment.delayMillis() * NANOS_PER_MILLI + jitterNanos;
        if (lastNanos != Long.MIN_VALUE) {
            release = Math.max(release, lastNanos);
        }
        if (100 * reordering < impairment.reorderPercent()) {
            reordered++;
            release += LEAST_HELD_NANOS + (long) (holding * MORE_HELD_NANOS);
        } else {
            lastNanos = release;
        }
        releases[0] = release;
        if (100 * doubling < impairment.duplicatePercent()) {
            duplicated++;
            releases[1] = release + NANOS_PER_MILLI;
            return 2;
        }
        return 1;
    }

    public long packets() {
        return packets;
    }

    public long lost() {
        return lost;
    }

    public long duplicated() {
        return duplicated;
    }

    public long reordered() {
        return reordered;
    }
}
