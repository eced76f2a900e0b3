package io.milliwatt.engine.media;

import io.milliwatt.engine.call.StreamView;
import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.protocol.rtcp.CompoundRtcp;
import io.milliwatt.protocol.rtcp.PayloadFeedback;
import io.milliwatt.protocol.rtcp.RtcpPacket;
import io.milliwatt.protocol.rtcp.TransportFeedback;
import io.milliwatt.protocol.rtp.PacketKind;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.sdp.NegotiatedFormat;
import io.milliwatt.protocol.sdp.NegotiatedMedia;
import io.milliwatt.protocol.session.RtcpOutcome;
import io.milliwatt.protocol.session.RtpSession;
import io.milliwatt.protocol.session.SessionConfig;
import io.milliwatt.transport.LoopTimer;
import io.milliwatt.transport.MediaSockets;
import io.milliwatt.transport.SourceLatch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One RTP session of a call on ports of its own: one media, or several that share them (RFC 8843).
/// In: socket, kind of packet, protection, payload type, latch, statistics, then the call. Out: the
/// call, direction, statistics, protection, socket. All on the media loop's thread.
public final class MediaTransport {
    /// Who takes what was received. Called after all checks.
    interface Receiver {
        /// @param packet may be changed and sent until the return
        void onRtp(MediaTransport from, RtpView packet, NegotiatedFormat format, long nowNanos);

        /// Feedback about a stream we send, other than a report.
        void onFeedback(MediaTransport from, RtcpPacket feedback, long nowNanos);

        /// A packet was not encrypted with the key that was agreed on.
        ///
        /// @param total how many they are on this transport
        void onRefused(long total);
    }

    private final MediaSurroundings around;
    private final MediaSockets sockets;
    private final Receiver receiver;
    private final RtpSession session;
    private final SourceLatch rtpLatch;
    private final SourceLatch rtcpLatch;
    private final PassedOn passedOn = new PassedOn();
    private final Random random;
    private Formats formats;
    private @Nullable Protection protection;
    private long ownSsrc = -1;
    private boolean running;
    private boolean stopped;
    private long lastHeardNanos;
    private @Nullable InetSocketAddress reachable;

    /// @param media those that share the sockets, at least one
    MediaTransport(
            MediaSurroundings around,
            MediaSockets sockets,
            List<NegotiatedMedia> media,
            Receiver receiver,
            long seed) {
        this.around = around;
        this.sockets = sockets;
        this.receiver = receiver;
        this.random = new Random(seed);
        this.formats = new Formats(media);
        NegotiatedMedia owner = formats.owner();
        this.rtpLatch = new SourceLatch(owner.remote().rtp().toSocketAddress());
        this.rtcpLatch = new SourceLatch(owner.remote().rtcp().toSocketAddress());
        this.protection = newProtection(owner);
        this.session =
                new RtpSession(
                        SessionConfig.audio(
                                newSsrc(),
                                around.cname(),
                                owner.sendFormat().clockRateHz(),
                                OptionalInt.empty(),
                                seed));
        describePayloadTypes();
    }

    private @Nullable Protection newProtection(NegotiatedMedia owner) {
        return owner.srtp()
                .map(keys -> new Protection(keys, around.counters(), receiver::onRefused))
                .orElse(null);
    }

    private long newSsrc() {
        return random.nextInt() & 0xffff_ffffL;
    }

    private void describePayloadTypes() {
        for (NegotiatedMedia media : formats.media()) {
            for (NegotiatedFormat format : media.formats()) {
                session.setPayloadType(
                        format.receivePayloadType(),
                        format.clockRateHz(),
                        format.isTelephoneEvent());
            }
        }
    }

    public int rtpPort() {
        return sockets.rtpPort();
    }

    MediaSockets sockets() {
        return sockets;
    }

    /// The SSRC of what this side makes itself.
    public long ssrc() {
        return session.ssrc();
    }

    /// The media on this transport, the one that owns the ports first.
    public List<NegotiatedMedia> media() {
        return formats.media();
    }

    boolean isRunning() {
        return running;
    }

    /// When anything was last heard, monotonic nanoseconds.
    long lastHeardNanos() {
        return lastHeardNanos;
    }

    void start(long nowNanos) {
        if (stopped || running) {
            return;
        }
        try {
            announce(formats.owner(), nowNanos);
            around.loop().register(sockets.rtp(), this::onRtpSocket);
            around.loop().register(sockets.rtcp(), this::onRtcpSocket);
        } catch (IOException failure) {
            // the sockets are gone: nothing will be heard, and the silence check ends the call
            counters().increment(EngineCounter.RECEIVE_FAILED);
        }
        running = true;
        lastHeardNanos = nowNanos;
        session.start(nowNanos);
        around.loop().schedule(session.nextRtcpNanos(), this::sendRtcp);
    }

    /// A later offer and answer changed formats, address, direction or keys.
    void update(List<NegotiatedMedia> changed, long nowNanos) {
        formats = new Formats(changed);
        describePayloadTypes();
        lastHeardNanos = nowNanos;
        NegotiatedMedia owner = formats.owner();
        if (protection != null && owner.srtp().isPresent()) {
            protection.rekey(owner.srtp().get());
        } else {
            protection = newProtection(owner);
        }
        var rtp = owner.remote().rtp().toSocketAddress();
        if (rtp.isUnresolved() || !rtp.getAddress().isAnyLocalAddress()) {
            rtpLatch.announce(rtp);
            rtcpLatch.announce(owner.remote().rtcp().toSocketAddress());
            announce(owner, nowNanos);
        }
    }

    private void announce(NegotiatedMedia owner, long nowNanos) {
        sockets.announce(
                owner.remote().rtp().toSocketAddress(),
                owner.remote().rtcp().toSocketAddress(),
                nowNanos);
    }

    /// Says goodbye by RTCP and gives the ports back. The statistics stay readable.
    void stop(long nowNanos) {
        if (stopped) {
            return;
        }
        stopped = true;
        if (running) {
            ByteBuffer out = around.scratch().out.clear();
            session.writeBye(out, nowNanos, wallNanos(), "");
            sendRtcpPacket(out.flip());
            running = false;
        }
        sockets.close();
    }

    /// @return whether the source is the far end of this session, as for all below
    private boolean onRtpSocket(ByteBuffer datagram, InetSocketAddress source, long nowNanos) {
        return switch (PacketKind.of(datagram)) {
            case RTP -> onRtp(datagram, source, nowNanos);
            case RTCP -> onRtcpSocket(datagram, source, nowNanos);
            case STUN, DTLS, UNKNOWN -> {
                counters().increment(EngineCounter.RTP_MALFORMED);
                yield false;
            }
        };
    }

    private boolean onRtp(ByteBuffer datagram, InetSocketAddress source, long nowNanos) {
        if (protection != null && !protection.open(datagram)) {
            return false;
        }
        RtpView view = around.scratch().view;
        if (view.wrap(datagram) != null) {
            counters().increment(EngineCounter.RTP_MALFORMED);
            return false;
        }
        NegotiatedFormat format = formats.received(view.payloadType());
        NegotiatedMedia media = formats.mediaOf(view.payloadType());
        if (format == null || media == null) {
            counters().increment(EngineCounter.RTP_UNKNOWN_PAYLOAD);
            return false;
        }
        if (!rtpLatch.accept(source, view.ssrc(), nowNanos)) {
            counters().increment(EngineCounter.RTP_STRANGER);
            return false;
        }
        lastHeardNanos = nowNanos;
        counters().increment(EngineCounter.RTP_RECEIVED);
        session.onRtpReceived(view, nowNanos);
        receiver.onRtp(this, view, format, nowNanos);
        return true;
    }

    /// Whether a packet of that payload type may be received now; digits are taken even on hold.
    boolean receives(int payloadType) {
        NegotiatedMedia media = formats.mediaOf(payloadType);
        return media != null && media.localDirection().receives();
    }

    /// What a payload type means, null when it was not negotiated.
    @Nullable NegotiatedFormat received(int payloadType) {
        return formats.received(payloadType);
    }

    private boolean onRtcpSocket(ByteBuffer datagram, InetSocketAddress source, long nowNanos) {
        if (protection != null && !protection.openRtcp(datagram)) {
            return false;
        }
        // RTCP carries no SSRC that proves anything: the host of the latched RTP is what counts
        if (rtpLatch.latched() && !source.getAddress().equals(rtpLatch.target().getAddress())) {
            counters().increment(EngineCounter.RTCP_STRANGER);
            return false;
        }
        boolean mux = formats.owner().remote().rtcpMux();
        if (!mux && !rtcpLatch.accept(source, 0, nowNanos)) {
            counters().increment(EngineCounter.RTCP_STRANGER);
            return false;
        }
        return switch (session.onRtcpReceived(datagram, rtcpForm(), nowNanos)) {
            case RtcpOutcome.Refused _ -> {
                counters().increment(EngineCounter.RTCP_MALFORMED);
                yield false;
            }
            case RtcpOutcome.Accepted accepted -> {
                lastHeardNanos = nowNanos;
                counters().increment(EngineCounter.RTCP_RECEIVED);
                passFeedback(accepted.compound(), nowNanos);
                yield true;
            }
        };
    }

    private CompoundRtcp.Form rtcpForm() {
        return formats.owner().remote().reducedSize()
                ? CompoundRtcp.Form.REDUCED_SIZE
                : CompoundRtcp.Form.COMPOUND;
    }

    private void passFeedback(CompoundRtcp compound, long nowNanos) {
        for (RtcpPacket packet : compound.packets()) {
            if (packet instanceof TransportFeedback || packet instanceof PayloadFeedback) {
                counters().increment(EngineCounter.RTCP_FEEDBACK);
                receiver.onFeedback(this, packet, nowNanos);
            }
        }
    }

    /// Sends a received packet back to where it came from; changes it in place.
    ///
    /// @return whether it was sent
    public boolean sendBack(RtpView packet, long nowNanos) {
        NegotiatedFormat format = formats.received(packet.payloadType());
        NegotiatedMedia media = formats.mediaOf(packet.payloadType());
        if (format == null || media == null) {
            return false;
        }
        packet.setPayloadType(format.payloadType());
        return passOn(packet, media, format.clockRateHz(), nowNanos);
    }

    /// Sends a packet that was received on another transport, or this one, under an SSRC of ours
    /// that stands for its source; payload type, sequence number and timestamp stay as they read.
    ///
    /// @return whether it was sent
    public boolean passOn(RtpView packet, NegotiatedMedia media, int clockRateHz, long nowNanos) {
        long ours = passedOn.ourSsrc(packet.ssrc());
        if (ours < 0) {
            ours = newSource(packet.ssrc(), clockRateHz);
        }
        packet.setSsrc(ours);
        return send(packet, media, nowNanos);
    }

    private long newSource(long theirs, int clockRateHz) {
        if (passedOn.count() == 0 && ownSsrc != session.ssrc()) {
            passedOn.add(theirs, session.ssrc());
            return session.ssrc();
        }
        long fresh = newSsrc();
        if (session.addSource(fresh, clockRateHz)) {
            passedOn.add(theirs, fresh);
            return fresh;
        }
        // no room: our first one goes on under a new master, as after a change of SSRC
        passedOn.replace(session.ssrc(), theirs);
        return session.ssrc();
    }

    /// The SSRC of audio that this side makes. Never one that stands for a source: the sequence
    /// would jump, and a receiver takes what lies behind for late (RFC 3550, appendix A.1).
    long ownSsrc(int clockRateHz) {
        if (ownSsrc < 0) {
            long fresh = newSsrc();
            boolean taken = passedOn.theirSsrc(session.ssrc()) >= 0;
            ownSsrc = taken && session.addSource(fresh, clockRateHz) ? fresh : session.ssrc();
        }
        return ownSsrc;
    }

    /// The source that one of our SSRCs stands for, or -1.
    public long sourceBehind(long ourSsrc) {
        return passedOn.theirSsrc(ourSsrc);
    }

    /// Sends a packet that carries an SSRC of ours.
    ///
    /// @return whether it was sent: not on hold, nor without an address
    boolean send(RtpView packet, NegotiatedMedia media, long nowNanos) {
        InetSocketAddress target = rtpLatch.target();
        if (!running || !media.localDirection().sends() || !isReachable(target)) {
            return false;
        }
        ByteBuffer datagram = packet.buffer();
        if (protection != null && !protection.seal(datagram)) {
            return false;
        }
        if (!around.loop().send(sockets.rtp(), datagram, target)) {
            return false;
        }
        counters().increment(EngineCounter.RTP_SENT);
        session.onRtpSent(packet, nowNanos);
        return true;
    }

    /// Sends feedback at once.
    public void sendFeedback(RtcpPacket feedback, long nowNanos) {
        if (!running) {
            return;
        }
        ByteBuffer out = around.scratch().out.clear();
        if (session.writeFeedback(out, feedback, rtcpForm(), nowNanos) > 0) {
            sendRtcpPacket(out.flip());
        }
    }

    private long sendRtcp(long nowNanos) {
        if (!running) {
            return LoopTimer.STOP;
        }
        ByteBuffer out = around.scratch().out.clear();
        if (session.writeRtcp(out, nowNanos, wallNanos()) > 0) {
            sendRtcpPacket(out.flip());
        }
        return session.nextRtcpNanos();
    }

    private void sendRtcpPacket(ByteBuffer packet) {
        boolean mux = formats.owner().remote().rtcpMux();
        InetSocketAddress target = mux ? rtpLatch.target() : rtcpLatch.target();
        if (isNowhere(target) || !packet.hasRemaining()) {
            return;
        }
        if (protection != null && !protection.sealRtcp(packet)) {
            return;
        }
        if (around.loop().send(mux ? sockets.rtp() : sockets.rtcp(), packet, target)) {
            counters().increment(EngineCounter.RTCP_SENT);
        }
    }

    /// Asks only when the target is another than before: each packet asks.
    private boolean isReachable(InetSocketAddress target) {
        if (target != reachable) {
            if (isNowhere(target)) {
                return false;
            }
            reachable = target;
        }
        return true;
    }

    /// Port 0 refuses the stream, and 0.0.0.0 (hold, the way of RFC 2543) would be this host
    /// itself.
    private static boolean isNowhere(InetSocketAddress target) {
        return target.getPort() == 0
                || !target.isUnresolved() && target.getAddress().isAnyLocalAddress();
    }

    private Counters counters() {
        return around.counters();
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /// The streams that were seen, `engine-in` first.
    List<StreamView> streams(String callId) {
        return StreamViews.of(
                callId,
                session,
                formats,
                StreamViews.text(around.advertised(), sockets.rtpPort()),
                StreamViews.text(rtpLatch.target()));
    }
}
