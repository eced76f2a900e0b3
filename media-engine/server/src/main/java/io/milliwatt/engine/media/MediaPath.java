package io.milliwatt.engine.media;

import io.milliwatt.engine.app.CallApplication;
import io.milliwatt.engine.call.StreamView;
import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.protocol.dtmf.DtmfReceiver;
import io.milliwatt.protocol.rtp.PacketKind;
import io.milliwatt.protocol.rtp.RtpSequence;
import io.milliwatt.protocol.rtp.RtpTimestamp;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.sdp.NegotiatedAudio;
import io.milliwatt.protocol.session.RtcpOutcome;
import io.milliwatt.protocol.session.RtpSession;
import io.milliwatt.protocol.session.SessionConfig;
import io.milliwatt.transport.LoopTimer;
import io.milliwatt.transport.MediaLoop;
import io.milliwatt.transport.MediaSockets;
import io.milliwatt.transport.SourceLatch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;

/// The media of one call. In: socket, kind of packet, latch, statistics, digits, application. Out:
/// application, direction, statistics, socket. All on the media loop's thread.
public final class MediaPath {
    /// What all paths of a server share.
    record Surroundings(
            MediaLoop loop,
            Counters counters,
            Scratch scratch,
            String cname,
            String advertised,
            Duration silenceLimit) {}

    private static final int SAMPLES_PER_MILLI = 8;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long SILENCE_CHECK_NANOS = 1_000_000_000L;

    private final Surroundings around;
    private final String callId;
    private final MediaSockets sockets;
    private final CallApplication application;
    private final MediaListener listener;
    private final RtpSession session;
    private final SourceLatch rtpLatch;
    private final SourceLatch rtcpLatch;
    private final DtmfReceiver digits;
    // random, RFC 3550, section 5.1; the upper half is left out so that no call begins next to the
    // wrap
    private final int firstSequence;
    private final long firstTimestamp;
    private NegotiatedAudio audio;
    private boolean running;
    private boolean stopped;
    private long lastHeardNanos;

    MediaPath(
            Surroundings around,
            String callId,
            MediaSockets sockets,
            NegotiatedAudio audio,
            CallApplication application,
            MediaListener listener,
            long seed) {
        this.around = around;
        this.callId = callId;
        this.sockets = sockets;
        this.audio = audio;
        this.application = application;
        this.listener = listener;
        this.rtpLatch = new SourceLatch(audio.remoteRtp().toSocketAddress());
        this.rtcpLatch = new SourceLatch(audio.remoteRtcp().toSocketAddress());
        this.session =
                new RtpSession(
                        SessionConfig.audio(
                                seed & 0xffff_ffffL,
                                around.cname,
                                audio.codec().clockRateHz(),
                                audio.telephoneEventPt(),
                                seed));
        this.digits = new DtmfReceiver();
        this.firstSequence = (int) (seed >>> 32) & 0x7fff;
        this.firstTimestamp = seed >>> 24 & 0xffff_ffffL;
    }

    public int rtpPort() {
        return sockets.rtpPort();
    }

    void start() {
        if (stopped || running) {
            return;
        }
        long now = System.nanoTime();
        try {
            around.loop.register(sockets.rtp(), this::onRtpSocket);
            around.loop.register(sockets.rtcp(), this::onRtcpSocket);
        } catch (IOException failure) {
            // the sockets are gone: nothing will be heard, and the silence check ends the call
            around.counters.increment(EngineCounter.RECEIVE_FAILED);
        }
        running = true;
        lastHeardNanos = now;
        session.start(now);
        around.loop.schedule(session.nextRtcpNanos(), this::sendRtcp);
        if (!around.silenceLimit.isZero()) {
            around.loop.schedule(now + SILENCE_CHECK_NANOS, this::checkSilence);
        }
        application.start(this, now);
    }

    void update(NegotiatedAudio changed) {
        audio = changed;
        lastHeardNanos = around.loop.nowNanos();
        var rtp = changed.remoteRtp().toSocketAddress();
        if (rtp.isUnresolved() || !rtp.getAddress().isAnyLocalAddress()) {
            rtpLatch.announce(rtp);
            rtcpLatch.announce(changed.remoteRtcp().toSocketAddress());
        }
    }

    void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        if (running) {
            running = false;
            ByteBuffer out = around.scratch.out.clear();
            session.writeBye(out, around.loop.nowNanos(), wallNanos(), "");
            sendRtcpPacket(out.flip());
        }
        closeSockets();
    }

    void closeSockets() {
        sockets.close();
    }

    private void onRtpSocket(ByteBuffer datagram, InetSocketAddress source, long nowNanos) {
        if (PacketKind.of(datagram) == PacketKind.RTCP) {
            onRtcpSocket(datagram, source, nowNanos);
            return;
        }
        RtpView view = around.scratch.view;
        if (view.wrap(datagram) != null) {
            around.counters.increment(EngineCounter.RTP_MALFORMED);
            return;
        }
        boolean event =
                audio.telephoneEventPt().isPresent()
                        && view.payloadType() == audio.telephoneEventPt().getAsInt();
        if (!event && view.payloadType() != audio.payloadType()) {
            around.counters.increment(EngineCounter.RTP_UNKNOWN_PAYLOAD);
            return;
        }
        if (!rtpLatch.accept(source, view.ssrc(), nowNanos)) {
            around.counters.increment(EngineCounter.RTP_STRANGER);
            return;
        }
        lastHeardNanos = nowNanos;
        around.counters.increment(EngineCounter.RTP_RECEIVED);
        session.onRtpReceived(view, nowNanos);
        if (event) {
            receiveDigits(view);
        }
        if (audio.localDirection().receives()) {
            application.onRtp(this, view, nowNanos);
        }
    }

    private void receiveDigits(RtpView view) {
        digits.onPacket(view)
                .ifPresent(digit -> {
                    around.counters.increment(EngineCounter.DTMF_EVENTS);
                    listener.dtmf(digit);
                });
    }

    private void onRtcpSocket(ByteBuffer datagram, InetSocketAddress source, long nowNanos) {
        // RTCP carries no SSRC that proves anything: the host of the latched RTP is what counts
        if (rtpLatch.latched() && !source.getAddress().equals(rtpLatch.target().getAddress())) {
            around.counters.increment(EngineCounter.RTCP_STRANGER);
            return;
        }
        if (!rtcpLatch.accept(source, 0, nowNanos)) {
            around.counters.increment(EngineCounter.RTCP_STRANGER);
            return;
        }
        if (session.onRtcpReceived(datagram, nowNanos) instanceof RtcpOutcome.Refused) {
            around.counters.increment(EngineCounter.RTCP_MALFORMED);
            return;
        }
        lastHeardNanos = nowNanos;
        around.counters.increment(EngineCounter.RTCP_RECEIVED);
    }

    /// Sends a received packet back under our own SSRC; changes it in place.
    public void sendBack(RtpView packet, long nowNanos) {
        packet.setSsrc(session.ssrc());
        send(packet.buffer(), packet, nowNanos);
    }

    /// Runs a task at a time (monotonic nanoseconds), unless the call has ended by then.
    public void runAt(long atNanos, LongConsumer task) {
        around.loop.schedule(
                atNanos,
                nowNanos -> {
                    if (running) {
                        task.accept(nowNanos);
                    }
                    return LoopTimer.STOP;
                });
    }

    /// Sends audio from now on, a packet each packet time, until the call ends. While the far end
    /// holds the call nothing is sent, and the timestamp goes on.
    public void sendAudio(AudioFiller filler, long nowNanos) {
        around.loop.schedule(nowNanos, new AudioSender(filler, nowNanos));
    }

    /// Paces on the times that packets are due, not on the times when the loop came to it: no
    /// drift.
    private final class AudioSender implements LoopTimer {
        private static final long GIVE_UP_BEHIND_NANOS = 200 * NANOS_PER_MILLI;

        private final AudioFiller filler;
        private long dueNanos;
        private int sequence = firstSequence;
        private long timestamp = firstTimestamp;
        private boolean talking;

        AudioSender(AudioFiller filler, long dueNanos) {
            this.filler = filler;
            this.dueNanos = dueNanos;
        }

        @Override
        public long run(long nowNanos) {
            if (!running) {
                return STOP;
            }
            int samples = Math.min(Scratch.MAX_SAMPLES, audio.ptimeMillis() * SAMPLES_PER_MILLI);
            if (sendPacket(samples, nowNanos)) {
                sequence = RtpSequence.next(sequence);
                talking = true;
            } else {
                talking = false;
            }
            timestamp = RtpTimestamp.add(timestamp, samples);
            dueNanos += samples / SAMPLES_PER_MILLI * NANOS_PER_MILLI;
            if (nowNanos - dueNanos > GIVE_UP_BEHIND_NANOS) {
                dueNanos = nowNanos;
            }
            return dueNanos;
        }

        private boolean sendPacket(int samples, long nowNanos) {
            Scratch scratch = around.scratch;
            filler.fill(scratch.samples, 0, samples);
            int octets = audio.codec().encode(scratch.samples, 0, samples, scratch.encoded, 0);
            int marker = talking ? 0 : 0x80;
            ByteBuffer out = scratch.out.clear();
            out.put((byte) 0x80)
                    .put((byte) (audio.payloadType() | marker))
                    .putShort((short) sequence)
                    .putInt((int) timestamp)
                    .putInt((int) session.ssrc())
                    .put(scratch.encoded, 0, octets)
                    .flip();
            return scratch.view.wrap(out) == null && send(out, scratch.view, nowNanos);
        }
    }

    private boolean send(ByteBuffer datagram, RtpView view, long nowNanos) {
        InetSocketAddress target = rtpLatch.target();
        if (!running || !audio.localDirection().sends() || isNowhere(target)) {
            return false;
        }
        if (!around.loop.send(sockets.rtp(), datagram, target)) {
            return false;
        }
        around.counters.increment(EngineCounter.RTP_SENT);
        session.onRtpSent(view, nowNanos);
        return true;
    }

    private long sendRtcp(long nowNanos) {
        if (!running) {
            return LoopTimer.STOP;
        }
        ByteBuffer out = around.scratch.out.clear();
        if (session.writeRtcp(out, nowNanos, wallNanos()) > 0) {
            sendRtcpPacket(out.flip());
        }
        return session.nextRtcpNanos();
    }

    private void sendRtcpPacket(ByteBuffer packet) {
        boolean mux = audio.rtcpMux();
        InetSocketAddress target = mux ? rtpLatch.target() : rtcpLatch.target();
        if (isNowhere(target) || !packet.hasRemaining()) {
            return;
        }
        if (around.loop.send(mux ? sockets.rtp() : sockets.rtcp(), packet, target)) {
            around.counters.increment(EngineCounter.RTCP_SENT);
        }
    }

    /// Port 0 refuses the stream, and 0.0.0.0 (hold, the way of RFC 2543) would be this host
    /// itself.
    private static boolean isNowhere(InetSocketAddress target) {
        return target.getPort() == 0
                || !target.isUnresolved() && target.getAddress().isAnyLocalAddress();
    }

    private long checkSilence(long nowNanos) {
        if (!running) {
            return LoopTimer.STOP;
        }
        long silentNanos = nowNanos - lastHeardNanos;
        if (silentNanos > around.silenceLimit.toNanos()) {
            listener.silent(silentNanos);
            return LoopTimer.STOP;
        }
        return nowNanos + SILENCE_CHECK_NANOS;
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /// The streams that were seen, `engine-in` first.
    List<StreamView> streams() {
        return StreamViews.of(
                callId,
                session,
                audio,
                around.advertised + ":" + sockets.rtpPort(),
                StreamViews.text(rtpLatch.target()));
    }
}
