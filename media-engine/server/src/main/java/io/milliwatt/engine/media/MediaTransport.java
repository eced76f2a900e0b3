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
import io.milliwatt.protocol.session.RtpSession;
import io.milliwatt.protocol.session.SessionConfig;
import io.milliwatt.transport.DatagramHandler;
import io.milliwatt.transport.LoopTimer;
import io.milliwatt.transport.MediaSocket;
import io.milliwatt.transport.MediaSockets;
import io.milliwatt.transport.ScheduledTimer;
import io.milliwatt.transport.SourceLatch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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

        /// Reads what the next packet needs, as [DatagramHandler#prefetch(InetSocketAddress)].
        long prefetch(MediaTransport from);

        /// Feedback about a stream we send, other than a report.
        void onFeedback(MediaTransport from, RtcpPacket feedback, long nowNanos);

        /// A packet was not encrypted with the key that was agreed on.
        ///
        /// @param total how many they are on this transport
        void onRefused(long total);
    }

    private final MediaSurroundings around;
    private final MediaSockets sockets;
    private final MediaSocket rtpSocket;
    private final Receiver receiver;
    private final RtpSession session;
    private final SourceLatch rtpLatch;
    private final RtcpLine rtcp;
    private final PassedOn passedOn;
    private Formats formats;
    private @Nullable Protection protection;
    private boolean running;
    private boolean stopped;
    private long lastHeardNanos;
    private @Nullable InetSocketAddress reachable;
    private @Nullable ScheduledTimer rtcpTimer;

    /// @param media those that share the sockets, at least one
    MediaTransport(
            MediaSurroundings around,
            MediaSockets sockets,
            List<NegotiatedMedia> media,
            Receiver receiver,
            long seed) {
        this.around = around;
        this.sockets = sockets;
        this.rtpSocket = sockets.rtp();
        this.receiver = receiver;
        var random = new Random(seed);
        this.formats = new Formats(media);
        NegotiatedMedia owner = formats.owner();
        this.rtpLatch = new SourceLatch(owner.remote().rtp().toSocketAddress());
        this.protection = newProtection(owner);
        this.session =
                new RtpSession(
                        SessionConfig.audio(
                                PassedOn.newSsrc(random),
                                around.cname(),
                                owner.sendFormat().clockRateHz(),
                                OptionalInt.empty(),
                                seed));
        this.passedOn = new PassedOn(session, random);
        this.rtcp = new RtcpLine(around, sockets, session, rtpLatch, owner.remote(), protection);
        describePayloadTypes();
    }

    private @Nullable Protection newProtection(NegotiatedMedia owner) {
        return owner.srtp()
                .map(keys -> new Protection(keys, around.counters(), receiver::onRefused))
                .orElse(null);
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
            around.loop().register(sockets.rtp(), new RtpHandler());
            around.loop().register(sockets.rtcp(), this::onRtcp);
        } catch (IOException failure) {
            // the sockets are gone: nothing will be heard, and the silence check ends the call
            counters().increment(EngineCounter.RECEIVE_FAILED);
        }
        running = true;
        lastHeardNanos = nowNanos;
        session.start(nowNanos);
        rtcpTimer = around.loop().schedule(session.nextRtcpNanos(), this::sendRtcp);
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
        rtcp.update(owner.remote(), protection);
        var rtp = owner.remote().rtp().toSocketAddress();
        if (rtp.isUnresolved() || !rtp.getAddress().isAnyLocalAddress()) {
            rtpLatch.announce(rtp);
            rtcp.announce(owner.remote().rtcp().toSocketAddress());
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
            rtcp.sendBye(nowNanos);
            running = false;
        }
        if (rtcpTimer != null) {
            rtcpTimer.cancel();
        }
        sockets.close();
    }

    private final class RtpHandler implements DatagramHandler {
        @Override
        public boolean onDatagram(ByteBuffer datagram, InetSocketAddress source, long nowNanos) {
            return onRtpSocket(datagram, source, nowNanos);
        }

        @Override
        public long prefetch(InetSocketAddress source) {
            return lastHeardNanos
                    + formats.prefetch()
                    + rtpLatch.prefetch()
                    + session.prefetchReceiving()
                    + receiver.prefetch(MediaTransport.this);
        }
    }

    /// @return whether the source is the far end of this session, as for all below
    private boolean onRtpSocket(ByteBuffer datagram, InetSocketAddress source, long nowNanos) {
        return switch (PacketKind.of(datagram)) {
            case RTP -> onRtp(datagram, source, nowNanos);
            case RTCP -> onRtcp(datagram, source, nowNanos);
            case STUN, DTLS, UNKNOWN -> {
                counters().count(EngineCounter.RTP_MALFORMED);
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
            counters().count(EngineCounter.RTP_MALFORMED);
            return false;
        }
        NegotiatedFormat format = formats.received(view.payloadType());
        if (format == null) {
            counters().count(EngineCounter.RTP_UNKNOWN_PAYLOAD);
            return false;
        }
        if (!rtpLatch.accept(source, view.ssrc(), nowNanos)) {
            counters().count(EngineCounter.RTP_STRANGER);
            return false;
        }
        lastHeardNanos = nowNanos;
        counters().count(EngineCounter.RTP_RECEIVED);
        session.onRtpReceived(view, nowNanos);
        receiver.onRtp(this, view, format, nowNanos);
        return true;
    }

    private boolean onRtcp(ByteBuffer datagram, InetSocketAddress source, long nowNanos) {
        CompoundRtcp taken = rtcp.receive(datagram, source, nowNanos);
        if (taken == null) {
            return false;
        }
        lastHeardNanos = nowNanos;
        for (RtcpPacket packet : taken.packets()) {
            if (packet instanceof TransportFeedback || packet instanceof PayloadFeedback) {
                counters().count(EngineCounter.RTCP_FEEDBACK);
                receiver.onFeedback(this, packet, nowNanos);
            }
        }
        return true;
    }

    /// Whether a packet of that payload type may be received now; digits are taken even on hold.
    boolean receives(int payloadType) {
        return formats.receives(payloadType);
    }

    boolean isTelephoneEvent(int payloadType) {
        return formats.isTelephoneEvent(payloadType);
    }

    /// What a payload type means, null when it was not negotiated.
    @Nullable NegotiatedFormat received(int payloadType) {
        return formats.received(payloadType);
    }

    /// Sends a received packet back to where it came from; changes it in place.
    ///
    /// @return whether it was sent
    public boolean sendBack(RtpView packet, long nowNanos) {
        int payloadType = packet.payloadType();
        if (!formats.sendsBack(payloadType)) {
            return false;
        }
        packet.setSsrc(passedOn.ourSsrc(packet.ssrc(), formats.clockRateHz(payloadType)));
        packet.setPayloadType(formats.sentType(payloadType));
        return transmit(packet, nowNanos);
    }

    /// Sends a packet that was received on another transport under an SSRC of ours that stands for
    /// its source; payload type, sequence number and timestamp stay as they read. The caller has
    /// seen that the media may be sent, and is not on hold.
    ///
    /// @return whether it was sent
    public boolean passOn(RtpView packet, int clockRateHz, long nowNanos) {
        packet.setSsrc(passedOn.ourSsrc(packet.ssrc(), clockRateHz));
        return transmit(packet, nowNanos);
    }

    /// The SSRC of audio that this side makes.
    long ownSsrc(int clockRateHz) {
        return passedOn.ownSsrc(clockRateHz);
    }

    /// The source that one of our SSRCs stands for, or -1.
    public long sourceBehind(long ourSsrc) {
        return passedOn.theirSsrc(ourSsrc);
    }

    /// Reads what the next packet that is sent back or passed on needs, as
    /// [DatagramHandler#prefetch(InetSocketAddress)].
    public long prefetchSending() {
        return rtpLatch.prefetch()
                + passedOn.prefetch()
                + session.prefetchSending()
                + rtpSocket.prefetch(rtpLatch.target());
    }

    /// Sends a packet that carries an SSRC of ours.
    ///
    /// @return whether it was sent: not on hold, nor without an address
    boolean send(RtpView packet, NegotiatedMedia media, long nowNanos) {
        return media.localDirection().sends() && transmit(packet, nowNanos);
    }

    private boolean transmit(RtpView packet, long nowNanos) {
        InetSocketAddress target = rtpLatch.target();
        if (!running || !isReachable(target)) {
            return false;
        }
        ByteBuffer datagram = packet.buffer();
        if (protection != null && !protection.seal(datagram)) {
            return false;
        }
        if (!around.loop().send(rtpSocket, datagram, target)) {
            return false;
        }
        counters().count(EngineCounter.RTP_SENT);
        session.onRtpSent(packet, nowNanos);
        return true;
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
    static boolean isNowhere(InetSocketAddress target) {
        return target.getPort() == 0
                || !target.isUnresolved() && target.getAddress().isAnyLocalAddress();
    }

    private Counters counters() {
        return around.counters();
    }

    /// Sends feedback at once.
    public void sendFeedback(RtcpPacket feedback, long nowNanos) {
        if (running) {
            rtcp.send(feedback, nowNanos);
        }
    }

    private long sendRtcp(long nowNanos) {
        if (!running) {
            return LoopTimer.STOP;
        }
        rtcp.sendReport(nowNanos);
        return session.nextRtcpNanos();
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
