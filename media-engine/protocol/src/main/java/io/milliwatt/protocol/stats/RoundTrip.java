package io.milliwatt.protocol.stats;

/// Round-trip time from sender reports and what comes back about them, RFC 3550, section 6.4.1: `A
/// - LSR - DLSR`; and in the same way from receiver reference times and their answers, RFC 3611,
///   section 4.5.
///
/// Deviation: `A - LSR` is measured with the monotonic clock from when the report was sent, found
/// by its LSR among the last few, instead of with wall clock time, because that may be set in the
/// middle of a call. An LSR we did not send is ignored.
public final class RoundTrip {
    private static final int REMEMBERED = 8;
    private static final double NANOS_PER_UNIT = 1e9 / 65536;

    private final long[] sentStamps = new long[REMEMBERED];
    private final long[] sentNanos = new long[REMEMBERED];
    private int sent;
    private double lastMillis = -1;
    private double maxMillis = -1;

    /// A sender report or receiver reference time of ours left.
    ///
    /// @param stamp the middle 32 bits of its NTP timestamp
    public void onSent(long stamp, long nowNanos) {
        sentStamps[sent % REMEMBERED] = stamp;
        sentNanos[sent % REMEMBERED] = nowNanos;
        sent++;
    }

    /// A report block about us, or an answer to a reference time of ours, came.
    ///
    /// @param lastReport its LSR or LRR; 0 = the peer had nothing of ours yet
    /// @param delayUnits its DLSR or DLRR in units of 1/65536 s
    public void onReported(long lastReport, long delayUnits, long nowNanos) {
        if (lastReport == 0) {
            return;
        }
        for (int i = 0; i < Math.min(sent, REMEMBERED); i++) {
            if (sentStamps[i] == lastReport) {
                double nanos = nowNanos - sentNanos[i] - delayUnits * NANOS_PER_UNIT;
                lastMillis = Math.max(0, nanos / 1e6); // DLSR is rounded, so just below 0 is 0
                maxMillis = Math.max(maxMillis, lastMillis);
                return;
            }
        }
    }

    /// The last one measured, or negative.
    public double lastMillis() {
        return lastMillis;
    }

    /// The longest one measured, or negative.
    public double maxMillis() {
        return maxMillis;
    }
}
