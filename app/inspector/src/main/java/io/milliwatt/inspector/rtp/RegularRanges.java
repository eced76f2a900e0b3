package io.milliwatt.inspector.rtp;

/// The least, the mean and the greatest of delta and jitter over the packets of a stream, as
/// Wireshark has them: only *regular* packets count, which are those without marker that are
/// neither comfort noise nor follow it, and whose timestamp is not before the first; and a packet
/// that does not count weighs in the mean as if it had the mean's value so far.
///
/// Both in one object, because all of it is needed for each packet.
final class RegularRanges {
    private double minDelta = -1;
    private double meanDelta;
    private double maxDelta;
    private long maxDeltaFrame;
    private double minJitter = -1;
    private double meanJitter;
    private double maxJitter;

    /// @param weight in the mean: one divided by the number of packets before this one
    void addDelta(double millis, double weight, long frame) {
        if (millis > maxDelta) {
            maxDelta = millis;
            maxDeltaFrame = frame;
        }
        if (minDelta < 0 || millis < minDelta) {
            minDelta = Math.max(0, millis);
        }
        meanDelta += (millis - meanDelta) * weight;
    }

    /// @param weight as of the delta
    void addJitter(double millis, double weight) {
        if (millis > maxJitter) {
            maxJitter = millis;
        }
        if (minJitter < 0 || millis < minJitter) {
            minJitter = millis;
        }
        meanJitter += (millis - meanJitter) * weight;
    }

    Range delta() {
        return minDelta < 0 ? Range.NONE : new Range(minDelta, meanDelta, maxDelta);
    }

    Range jitter() {
        return minJitter < 0 ? Range.NONE : new Range(minJitter, meanJitter, maxJitter);
    }

    TimingReport.MaxDelta greatestDelta() {
        return new TimingReport.MaxDelta(maxDelta, maxDeltaFrame);
    }
}
