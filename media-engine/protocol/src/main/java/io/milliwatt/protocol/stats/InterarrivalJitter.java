package io.milliwatt.protocol.stats;

import io.milliwatt.protocol.rtp.RtpTimestamp;

/// Interarrival jitter, RFC 3550, section 6.4.1: `D(i,j) = (Rj - Ri) - (Sj - Si)`, `J += (|D| - J)
/// / 16`, over packets in the order of their arrival.
///
/// Deviation: arrival times are not rounded to ticks, because a tick of 8 kHz is 125 us and the
/// jitter of a good path is less. Deviation: a difference of more than ten seconds is taken as a
/// new start of the source's clock and not as jitter, because it would hide the path's jitter in
/// the maximum for the rest of the call.
///
/// Not for packets that repeat a timestamp on purpose, such as those of an RFC 4733 event.
public final class InterarrivalJitter {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int RESTART_SECONDS = 10;

    private int clockRateHz;
    private double ticksPerNano;
    private boolean hasReference;
    private long lastTimestamp;
    private long lastNanos;
    private double jitterTicks;
    private long differences;
    private double sumMillis;
    private double maxMillis;

    public InterarrivalJitter(int clockRateHz) {
        this.clockRateHz = clockRateHz;
        ticksPerNano = clockRateHz / NANOS_PER_SECOND;
    }

    public void onPacket(long timestamp, long nowNanos) {
        if (hasReference) {
            double arrivalTicks = (nowNanos - lastNanos) * ticksPerNano;
            double difference =
                    Math.abs(arrivalTicks - RtpTimestamp.difference(timestamp, lastTimestamp));
            if (difference <= (double) RESTART_SECONDS * clockRateHz) {
                jitterTicks += (difference - jitterTicks) / 16;
                differences++;
                double millis = millis();
                sumMillis += millis;
                maxMillis = Math.max(maxMillis, millis);
            }
        }
        hasReference = true;
        lastTimestamp = timestamp;
        lastNanos = nowNanos;
    }

    /// The next packet starts anew; the jitter so far stays. For a source that started over.
    public void forgetReference() {
        hasReference = false;
    }

    /// Goes on with another clock, as when the payload type changes; the jitter stays the same in
    /// time.
    public void changeClock(int newClockRateHz) {
        if (newClockRateHz != clockRateHz) {
            jitterTicks = jitterTicks * newClockRateHz / clockRateHz;
            clockRateHz = newClockRateHz;
            ticksPerNano = newClockRateHz / NANOS_PER_SECOND;
            hasReference = false;
        }
    }

    /// What RTCP reports: J in ticks of the payload's clock.
    public long ticks() {
        return (long) jitterTicks;
    }

    /// J now.
    public double millis() {
        return jitterTicks * 1000 / clockRateHz;
    }

    /// The mean of J over all packets.
    public double meanMillis() {
        return differences == 0 ? 0 : sumMillis / differences;
    }

    /// The highest J.
    public double maxMillis() {
        return maxMillis;
    }

    /// Reads what the next packet needs, as
    /// [io.milliwatt.protocol.session.RtpSession#prefetchReceiving()].
    public long prefetch() {
        return lastTimestamp + clockRateHz;
    }
}
