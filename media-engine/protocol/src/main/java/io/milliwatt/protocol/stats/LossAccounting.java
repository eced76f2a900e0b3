package io.milliwatt.protocol.stats;

import io.milliwatt.protocol.rtp.RtpSequence;
import java.util.Arrays;

/// Which sequence numbers of one source came, RFC 3550, appendices A.1 and A.3, and a window of the
/// last [#WINDOW] numbers that tells a duplicate from a packet that is merely late.
///
/// *Lost* are sequence numbers that never came; a late packet takes its number off the lost, a
/// duplicate does not. The cumulative number of RTCP is another thing: there a duplicate counts as
/// received, so that it may be negative.
///
/// Deviation: the counts go on when a source starts over, because the figure is for a whole call.
/// Deviation: a packet may be late by the whole window, not by 100, because the window can tell.
public final class LossAccounting {
    /// Sequence numbers that are remembered; a power of two.
    public static final int WINDOW = 2048;

    /// A step forwards of this much or more is a jump, not loss.
    public static final int MAX_DROPOUT = 3000;

    /// MIN_SEQUENTIAL of RFC 3550.
    public static final int RFC_MIN_SEQUENTIAL = 2;

    private static final int MOST_LOST = 0x7f_ffff;
    private static final int LEAST_LOST = -0x80_0000;
    private static final int NONE = -1;

    private final int minSequential;
    private final long[] seen = new long[WINDOW / Long.SIZE];
    private boolean started;
    private int sequential;
    private int expectedNext = NONE;
    private long base;
    private long highest;
    private long earlierExpected;
    private long received;
    private long duplicates;
    private long late;
    private long refused;
    private int restarts;
    private long priorExpected;
    private long priorReceived;

    /// Counts from the first packet.
    public LossAccounting() {
        this(1);
    }

    /// @param minSequential packets in sequence before the source counts; 1 = the first counts
    public LossAccounting(int minSequential) {
        if (minSequential < 1) {
            throw new IllegalArgumentException(
                    "a source needs at least 1 packet, not " + minSequential);
        }
        this.minSequential = minSequential;
    }

    public Arrival onPacket(int sequence) {
        if (!started) {
            return onProbation(sequence);
        }
        int forward = RtpSequence.forward(RtpSequence.of(highest), sequence);
        if (forward != 0 && forward < MAX_DROPOUT) {
            advance(forward);
            received++;
            expectedNext = NONE;
            return forward == 1 ? Arrival.IN_ORDER : Arrival.AFTER_GAP;
        }
        int behind = RtpSequence.forward(sequence, RtpSequence.of(highest));
        if (behind < WINDOW) {
            return onPast(highest - behind);
        }
        if (sequence == expectedNext) {
            restart(sequence);
            return Arrival.RESTARTED;
        }
        expectedNext = RtpSequence.next(sequence);
        refused++;
        return Arrival.REFUSED;
    }

    private Arrival onProbation(int sequence) {
        sequential = sequence == expectedNext ? sequential + 1 : 1;
        expectedNext = RtpSequence.next(sequence);
        if (sequential < minSequential) {
            refused++;
            return Arrival.REFUSED;
        }
        started = true;
        expectedNext = NONE;
        begin(sequence);
        received++;
        return Arrival.FIRST;
    }

    /// A packet at or behind the highest, within the window.
    private Arrival onPast(long number) {
        received++;
        if (isSeen(number)) {
            duplicates++;
            return Arrival.DUPLICATE;
        }
        mark(number);
        late++;
        if (number < base) {
            base = number; // came before the first that counted was sent
        }
        return Arrival.LATE;
    }

    /// The refused packet before this one was the first of the new run, and counts after all.
    private void restart(int sequence) {
        earlierExpected += highest - base + 1;
        int first = RtpSequence.of(sequence - 1L);
        begin(first);
        advance(1);
        received += 2;
        refused--;
        restarts++;
        expectedNext = NONE;
    }

    private void begin(int sequence) {
        Arrays.fill(seen, 0);
        base = sequence;
        highest = sequence;
        mark(highest);
    }

    private void advance(int steps) {
        if (steps >= WINDOW) {
            Arrays.fill(seen, 0);
            highest += steps;
        } else {
            for (int i = 0; i < steps; i++) {
                highest++;
                seen[word(highest)] &= ~(1L << highest);
            }
        }
        mark(highest);
    }

    private static int word(long number) {
        return (int) (number & (WINDOW - 1)) / Long.SIZE;
    }

    private void mark(long number) {
        seen[word(number)] |= 1L << number;
    }

    private boolean isSeen(long number) {
        return (seen[word(number)] & (1L << number)) != 0;
    }

    /// Packets there should be: from the first to the highest sequence number, over all restarts.
    public long expected() {
        return started ? earlierExpected + highest - base + 1 : 0;
    }

    /// Packets that came, duplicates included.
    public long received() {
        return received;
    }

    /// Sequence numbers that never came (so far).
    public long lost() {
        return expected() - (received - duplicates);
    }

    public long duplicates() {
        return duplicates;
    }

    /// Packets that came after one with a higher number.
    public long outOfOrder() {
        return late;
    }

    /// Packets that were not counted: probation and lone jumps.
    public long refused() {
        return refused;
    }

    public int restarts() {
        return restarts;
    }

    /// The extended highest sequence number of a report block: cycles in the upper, the number in
    /// the lower 16 bits.
    public long extendedHighest() {
        return started ? highest & 0xffff_ffffL : 0;
    }

    /// The cumulative number of packets lost of a report block, a signed number of 24 bits that is
    /// held at its ends.
    public int cumulativeLost() {
        return (int) Math.clamp(expected() - received, (long) LEAST_LOST, (long) MOST_LOST);
    }

    /// The fraction lost since the last call, in 1/256, RFC 3550, appendix A.3. Called once for
    /// each report.
    public int fractionLostSinceLastCall() {
        long expectedNow = expected();
        long expectedInterval = expectedNow - priorExpected;
        long lostInterval = expectedInterval - (received - priorReceived);
        priorExpected = expectedNow;
        priorReceived = received;
        return expectedInterval <= 0 || lostInterval <= 0
                ? 0
                : (int) Math.min(255, (lostInterval << 8) / expectedInterval);
    }

    /// Reads what the next packet needs, as
    /// [io.milliwatt.protocol.session.RtpSession#prefetchReceiving()].
    public long prefetch() {
        return base + duplicates + expectedNext + seen[word(highest)];
    }
}
