package io.milliwatt.protocol.session;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.rtcp.NtpTimestamp;
import io.milliwatt.protocol.rtcp.ReportBlock;
import io.milliwatt.protocol.rtcp.SenderReport;
import io.milliwatt.protocol.rtcp.XrBlock.ReceiverReferenceTime;
import io.milliwatt.protocol.rtcp.XrBlock.ReferenceTimeAnswers;
import io.milliwatt.protocol.rtp.RtpTimestamp;
import io.milliwatt.protocol.stats.DeltaStatistics;
import io.milliwatt.protocol.stats.InterarrivalJitter;
import io.milliwatt.protocol.stats.RoundTrip;
import io.milliwatt.protocol.stats.StreamSnapshot;
import java.util.List;

/// What we sent in a session, and what others say about it.
final class LocalSource {
    private final long ssrc;
    private int clockRateHz;
    private final InterarrivalJitter jitter;
    private final DeltaStatistics delta = new DeltaStatistics();
    private final RoundTrip roundTrip = new RoundTrip();
    private long packets;
    private long octets;
    private int payloadType = -1;
    private boolean hasTimestamp;
    private long lastTimestamp;
    private long lastTimestampNanos;
    private int reportsSinceRtp;
    private long remoteLost = -1;
    private long remoteJitterTicks = -1;

    LocalSource(long ssrc, int clockRateHz) {
        this.ssrc = ssrc;
        this.clockRateHz = clockRateHz;
        this.jitter = new InterarrivalJitter(clockRateHz);
    }

    long ssrc() {
        return ssrc;
    }

    void onRtp(
            int type, long timestamp, int payloadOctets, long nowNanos, int hertz, boolean event) {
        packets++;
        octets += payloadOctets;
        delta.onPacket(nowNanos);
        reportsSinceRtp = 0;
        if (event) {
            return;
        }
        payloadType = type;
        clockRateHz = hertz;
        jitter.changeClock(hertz);
        if (!hasTimestamp || RtpTimestamp.difference(timestamp, lastTimestamp) != 0) {
            jitter.onPacket(timestamp, nowNanos);
            hasTimestamp = true;
            lastTimestamp = timestamp;
            lastTimestampNanos = nowNanos;
        }
    }

    void onReported(ReportBlock block, long nowNanos) {
        remoteLost = Math.max(0, block.cumulativeLost());
        remoteJitterTicks = block.jitterTicks();
        roundTrip.onReported(block.lastReport(), block.delayUnits(), nowNanos);
    }

    /// An answer to a reference time of ours, RFC 3611, section 4.5.
    void onAnswered(ReferenceTimeAnswers.Answer answer, long nowNanos) {
        roundTrip.onReported(answer.lastReference(), answer.delayUnits(), nowNanos);
    }

    ReceiverReferenceTime referenceTime(long nowNanos, long wallEpochNanos) {
        NtpTimestamp ntp = NtpTimestamp.ofEpochNanos(wallEpochNanos);
        roundTrip.onSent(ntp.middle(), nowNanos);
        return new ReceiverReferenceTime(ntp);
    }

    boolean hasRtp() {
        return packets > 0;
    }

    /// RFC 3550, section 6.3.8: we sent RTP since our second last report.
    boolean isSender() {
        return hasRtp() && reportsSinceRtp < 2;
    }

    void onReportInterval() {
        reportsSinceRtp++;
    }

    double roundTripMillis() {
        return roundTrip.lastMillis();
    }

    SenderReport report(List<ReportBlock> blocks, long nowNanos, long wallEpochNanos) {
        NtpTimestamp ntp = NtpTimestamp.ofEpochNanos(wallEpochNanos);
        roundTrip.onSent(ntp.middle(), nowNanos);
        double sinceLast = (nowNanos - lastTimestampNanos) / 1e9 * clockRateHz;
        return new SenderReport(
                ssrc,
                ntp,
                RtpTimestamp.of(lastTimestamp + Math.round(sinceLast)),
                packets & 0xffff_ffffL,
                octets & 0xffff_ffffL,
                blocks,
                Bytes.EMPTY);
    }

    StreamSnapshot snapshot() {
        return new StreamSnapshot(
                ssrc,
                payloadType,
                packets,
                octets,
                packets,
                0,
                0,
                0,
                jitter.millis(),
                jitter.meanMillis(),
                jitter.maxMillis(),
                delta.meanMillis(),
                delta.maxMillis(),
                roundTrip.lastMillis(),
                remoteLost,
                remoteJitterTicks < 0 ? -1 : remoteJitterTicks * 1000.0 / clockRateHz,
                delta.firstNanos(),
                delta.lastNanos());
    }

    long prefetch() {
        return ssrc + remoteJitterTicks + jitter.prefetch() + delta.prefetch();
    }
}
