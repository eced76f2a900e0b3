package io.milliwatt.inspector.rtp;

import io.milliwatt.protocol.rtp.RtpTimestamp;
import io.milliwatt.protocol.stats.InterarrivalJitter;

/// When the packets of one stream came, against what their timestamps say.
///
/// Delta and jitter are taken over the packets in the order of arrival, duplicates and late ones
/// too, as Wireshark does. Deviation from Wireshark: telephone events leave the jitter alone,
/// because their timestamps stand still; a jump of more than ten seconds is a new beginning of the
/// sender's clock ([InterarrivalJitter]).
final class StreamTiming {
    private static final double MILLIS_PER_NANO = 1e-6;
    private static final double JUMP_MILLIS = 10_000;
    private static final int UNKNOWN_CLOCK = 8000; // until somebody tells; nothing is counted by it

    private final InterarrivalJitter jitter = new InterarrivalJitter(UNKNOWN_CLOCK);
    private final RegularRanges ranges = new RegularRanges();
    private long packets;
    private long firstNanos;
    private long firstFrame;
    private long lastNanos;
    private long lastFrame;
    private long lastInTimeNanos;
    private long firstTimestamp;
    private long lastTimestamp;
    private int clockRateHz;
    private double millisPerTick;

    private double deltaMillis;

    /// From this timestamp, which was at `baseMillis` after the first packet, the clock runs.
    private long baseTimestamp;

    private double baseMillis;
    private double skewMillis;
    private double maxSkewMillis;

    /// Sums for the line of nominal against arrival time, milliseconds since the first packet.
    private long timed;

    private double sumArrival;
    private double sumNominal;
    private double sumArrivalSquared;
    private double sumProduct;

    /// Whether the timestamp of a packet is not before that of the first; told by [#onPacket].
    private boolean inTime;

    /// @param rateHz of this packet's timestamps; 0 = not known, or they say nothing
    /// @param isRegular whether delta and jitter count (see [RegularRanges]), had it come in time
    void onPacket(RtpFields packet, int rateHz, boolean isRegular) {
        if (packets == 0) {
            begin(packet, rateHz);
            return;
        }
        long timestamp = RtpTimestamp.unwrap(lastTimestamp, packet.timestamp);
        inTime = timestamp >= firstTimestamp;
        if (inTime) {
            deltaMillis = (packet.timeNanos - lastInTimeNanos) * MILLIS_PER_NANO;
            if (rateHz > 0) {
                changeClock(rateHz, timestamp);
                jitter.onPacket(packet.timestamp, packet.timeNanos);
                skew(timestamp, packet.timeNanos);
            }
            if (isRegular) {
                double weight = 1.0 / packets;
                ranges.addDelta(deltaMillis, weight, packet.frame);
                if (rateHz > 0) {
                    ranges.addJitter(jitter.millis(), weight);
                }
            }
            lastInTimeNanos = packet.timeNanos;
        }
        lastTimestamp = timestamp;
        lastNanos = Math.max(lastNanos, packet.timeNanos); // the capture's clock may be put back
        lastFrame = packet.frame;
        packets++;
    }

    private void begin(RtpFields packet, int rateHz) {
        packets = 1;
        inTime = true;
        firstNanos = packet.timeNanos;
        firstFrame = packet.frame;
        lastNanos = firstNanos;
        lastFrame = firstFrame;
        lastInTimeNanos = firstNanos;
        firstTimestamp = packet.timestamp;
        lastTimestamp = firstTimestamp;
        baseTimestamp = firstTimestamp;
        timed = 1;
        if (rateHz > 0) {
            changeClock(rateHz, firstTimestamp);
            jitter.onPacket(packet.timestamp, packet.timeNanos);
        }
    }

    private void changeClock(int rateHz, long timestamp) {
        if (rateHz == clockRateHz) {
            return;
        }
        if (clockRateHz > 0) {
            baseMillis += (timestamp - baseTimestamp) * millisPerTick;
            baseTimestamp = timestamp;
        }
        clockRateHz = rateHz;
        millisPerTick = 1000.0 / rateHz;
        jitter.changeClock(rateHz);
    }

    private void skew(long timestamp, long nanos) {
        double arrival = (nanos - firstNanos) * MILLIS_PER_NANO;
        double nominal = baseMillis + (timestamp - baseTimestamp) * millisPerTick;
        if (Math.abs(nominal - arrival - skewMillis) > JUMP_MILLIS) {
            baseTimestamp = timestamp;
            baseMillis = arrival + skewMillis;
            nominal = baseMillis;
        }
        skewMillis = nominal - arrival;
        if (Math.abs(skewMillis) > Math.abs(maxSkewMillis)) {
            maxSkewMillis = skewMillis;
        }
        timed++;
        sumArrival += arrival;
        sumNominal += nominal;
        sumArrivalSquared += arrival * arrival;
        sumProduct += arrival * nominal;
    }

    boolean isInTime() {
        return inTime;
    }

    double deltaMillis() {
        return packets < 2 ? 0 : deltaMillis;
    }

    /// Negative while the clock rate is not known.
    double jitterMillis() {
        return clockRateHz == 0 ? -1 : jitter.millis();
    }

    double skewMillis() {
        return skewMillis;
    }

    int clockRateHz() {
        return clockRateHz;
    }

    double durationMillis() {
        return (lastNanos - firstNanos) * MILLIS_PER_NANO;
    }

    TimingReport report() {
        return new TimingReport(
                ranges.delta(),
                ranges.jitter(),
                maxSkewMillis,
                ranges.greatestDelta(),
                clock(),
                new TimingReport.Span(firstNanos, lastNanos, firstFrame, lastFrame));
    }

    /// The slope of the line through (arrival, nominal) with the least squares: how long a
    /// millisecond of the capture is by the sender's clock.
    private TimingReport.ClockReport clock() {
        double spread = timed * sumArrivalSquared - sumArrival * sumArrival;
        if (clockRateHz == 0 || timed < 2 || spread <= 0) {
            return TimingReport.ClockReport.UNKNOWN;
        }
        double slope = (timed * sumProduct - sumArrival * sumNominal) / spread;
        return new TimingReport.ClockReport(
                (slope - 1) * 1e6, (slope - 1) * durationMillis(), slope * clockRateHz);
    }
}
