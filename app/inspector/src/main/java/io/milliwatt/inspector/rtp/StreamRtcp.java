package io.milliwatt.inspector.rtp;

import io.milliwatt.protocol.rtcp.ReportBlock;
import io.milliwatt.protocol.rtcp.SenderReport;
import io.milliwatt.protocol.stats.RoundTrip;

/// What RTCP told about one stream.
final class StreamRtcp {
    private static final double FRACTIONS = 256;

    private final RoundTrip roundTrip = new RoundTrip();
    private long senderReports;
    private long sentPackets = -1;
    private long sentOctets = -1;
    private long reports;
    private double fractionLost;
    private double maxFractionLost;
    private long cumulativeLost;
    private long extendedHighest;
    private long jitterTicks = -1;
    private long maxJitterTicks = -1;
    private boolean bye;

    void onSenderReport(SenderReport report, long nanos) {
        senderReports++;
        sentPackets = report.packetCount();
        sentOctets = report.octetCount();
        roundTrip.onSent(report.ntp().middle(), nanos);
    }

    void onBlock(ReportBlock block, long nanos) {
        reports++;
        fractionLost = block.fractionLost() / FRACTIONS;
        maxFractionLost = Math.max(maxFractionLost, fractionLost);
        cumulativeLost = block.cumulativeLost();
        extendedHighest = block.extendedHighest();
        jitterTicks = block.jitterTicks();
        maxJitterTicks = Math.max(maxJitterTicks, jitterTicks);
        roundTrip.onReported(block.lastReport(), block.delayUnits(), nanos);
    }

    void onBye() {
        bye = true;
    }

    RtcpReport report(int clockRateHz) {
        if (senderReports == 0 && reports == 0 && !bye) {
            return RtcpReport.NONE;
        }
        return new RtcpReport(
                senderReports,
                sentPackets,
                sentOctets,
                new RtcpReport.FarEnd(
                        reports,
                        fractionLost,
                        maxFractionLost,
                        cumulativeLost,
                        extendedHighest,
                        millis(jitterTicks, clockRateHz),
                        millis(maxJitterTicks, clockRateHz)),
                new RtcpReport.RoundTrip(roundTrip.lastMillis(), roundTrip.maxMillis()),
                bye);
    }

    private static double millis(long ticks, int clockRateHz) {
        return ticks < 0 || clockRateHz == 0 ? -1 : ticks * 1000.0 / clockRateHz;
    }
}
