package io.milliwatt.inspector.rtp;

/// What RTCP told about a stream (RFC 3550, section 6.4).
///
/// @param senderReports of its source that were seen
/// @param sentPackets the packet count of the last of them; -1 = none
/// @param sentOctets the payload octet count of the last of them; -1 = none
/// @param farEnd what its receiver says
/// @param roundTrip from the tap to the receiver and back
/// @param bye whether its source said goodbye
public record RtcpReport(
        long senderReports,
        long sentPackets,
        long sentOctets,
        FarEnd farEnd,
        RoundTrip roundTrip,
        boolean bye) {
    /// No RTCP was seen.
    public static final RtcpReport NONE =
            new RtcpReport(0, -1, -1, FarEnd.SILENT, RoundTrip.UNKNOWN, false);

    /// Report blocks about the stream.
    ///
    /// @param reports how many; 0 = the others say nothing
    /// @param fractionLost of the last, 0 to 1
    /// @param maxFractionLost the highest of all
    /// @param cumulativeLost of the last, packets; negative when duplicates came
    /// @param jitterMillis of the last; -1 while the clock rate is not known
    /// @param maxJitterMillis the highest of all
    public record FarEnd(
            long reports,
            double fractionLost,
            double maxFractionLost,
            long cumulativeLost,
            long extendedHighest,
            double jitterMillis,
            double maxJitterMillis) {
        public static final FarEnd SILENT = new FarEnd(0, 0, 0, 0, 0, -1, -1);
    }

    /// Between a sender report at the tap and the report block that names it: what the way from the
    /// tap to the receiver and back took.
    ///
    /// @param lastMillis the last; -1 = never measured
    /// @param maxMillis the longest
    public record RoundTrip(double lastMillis, double maxMillis) {
        public static final RoundTrip UNKNOWN = new RoundTrip(-1, -1);
    }
}
