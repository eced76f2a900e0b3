package io.milliwatt.engine.media;

import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.protocol.rtcp.CompoundRtcp;
import io.milliwatt.protocol.rtcp.RtcpPacket;
import io.milliwatt.protocol.sdp.RemoteEnd;
import io.milliwatt.protocol.session.RtcpOutcome;
import io.milliwatt.protocol.session.RtpSession;
import io.milliwatt.transport.MediaSockets;
import io.milliwatt.transport.SourceLatch;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The RTCP of one transport, in and out: socket, protection, latch, session. On the media loop's
/// thread.
final class RtcpLine {
    private final MediaSurroundings around;
    private final MediaSockets sockets;
    private final RtpSession session;
    private final SourceLatch rtpLatch;
    private final SourceLatch rtcpLatch;
    private RemoteEnd remote;
    private @Nullable Protection protection;

    /// @param rtpLatch whom the RTP comes from
    /// @param remote the far end as its SDP has it
    RtcpLine(
            MediaSurroundings around,
            MediaSockets sockets,
            RtpSession session,
            SourceLatch rtpLatch,
            RemoteEnd remote,
            @Nullable Protection protection) {
        this.around = around;
        this.sockets = sockets;
        this.session = session;
        this.rtpLatch = rtpLatch;
        this.rtcpLatch = new SourceLatch(remote.rtcp().toSocketAddress());
        this.remote = remote;
        this.protection = protection;
    }

    /// A later offer and answer.
    void update(RemoteEnd changed, @Nullable Protection changedProtection) {
        remote = changed;
        protection = changedProtection;
    }

    /// Another address than before is named.
    void announce(InetSocketAddress address) {
        rtcpLatch.announce(address);
    }

    /// Takes a datagram.
    ///
    /// @return what it says; null when it is a stranger's, or none
    @Nullable CompoundRtcp receive(ByteBuffer datagram, InetSocketAddress source, long nowNanos) {
        if (protection != null && !protection.openRtcp(datagram)) {
            return null;
        }
        // RTCP carries no SSRC that proves anything: the host of the latched RTP is what counts
        boolean stranger =
                rtpLatch.latched() && !source.getAddress().equals(rtpLatch.target().getAddress());
        if (stranger || (!remote.rtcpMux() && !rtcpLatch.accept(source, 0, nowNanos))) {
            around.counters().count(EngineCounter.RTCP_STRANGER);
            return null;
        }
        return switch (session.onRtcpReceived(datagram, form(), nowNanos)) {
            case RtcpOutcome.Refused _ -> {
                around.counters().count(EngineCounter.RTCP_MALFORMED);
                yield null;
            }
            case RtcpOutcome.Accepted accepted -> {
                around.counters().count(EngineCounter.RTCP_RECEIVED);
                yield accepted.compound();
            }
        };
    }

    private CompoundRtcp.Form form() {
        return remote.reducedSize() ? CompoundRtcp.Form.REDUCED_SIZE : CompoundRtcp.Form.COMPOUND;
    }

    /// Sends the report that is due, if one is.
    void sendReport(long nowNanos) {
        ByteBuffer out = around.scratch().out.clear();
        if (session.writeRtcp(out, nowNanos, wallNanos()) > 0) {
            send(out.flip());
        }
    }

    void sendBye(long nowNanos) {
        ByteBuffer out = around.scratch().out.clear();
        session.writeBye(out, nowNanos, wallNanos(), "");
        send(out.flip());
    }

    /// Sends feedback at once.
    void send(RtcpPacket feedback, long nowNanos) {
        ByteBuffer out = around.scratch().out.clear();
        if (session.writeFeedback(out, feedback, form(), nowNanos) > 0) {
            send(out.flip());
        }
    }

    private void send(ByteBuffer packet) {
        boolean mux = remote.rtcpMux();
        InetSocketAddress target = mux ? rtpLatch.target() : rtcpLatch.target();
        if (MediaTransport.isNowhere(target) || !packet.hasRemaining()) {
            return;
        }
        if (protection != null && !protection.sealRtcp(packet)) {
            return;
        }
        if (around.loop().send(mux ? sockets.rtp() : sockets.rtcp(), packet, target)) {
            around.counters().count(EngineCounter.RTCP_SENT);
        }
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
