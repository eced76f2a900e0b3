package io.milliwatt.protocol.session;

import io.milliwatt.protocol.rtcp.ReportBlock;
import io.milliwatt.protocol.rtcp.XrBlock.ReferenceTimeAnswers;
import io.milliwatt.protocol.rtp.RtpTimestamp;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.stats.Arrival;
import io.milliwatt.protocol.stats.DeltaStatistics;
import io.milliwatt.protocol.stats.InterarrivalJitter;
import io.milliwatt.protocol.stats.LossAccounting;
import io.milliwatt.protocol.stats.StreamSnapshot;

/// All that a session knows of one other SSRC.
final class RemoteSource {
    final long ssrc;
    final LossAccounting loss = new LossAccounting();
    private final InterarrivalJitter jitter;
    private final DeltaStatistics delta = new DeltaStatistics();
    private long octets;
    private int payloadType = -1;
    private boolean hasTimestamp;
    private long lastTimestamp;
    private long lastReport;
    private long lastReportNanos;
    private boolean referencePending;
    private long lastReference;
    private long lastReferenceNanos;
    private long heardNanos;
    private boolean left;
    private boolean heardRtpSinceReport;
    private int reportsSinceRtp;

    RemoteSource(long ssrc, int clockRateHz, long nowNanos) {
        this.ssrc = ssrc;
        this.jitter = new InterarrivalJitter(clockRateHz);
        this.heardNanos = nowNanos;
    }

    Arrival onRtp(RtpView view, long nowNanos, int clockRateHz, boolean event) {
        Arrival arrival = loss.onPacket(view.sequenceNumber());
        heardNanos = nowNanos;
        left = false;
        if (arrival == Arrival.REFUSED) {
            return arrival;
        }
        heardRtpSinceReport = true;
        reportsSinceRtp = 0;
        delta.onPacket(nowNanos);
        octets += view.payloadLength();
        if (arrival == Arrival.DUPLICATE || event) {
            return arrival;
        }
        payloadType = view.payloadType();
        long timestamp = view.timestamp();
        if (arrival == Arrival.RESTARTED) {
            jitter.forgetReference();
        }
        jitter.changeClock(clockRateHz);
        if (!hasTimestamp || RtpTimestamp.difference(timestamp, lastTimestamp) != 0) {
            jitter.onPacket(timestamp, nowNanos);
            lastTimestamp = timestamp;
            hasTimestamp = true;
        }
        return arrival;
    }

    /// @param middle the middle 32 bits of the NTP time of a sender report
    void onSenderReport(long middle, long nowNanos) {
        lastReport = middle;
        lastReportNanos = nowNanos;
        heard(nowNanos);
    }

    /// @param middle the middle 32 bits of a receiver reference time, RFC 3611, section 4.4
    void onReferenceTime(long middle, long nowNanos) {
        lastReference = middle;
        lastReferenceNanos = nowNanos;
        referencePending = true;
    }

    /// Whether a receiver reference time came that has not been answered.
    boolean wantsAnswer() {
        return referencePending;
    }

    ReferenceTimeAnswers.Answer answer(long nowNanos) {
        referencePending = false;
        return new ReferenceTimeAnswers.Answer(
                ssrc, lastReference, delayUnits(lastReferenceNanos, nowNanos));
    }

    /// Time that has passed, in 1/65536 s of 32 bits.
    private static long delayUnits(long sinceNanos, long nowNanos) {
        return (long) Math.clamp((nowNanos - sinceNanos) / 1e9 * 65536, 0.0, (double) 0xffff_ffffL);
    }

    void heard(long nowNanos) {
        heardNanos = nowNanos;
        left = false;
    }

    void onGoodbye() {
        left = true;
    }

    /// Whether it counts as a member: heard since `sinceNanos`, RFC 3550, section 6.3.5.
    boolean isMember(long sinceNanos) {
        return !left && heardNanos - sinceNanos >= 0;
    }

    /// Whether it counts as a sender: RTP came since the second last report of ours.
    boolean isSender() {
        return !left && hasRtp() && reportsSinceRtp < 2;
    }

    boolean hasRtp() {
        return loss.received() > 0;
    }

    boolean wantsReport() {
        return heardRtpSinceReport;
    }

    long heardNanos() {
        return heardNanos;
    }

    long lastRtpNanos() {
        return delta.lastNanos();
    }

    void onReportInterval() {
        heardRtpSinceReport = false;
        reportsSinceRtp++;
    }

    ReportBlock report(long nowNanos) {
        return new ReportBlock(
                ssrc,
                loss.fractionLostSinceLastCall(),
                loss.cumulativeLost(),
                loss.extendedHighest(),
                Math.min(jitter.ticks(), 0xffff_ffffL),
                lastReport,
                lastReport == 0 ? 0 : delayUnits(lastReportNanos, nowNanos));
    }

    StreamSnapshot snapshot(double roundTripMillis) {
        return new StreamSnapshot(
                ssrc,
                payloadType,
                loss.received(),
                octets,
                loss.expected(),
                loss.lost(),
                loss.outOfOrder(),
                loss.duplicates(),
                jitter.millis(),
                jitter.meanMillis(),
                jitter.maxMillis(),
                delta.meanMillis(),
                delta.maxMillis(),
                roundTripMillis,
                -1,
                -1,
                delta.firstNanos(),
                delta.lastNanos());
    }

    long prefetch() {
        return ssrc + heardNanos + loss.prefetch() + jitter.prefetch() + delta.prefetch();
    }
}
