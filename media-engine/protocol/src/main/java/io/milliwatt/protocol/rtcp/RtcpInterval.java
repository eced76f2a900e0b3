package io.milliwatt.protocol.rtcp;

import java.util.random.RandomGenerator;

/// When the next RTCP report is due: RFC 3550, section 6.3 with the algorithms of appendix A.7. The
/// interval grows with the members, is randomised to 0.5 to 1.5 of itself, halved for the first
/// report, and reconsidered when the timer expires (timer reconsideration) and when members leave
/// (reverse reconsideration).
///
/// The names tp, tn and tc of the RFC are `previousNanos`, `nextNanos` and the `nowNanos` argument.
/// One thread owns an interval.
public final class RtcpInterval {
    private static final double SENDER_FRACTION = 0.25;
    private static final double RECEIVER_FRACTION = 1 - SENDER_FRACTION;

    /// e - 3/2, which makes up for reconsideration converging below the intended average.
    private static final double COMPENSATION = Math.E - 1.5;

    private static final double NANOS_PER_SECOND = 1e9;

    private final RtcpBandwidth bandwidth;
    private final RandomGenerator random;
    private double averageSize;
    private boolean initial = true;
    private int members = 1;
    private long previousNanos;
    private long nextNanos;

    /// @param firstSize octets of the first report to be expected, IP and UDP headers included
    public RtcpInterval(RtcpBandwidth bandwidth, RandomGenerator random, int firstSize) {
        this.bandwidth = bandwidth;
        this.random = random;
        this.averageSize = firstSize;
    }

    /// Section 6.3.2: we join, and the first report is scheduled.
    public void start(long nowNanos) {
        previousNanos = nowNanos;
        nextNanos = nowNanos + nanos(1, 0, false);
    }

    /// When the timer expires.
    public long nextNanos() {
        return nextNanos;
    }

    /// Section 6.3.1: one interval, randomised.
    ///
    /// @param members participants heard of lately, ourselves included
    /// @param senders those of them that sent RTP lately, ourselves included
    long nanos(int members, int senders, boolean weSent) {
        double octetsPerSecond = bandwidth.rtcpOctetsPerSecond();
        double sharers = members;
        if (senders <= members * SENDER_FRACTION) {
            octetsPerSecond *= weSent ? SENDER_FRACTION : RECEIVER_FRACTION;
            sharers = weSent ? senders : members - senders;
        }
        double minimum = bandwidth.minimumSeconds() / (initial ? 2 : 1);
        double seconds = Math.max(minimum, averageSize * sharers / octetsPerSecond);
        double randomised = seconds * (random.nextDouble() + 0.5) / COMPENSATION;
        return (long) (randomised * NANOS_PER_SECOND);
    }

    /// Section 6.3.6: the timer is looked at. True = a report is due now, and [#onSent(int, long,
    /// int, int, boolean)] must follow; false = it is not yet time, or the time was put off because
    /// the session grew; see [#nextNanos()].
    public boolean isDue(long nowNanos, int nowMembers, int nowSenders, boolean weSent) {
        if (nowNanos - nextNanos < 0) {
            return false;
        }
        members = nowMembers;
        long reconsidered = previousNanos + nanos(nowMembers, nowSenders, weSent);
        if (reconsidered - nowNanos <= 0) {
            return true;
        }
        nextNanos = reconsidered;
        return false;
    }

    /// A report was sent; the next one is scheduled.
    ///
    /// @param size octets of it, IP and UDP headers included
    public void onSent(int size, long nowNanos, int nowMembers, int nowSenders, boolean weSent) {
        average(size);
        initial = false;
        previousNanos = nowNanos;
        nextNanos = nowNanos + nanos(nowMembers, nowSenders, weSent);
        members = nowMembers;
    }

    /// Section 6.3.3: a compound packet came.
    ///
    /// @param size octets of it, IP and UDP headers included
    public void onReceived(int size) {
        average(size);
    }

    /// Section 6.3.4: members left, so that the rest may report sooner.
    public void onMembersLeft(int nowMembers, long nowNanos) {
        if (nowMembers < members) {
            double share = (double) nowMembers / members;
            nextNanos = nowNanos + (long) (share * (nextNanos - nowNanos));
            previousNanos = nowNanos - (long) (share * (nowNanos - previousNanos));
        }
        members = nowMembers;
    }

    private void average(int size) {
        averageSize += (size - averageSize) / 16;
    }
}
