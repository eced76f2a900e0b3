package io.milliwatt.inspector.rtp;

/// When the packets of a stream came.
///
/// @param deltaMillis between a packet and the one before
/// @param jitterMillis RFC 3550, section 6.4.1; all 0 while the clock rate is not known
/// @param maxSkewMillis the greatest lead (positive) or lag (negative) of arrival against the
///   timestamps, counted from the first packet; it keeps its sign
/// @param clock how the sender's clock runs against that of the capture
/// @param span when it began and ended
public record TimingReport(
        Range deltaMillis,
        Range jitterMillis,
        double maxSkewMillis,
        MaxDelta maxDelta,
        ClockReport clock,
        Span span) {
    /// Where the greatest delta was.
    ///
    /// @param frame of the packet that came late; 0 when there is none
    public record MaxDelta(double millis, long frame) {}

    /// @param driftPpm how much faster (positive) the sender's clock runs than the capture's, in
    ///   millionths; 0 when it cannot be told
    /// @param driftMillis what that made over the whole stream
    /// @param frequencyHz the sender's real clock rate by it; 0 when it cannot be told
    public record ClockReport(double driftPpm, double driftMillis, double frequencyHz) {
        public static final ClockReport UNKNOWN = new ClockReport(0, 0, 0);
    }

    /// @param firstNanos arrival of the first packet, nanoseconds since 1970
    /// @param lastNanos arrival of the last; where the capture's clock was put back, the latest
    public record Span(long firstNanos, long lastNanos, long firstFrame, long lastFrame) {
        public double durationMillis() {
            return (lastNanos - firstNanos) / 1e6;
        }
    }
}
