package io.milliwatt.phone.media;

import io.milliwatt.protocol.audio.JitterBuffer;
import io.milliwatt.protocol.audio.LevelMeter;
import io.milliwatt.protocol.audio.PacketLossConcealment;
import io.milliwatt.protocol.dtmf.DtmfReceiver;
import io.milliwatt.protocol.dtmf.DtmfSender;
import io.milliwatt.protocol.rtp.PacketKind;
import io.milliwatt.protocol.rtp.RtpSequence;
import io.milliwatt.protocol.rtp.RtpTimestamp;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.sdp.NegotiatedAudio;
import io.milliwatt.protocol.session.RtcpOutcome;
import io.milliwatt.protocol.session.RtpOutcome;
import io.milliwatt.protocol.session.RtpSession;
import io.milliwatt.protocol.session.SessionConfig;
import io.milliwatt.protocol.stats.StreamSnapshot;
import io.milliwatt.transport.MediaSockets;
import io.milliwatt.transport.SourceLatch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/// What is sent and what is received in one call. Not thread-safe: [MediaSession] holds its lock
/// around every call.
final class RtpStreamPair {
    private static final int SAMPLES_PER_MILLI = 8;
    private static final int MAX_PACKET_SAMPLES = 60 * SAMPLES_PER_MILLI;
    private static final int MAX_DIGITS = 256;
    private static final double NANOS_PER_MILLI = 1e6;

    private final MediaSockets sockets;
    private final Consumer<Character> digitListener;
    private final RtpSession session;
    private final SourceLatch rtpLatch;
    private final SourceLatch rtcpLatch;
    private final JitterBuffer playout;
    private final PacketLossConcealment concealment;
    private final DtmfSender digitSender = new DtmfSender();
    private final DtmfReceiver digitReceiver = new DtmfReceiver();
    private final StringBuilder digits = new StringBuilder();
    private final RtpView view = new RtpView();
    private final ByteBuffer out = ByteBuffer.allocateDirect(2_048);
    private final byte[] encoded = new byte[MAX_PACKET_SAMPLES];
    private final short[] waiting = new short[2 * MAX_PACKET_SAMPLES];
    private NegotiatedAudio audio;
    private int waitingSamples;
    private int sequence = ThreadLocalRandom.current().nextInt(0x8000);
    private long timestamp = ThreadLocalRandom.current().nextLong(1L << 32);
    private boolean talking;
    private double inputLevel;
    private double outputLevel;
    private long strangers;
    private long malformed;
    private long lastRtpNanos;
    private boolean unreachable;

    RtpStreamPair(
            MediaSockets sockets,
            NegotiatedAudio audio,
            Consumer<Character> digitListener,
            long nowNanos) {
        this.sockets = sockets;
        this.audio = audio;
        this.digitListener = digitListener;
        this.rtpLatch = new SourceLatch(audio.remoteRtp().toSocketAddress());
        this.rtcpLatch = new SourceLatch(audio.remoteRtcp().toSocketAddress());
        int clockRateHz = audio.codec().clockRateHz();
        this.playout = new JitterBuffer(clockRateHz);
        this.concealment = new PacketLossConcealment(clockRateHz);
        var random = ThreadLocalRandom.current();
        this.session =
                new RtpSession(
                        SessionConfig.audio(
                                random.nextLong(1L << 32),
                                "phone-" + Long.toHexString(random.nextLong()),
                                clockRateHz,
                                audio.telephoneEventPt(),
                                random.nextLong()));
        session.start(nowNanos);
        lastRtpNanos = nowNanos;
    }

    void update(NegotiatedAudio changed, long nowNanos) {
        audio = changed;
        lastRtpNanos = nowNanos;
        var rtp = changed.remoteRtp().toSocketAddress();
        if (rtp.isUnresolved() || !rtp.getAddress().isAnyLocalAddress()) {
            rtpLatch.announce(rtp);
            rtcpLatch.announce(changed.remoteRtcp().toSocketAddress());
        }
    }

    boolean sendDigits(String text) {
        return audio.telephoneEventPt().isPresent() && digitSender.send(text);
    }

    /// Sends the next 20 ms: as audio, or as a telephone event while digits wait.
    void send(short[] frame, long nowNanos) {
        inputLevel = LevelMeter.level(frame, 0, frame.length);
        Optional<DtmfSender.EventPacket> event = digitSender.next(timestamp);
        if (event.isPresent() && audio.telephoneEventPt().isPresent()) {
            waitingSamples = 0;
            sendEvent(event.get(), nowNanos);
            timestamp = RtpTimestamp.add(timestamp, frame.length);
            return;
        }
        System.arraycopy(frame, 0, waiting, waitingSamples, frame.length);
        waitingSamples += frame.length;
        int samples = Math.min(MAX_PACKET_SAMPLES, audio.ptimeMillis() * SAMPLES_PER_MILLI);
        int from = 0;
        while (waitingSamples - from >= samples) {
            sendAudio(from, samples, nowNanos);
            timestamp = RtpTimestamp.add(timestamp, samples);
            from += samples;
        }
        System.arraycopy(waiting, from, waiting, 0, waitingSamples - from);
        waitingSamples -= from;
    }

    private void sendAudio(int from, int samples, long nowNanos) {
        int octets = audio.codec().encode(waiting, from, samples, encoded, 0);
        begin(audio.payloadType(), !talking, timestamp).put(encoded, 0, octets).flip();
        talking = sendRtp(nowNanos);
    }

    private void sendEvent(DtmfSender.EventPacket event, long nowNanos) {
        begin(audio.telephoneEventPt().orElseThrow(), event.marker(), event.timestamp());
        event.event().writeTo(out);
        out.flip();
        sendRtp(nowNanos);
        talking = false;
    }

    private ByteBuffer begin(int payloadType, boolean marker, long packetTimestamp) {
        return out.clear()
                .put((byte) 0x80)
                .put((byte) (payloadType | (marker ? 0x80 : 0)))
                .putShort((short) sequence)
                .putInt((int) packetTimestamp)
                .putInt((int) session.ssrc());
    }

    private boolean sendRtp(long nowNanos) {
        InetSocketAddress target = rtpLatch.target();
        if (!audio.localDirection().sends()
                || target.getPort() == 0
                || view.wrap(out) != null
                || !sendTo(sockets.rtp(), target)) {
            return false;
        }
        sequence = RtpSequence.next(sequence);
        session.onRtpSent(view, nowNanos);
        return true;
    }

    private boolean sendTo(DatagramChannel channel, InetSocketAddress target) {
        try {
            return channel.send(out, target) > 0;
        } catch (PortUnreachableException _) {
            unreachable = true;
        } catch (IOException | IllegalArgumentException _) {
            // not sent is lost, and the statistics of the far end will tell
        }
        return false;
    }

    /// Takes the next 20 ms to be heard.
    void play(short[] frame, long nowNanos) {
        switch (playout.take(frame, nowNanos)) {
            case FRAME -> concealment.good(frame, 0, frame.length);
            case LOST -> concealment.conceal(frame, 0, frame.length);
            case EMPTY -> concealment.silence(frame, 0, frame.length);
        }
        outputLevel = LevelMeter.level(frame, 0, frame.length);
    }

    void sendReports(long nowNanos) {
        if (nowNanos - session.nextRtcpNanos() < 0) {
            return;
        }
        out.clear();
        if (session.writeRtcp(out, nowNanos, wallNanos()) > 0) {
            sendRtcp();
        }
    }

    void sayGoodbye(long nowNanos) {
        out.clear();
        if (session.writeBye(out, nowNanos, wallNanos(), "") > 0) {
            sendRtcp();
        }
    }

    private void sendRtcp() {
        out.flip();
        boolean mux = audio.rtcpMux();
        InetSocketAddress target = mux ? rtpLatch.target() : rtcpLatch.target();
        if (target.getPort() != 0) {
            sendTo(mux ? sockets.rtp() : sockets.rtcp(), target);
        }
    }

    void onDatagram(ByteBuffer datagram, InetSocketAddress from, boolean rtpSocket, long nowNanos) {
        switch (PacketKind.of(datagram)) {
            case RTCP -> onRtcp(datagram, from, nowNanos);
            case RTP -> {
                if (rtpSocket) {
                    onRtp(datagram, from, nowNanos);
                } else {
                    malformed++;
                }
            }
            case STUN, DTLS, UNKNOWN -> malformed++;
        }
    }

    private void onRtp(ByteBuffer datagram, InetSocketAddress from, long nowNanos) {
        if (view.wrap(datagram) != null) {
            malformed++;
            return;
        }
        if (!rtpLatch.accept(from, view.ssrc(), nowNanos)) {
            strangers++;
            return;
        }
        lastRtpNanos = nowNanos;
        unreachable = false;
        RtpOutcome outcome = session.onRtpReceived(view, nowNanos);
        if (!audio.localDirection().receives()) {
            return;
        }
        if (audio.telephoneEventPt().isPresent()
                && view.payloadType() == audio.telephoneEventPt().getAsInt()) {
            digitReceiver.onPacket(view).ifPresent(this::onDigit);
        } else if (view.payloadType() == audio.payloadType()
                && (outcome == RtpOutcome.ACCEPTED
                        || outcome == RtpOutcome.NEW_SOURCE
                        // a far end that returns packets as they are is heard all the same
                        || outcome == RtpOutcome.COLLISION)) {
            playout.put(view, audio.codec(), nowNanos);
        }
    }

    private void onDigit(char digit) {
        if (digits.length() < MAX_DIGITS) {
            digits.append(digit);
        }
        digitListener.accept(digit);
    }

    private void onRtcp(ByteBuffer datagram, InetSocketAddress from, long nowNanos) {
        boolean stranger =
                rtpLatch.latched() && !from.getAddress().equals(rtpLatch.target().getAddress());
        if (stranger || !rtcpLatch.accept(from, 0, nowNanos)) {
            strangers++;
        } else if (session.onRtcpReceived(datagram, nowNanos) instanceof RtcpOutcome.Refused) {
            malformed++;
        }
    }

    PhoneMedia snapshot(String localRtp, long nowNanos) {
        boolean expected = audio.localDirection().receives();
        return new PhoneMedia(
                audio.codec().name(),
                audio.payloadType(),
                session.outgoing(),
                session.incoming(),
                localRtp,
                text(rtpLatch.target()),
                rtpLatch.latched() ? text(rtpLatch.target()) : "",
                inputLevel,
                outputLevel,
                playout.late(),
                playout.concealed(),
                playout.targetMillis(),
                digits.toString(),
                strangers,
                malformed,
                expected ? (nowNanos - lastRtpNanos) / NANOS_PER_MILLI : 0,
                unreachable);
    }

    static PhoneMedia nothing(String localRtp) {
        return new PhoneMedia(
                "",
                -1,
                StreamSnapshot.none(0),
                StreamSnapshot.none(0),
                localRtp,
                "",
                "",
                0,
                0,
                0,
                0,
                0,
                "",
                0,
                0,
                0,
                false);
    }

    /// `192.0.2.10:40000`, `[2001:db8::1]:40000`.
    static String text(InetSocketAddress address) {
        String host =
                address.isUnresolved()
                        ? address.getHostString()
                        : address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
