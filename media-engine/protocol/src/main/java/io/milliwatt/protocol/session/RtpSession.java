package io.milliwatt.protocol.session;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.rtcp.ApplicationDefined;
import io.milliwatt.protocol.rtcp.CompoundRtcp;
import io.milliwatt.protocol.rtcp.ExtendedReport;
import io.milliwatt.protocol.rtcp.Goodbye;
import io.milliwatt.protocol.rtcp.PayloadFeedback;
import io.milliwatt.protocol.rtcp.ReceiverReport;
import io.milliwatt.protocol.rtcp.ReportBlock;
import io.milliwatt.protocol.rtcp.RtcpInterval;
import io.milliwatt.protocol.rtcp.RtcpPacket;
import io.milliwatt.protocol.rtcp.SenderReport;
import io.milliwatt.protocol.rtcp.SourceDescription;
import io.milliwatt.protocol.rtcp.TransportFeedback;
import io.milliwatt.protocol.rtcp.UnknownRtcp;
import io.milliwatt.protocol.rtcp.VoipMetrics;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.stats.StreamSnapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One RTP session, seen from one participant: RFC 3550. Its owner calls it from one thread and
/// carries out what it says.
///
/// The *main* source is the newest one that is active: a new SSRC takes over with its first packet,
/// and an older one takes over again when nothing came from the main one for [#ACTIVE_NANOS].
///
/// Extended reports (RFC 3611) are spoken to those who speak them: a reference time is answered in
/// the next report, and once one came, we send ours while we send no RTP, so that a receiver knows
/// the round trip time too.
///
/// Deviation: BYE is never delayed (section 6.3.7), because the members of a session are at most 33
/// and the rule begins at 50.
public final class RtpSession {
    /// Room that one RTCP datagram of ours needs at most, in octets.
    public static final int MAX_RTCP_SIZE = 1400;

    /// Silence after which the main source may be replaced by one that still sends.
    public static final long ACTIVE_NANOS = 2_000_000_000L;

    private static final int HEADERS = 28; // IPv4 and UDP, counted into the average RTCP size
    private static final long MEMBER_NANOS = 25_000_000_000L; // 5 intervals of 5 s, section 6.3.5

    private final SessionConfig config;
    private final PayloadTypes payloadTypes;
    private final LocalSource local;
    private final LocalSources locals;
    private final RemoteSources sources = new RemoteSources();
    private final RtcpInterval interval;
    private final FeedbackTally feedback;
    private final ExtendedReporting extended;
    private @Nullable RemoteSource main;
    private boolean started;
    private boolean sentRtcp;
    private boolean ended;

    public RtpSession(SessionConfig config) {
        this.config = config;
        payloadTypes = new PayloadTypes(config);
        local = new LocalSource(config.ssrc(), config.clockRateHz());
        locals = new LocalSources(local);
        feedback = new FeedbackTally(locals::has);
        extended = new ExtendedReporting(local, locals);
        int firstSize =
                HEADERS + 28 + SourceDescription.cname(config.ssrc(), config.cname()).size();
        interval = new RtcpInterval(config.bandwidth(), new Random(config.seed()), firstSize);
    }

    public long ssrc() {
        return config.ssrc();
    }

    /// What a payload type means from now on, as a later offer and answer may say.
    ///
    /// @param event whether its packets share sequence numbers with the audio but repeat a
    ///   timestamp (RFC 4733)
    public void setPayloadType(int payloadType, int clockRateHz, boolean event) {
        payloadTypes.set(payloadType, clockRateHz, event);
    }

    /// We send under a further SSRC as well: one for each source that is passed on, as a translator
    /// or mixer does (RFC 3550, section 7).
    ///
    /// @param ssrc chosen at random
    /// @param clockRateHz of what is sent under it
    /// @return false when it is taken, or there are 8 already
    public boolean addSource(long ssrc, int clockRateHz) {
        return sources.find(ssrc) == null && locals.add(new LocalSource(ssrc, clockRateHz));
    }

    /// We join. The first packet sent or received does the same.
    public void start(long nowNanos) {
        if (!started) {
            started = true;
            interval.start(nowNanos);
        }
    }

    /// We sent an RTP packet under our first SSRC.
    public void onRtpSent(int payloadType, long timestamp, int payloadOctets, long nowNanos) {
        onRtpSent(local, payloadType, timestamp, payloadOctets, nowNanos);
    }

    private void onRtpSent(
            LocalSource source, int type, long timestamp, int payloadOctets, long nowNanos) {
        if (!started) {
            start(nowNanos);
        }
        int hertz = payloadTypes.clockRateHz(type);
        source.onRtp(type, timestamp, payloadOctets, nowNanos, hertz, payloadTypes.isEvent(type));
    }

    /// We sent the packet in the view, as it reads now, under one of our SSRCs.
    public void onRtpSent(RtpView view, long nowNanos) {
        LocalSource source = locals.find(view.ssrc());
        onRtpSent(
                source == null ? local : source,
                view.payloadType(),
                view.timestamp(),
                view.payloadLength(),
                nowNanos);
    }

    /// Reads from memory what the next packet received from the same source needs, and changes
    /// nothing: with a thousand sessions it has left the processor's cache since the packet before,
    /// and whoever asks many sessions in a row has it fetched for several at once.
    ///
    /// @return anything that depends on what was read
    public long prefetchReceiving() {
        RemoteSource source = main;
        return payloadTypes.prefetch()
                + locals.prefetch()
                + (source == null ? 0 : source.prefetch());
    }

    /// The same for the next packet that is sent under our first SSRC.
    public long prefetchSending() {
        return payloadTypes.prefetch() + local.prefetch() + locals.prefetch();
    }

    /// An RTP packet came.
    public RtpOutcome onRtpReceived(RtpView view, long nowNanos) {
        if (!started) {
            start(nowNanos);
        }
        long ssrc = view.ssrc();
        RemoteSource source = main;
        boolean isNew = false;
        if (source == null || source.ssrc != ssrc) {
            source = sources.find(ssrc);
            if (source == null) {
                source =
                        new RemoteSource(
                                ssrc, payloadTypes.clockRateHz(view.payloadType()), nowNanos);
                sources.add(source, main);
            }
            isNew = !source.hasRtp();
            if (isNew || main == null || nowNanos - main.lastRtpNanos() > ACTIVE_NANOS) {
                main = source;
            }
        }
        int payloadType = view.payloadType();
        var arrival =
                source.onRtp(
                        view,
                        nowNanos,
                        payloadTypes.clockRateHz(payloadType),
                        payloadTypes.isEvent(payloadType));
        if (locals.has(ssrc)) {
            return RtpOutcome.COLLISION;
        }
        return switch (arrival) {
            case FIRST -> isNew ? RtpOutcome.NEW_SOURCE : RtpOutcome.ACCEPTED;
            case IN_ORDER, AFTER_GAP, LATE, RESTARTED -> RtpOutcome.ACCEPTED;
            case DUPLICATE -> RtpOutcome.DUPLICATE;
            case REFUSED -> RtpOutcome.REFUSED;
        };
    }

    /// An RTCP datagram came: position..limit of `datagram`, which is left as it was. It must be a
    /// full compound.
    public RtcpOutcome onRtcpReceived(ByteBuffer datagram, long nowNanos) {
        return onRtcpReceived(datagram, CompoundRtcp.Form.COMPOUND, nowNanos);
    }

    /// An RTCP datagram came: position..limit of `datagram`, which is left as it was.
    ///
    /// @param accepted what both sides agreed on
    public RtcpOutcome onRtcpReceived(
            ByteBuffer datagram, CompoundRtcp.Form accepted, long nowNanos) {
        int size = datagram.remaining();
        return switch (CompoundRtcp.parse(datagram, accepted)) {
            case ParseResult.Malformed<CompoundRtcp>(
                            MalformedReason reason,
                            int offset,
                            String detail) ->
                    new RtcpOutcome.Refused(reason, offset, detail);
            case ParseResult.Parsed<CompoundRtcp>(CompoundRtcp compound) -> {
                start(nowNanos);
                interval.onReceived(HEADERS + size);
                yield accept(compound, nowNanos);
            }
        };
    }

    private RtcpOutcome accept(CompoundRtcp compound, long nowNanos) {
        List<Long> goodbyes = new ArrayList<>();
        boolean collision = false;
        for (RtcpPacket packet : compound.packets()) {
            switch (packet) {
                case SenderReport report -> {
                    collision |= locals.has(report.ssrc());
                    heard(report.ssrc(), nowNanos).onSenderReport(report.ntp().middle(), nowNanos);
                }
                case ReceiverReport report -> {
                    collision |= locals.has(report.ssrc());
                    heard(report.ssrc(), nowNanos);
                }
                case Goodbye goodbye -> goodbyes.addAll(goodbye.ssrcs());
                case ExtendedReport report -> {
                    collision |= locals.has(report.ssrc());
                    extended.onReport(report, heard(report.ssrc(), nowNanos), nowNanos);
                }
                case TransportFeedback about -> {
                    collision |= locals.has(about.senderSsrc());
                    heard(about.senderSsrc(), nowNanos);
                    feedback.count(about);
                }
                case PayloadFeedback about -> {
                    collision |= locals.has(about.senderSsrc());
                    heard(about.senderSsrc(), nowNanos);
                    feedback.count(about);
                }
                case SourceDescription _, ApplicationDefined _, UnknownRtcp _ -> {}
            }
        }
        for (ReportBlock block : compound.blocks()) {
            LocalSource source = locals.find(block.ssrc());
            if (source != null) {
                source.onReported(block, nowNanos);
            }
        }
        for (long ssrc : goodbyes) {
            RemoteSource source = sources.find(ssrc);
            if (source != null) {
                source.onGoodbye();
            }
        }
        if (!goodbyes.isEmpty()) {
            interval.onMembersLeft(members(nowNanos), nowNanos);
        }
        return new RtcpOutcome.Accepted(compound, goodbyes, collision);
    }

    private RemoteSource heard(long ssrc, long nowNanos) {
        RemoteSource source = sources.find(ssrc);
        if (source == null) {
            source = new RemoteSource(ssrc, config.clockRateHz(), nowNanos);
            sources.add(source, main);
        }
        source.heard(nowNanos);
        return source;
    }

    private int members(long nowNanos) {
        return 1 + sources.members(nowNanos - MEMBER_NANOS);
    }

    private int senders() {
        return sources.senders() + locals.senders();
    }

    /// When [#writeRtcp(ByteBuffer, long, long)] should be called next; Long.MAX_VALUE before the
    /// session started and after it ended.
    public long nextRtcpNanos() {
        return started && !ended ? interval.nextNanos() : Long.MAX_VALUE;
    }

    /// Writes the report that is due, SR or RR with SDES CNAME and perhaps XR, at the position of
    /// `out`, which needs [#MAX_RTCP_SIZE] octets of room. Timer reconsideration may put it off;
    /// then nothing is written and [#nextRtcpNanos()] is later.
    ///
    /// @param wallEpochNanos wall clock time, nanoseconds since 1970
    /// @return octets written; 0 = nothing is due
    public int writeRtcp(ByteBuffer out, long nowNanos, long wallEpochNanos) {
        if (!started || ended || nowNanos - interval.nextNanos() < 0) {
            return 0;
        }
        int members = members(nowNanos);
        int senders = senders();
        boolean weSent = locals.senders() > 0;
        if (!interval.isDue(nowNanos, members, senders, weSent)) {
            return 0;
        }
        CompoundRtcp compound = new CompoundRtcp(reports(nowNanos, wallEpochNanos));
        compound.writeTo(out);
        sentRtcp = true;
        locals.onReportInterval();
        sources.all().forEach(RemoteSource::onReportInterval);
        interval.onSent(HEADERS + compound.size(), nowNanos, members, senders, weSent);
        return compound.size();
    }

    /// Writes feedback that cannot wait for the next report (RFC 4585, section 3.5.1), at the
    /// position of `out`, which needs [#MAX_RTCP_SIZE] octets of room: by itself when both sides
    /// agreed on reduced size (RFC 5506), else behind a report.
    ///
    /// @return octets written; 0 = the session is over
    public int writeFeedback(
            ByteBuffer out, RtcpPacket about, CompoundRtcp.Form form, long nowNanos) {
        if (ended) {
            return 0;
        }
        List<RtcpPacket> packets = new ArrayList<>();
        if (form == CompoundRtcp.Form.COMPOUND) {
            packets.add(new ReceiverReport(config.ssrc(), List.of(), Bytes.EMPTY));
            packets.add(SourceDescription.cname(config.ssrc(), config.cname()));
        }
        packets.add(about);
        start(nowNanos);
        CompoundRtcp compound = new CompoundRtcp(packets, form);
        compound.writeTo(out);
        sentRtcp = true;
        return compound.size();
    }

    /// Writes our last RTCP, a report with BYE, at the position of `out`, and ends the session's
    /// timer. Who never sent anything says no goodbye (RFC 3550, section 6.3.7).
    ///
    /// @param reason shown to the other side; may be empty
    /// @return octets written; 0 = there is nothing to say
    public int writeBye(ByteBuffer out, long nowNanos, long wallEpochNanos, String reason) {
        if (ended || (!sentRtcp && !locals.haveSent())) {
            ended = true;
            return 0;
        }
        ended = true;
        List<RtcpPacket> packets = reports(nowNanos, wallEpochNanos);
        packets.add(Goodbye.of(locals.speaking(), reason));
        CompoundRtcp compound = new CompoundRtcp(packets);
        compound.writeTo(out);
        return compound.size();
    }

    private List<RtcpPacket> reports(long nowNanos, long wallEpochNanos) {
        List<ReportBlock> blocks =
                sources.all().stream()
                        .filter(source -> source.wantsReport() && !locals.has(source.ssrc))
                        .limit(locals.roomForBlocks())
                        .map(source -> source.report(nowNanos))
                        .toList();
        List<RtcpPacket> packets = locals.reports(blocks, nowNanos, wallEpochNanos);
        packets.add(SourceDescription.cname(locals.speaking(), config.cname()));
        extended.report(sources.all(), nowNanos, wallEpochNanos).ifPresent(packets::add);
        return packets;
    }

    /// What we send under each SSRC that sent.
    public List<StreamSnapshot> outgoingAll() {
        return locals.snapshots();
    }

    /// What we send under our first SSRC.
    public StreamSnapshot outgoing() {
        return local.snapshot();
    }

    /// What the main source sends us.
    public StreamSnapshot incoming() {
        RemoteSource source = main;
        return source == null ? StreamSnapshot.none(0) : source.snapshot(local.roundTripMillis());
    }

    /// The feedback that came.
    public FeedbackCounts feedback() {
        return feedback.counts();
    }

    /// How the far end says it hears us, when it has said so with VoIP metrics.
    public Optional<VoipMetrics> remoteMetrics() {
        return extended.remoteMetrics();
    }

    /// What each source that sent RTP sends us, the oldest first.
    public List<StreamSnapshot> incomingAll() {
        return sources.snapshots(local.roundTripMillis());
    }
}
