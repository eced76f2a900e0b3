package io.milliwatt.phone;

import io.milliwatt.phone.audio.AudioFrame;
import io.milliwatt.phone.audio.AudioSink;
import io.milliwatt.phone.audio.AudioSource;
import io.milliwatt.protocol.audio.DecodedStream;
import io.milliwatt.protocol.audio.DecodedStreamStatistics;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.dtmf.DtmfReceiver;
import io.milliwatt.protocol.dtmf.DtmfSender;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.sdp.NegotiatedFormat;
import io.milliwatt.protocol.sdp.NegotiatedMedia;
import io.milliwatt.protocol.session.RtcpOutcome;
import io.milliwatt.protocol.session.RtpSession;
import io.milliwatt.protocol.session.SessionConfig;
import io.milliwatt.protocol.srtp.SrtpResult;
import io.milliwatt.transport.ChannelPair;
import io.milliwatt.transport.SourceLatch;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The media of one call: what [MediaSender] (every 20 ms) and [MediaReceiver] (every datagram)
/// share. The lock is held for microseconds, never over a system call or a method of a source or
/// sink.
final class CallMedia implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Object lock = new Object();
    private final ChannelPair sockets;
    private final String local;
    private final MediaEvents events;
    private final PacketTap tap;
    private final RtpSession session;
    private DecodedStream stream;
    private NegotiatedFormat playing;
    private final DtmfReceiver digitsIn = new DtmfReceiver();
    private DtmfSender digitsOut = new DtmfSender();
    private int eventTicks = AudioFrame.SAMPLES;
    private final SourceLatch rtpLatch;
    private final SourceLatch rtcpLatch;
    private final MediaSender sender;
    private final MediaReceiver receiver;
    private volatile NegotiatedMedia audio;
    private volatile boolean muted;
    private volatile boolean held;
    private volatile boolean unreachable;
    private volatile long lastHeardNanos;
    private @Nullable InetSocketAddress seen;
    private long malformed;
    private long strangers;
    private long unauthentic;
    private long replayed;
    private boolean closed;

    /// @param local our RTP address as in the SDP, `IP:port`
    /// @param tap sees each packet
    CallMedia(
            ChannelPair sockets,
            String local,
            NegotiatedMedia audio,
            String cname,
            MediaEvents events,
            PacketTap tap) {
        this.sockets = sockets;
        this.tap = tap;
        this.local = local;
        this.audio = audio;
        playing = audio.sendFormat();
        stream = decoded(playing);
        this.events = events;
        session =
                new RtpSession(
                        SessionConfig.audio(
                                RANDOM.nextInt() & 0xffff_ffffL,
                                cname,
                                audio.sendFormat().clockRateHz(),
                                OptionalInt.empty(),
                                RANDOM.nextLong()));
        learnFormats(audio);
        rtpLatch = new SourceLatch(audio.remote().rtp().toSocketAddress());
        rtcpLatch = new SourceLatch(audio.remote().rtcp().toSocketAddress());
        sender = new MediaSender(this, RANDOM.nextInt(0x8000), RANDOM.nextInt() & 0xffff_ffffL);
        receiver = new MediaReceiver(this, sockets);
    }

    void start(AudioSource source, AudioSink sink) {
        long now = System.nanoTime();
        lastHeardNanos = now;
        synchronized (lock) {
            session.start(now);
        }
        sender.start(source, sink);
        receiver.start();
    }

    NegotiatedMedia audio() {
        return audio;
    }

    /// Another negotiation of the same call.
    void update(NegotiatedMedia changed) {
        synchronized (lock) {
            audio = changed;
            learnFormats(changed);
            InetSocketAddress rtp = changed.remote().rtp().toSocketAddress();
            if (rtp.isUnresolved() || !rtp.getAddress().isAnyLocalAddress()) {
                rtpLatch.announce(rtp);
                rtcpLatch.announce(changed.remote().rtcp().toSocketAddress());
            }
            lastHeardNanos = System.nanoTime();
            unreachable = false;
        }
        receiver.disconnect();
    }

    /// Sends and plays something else from now on; closes what was.
    void setAudio(AudioSource source, AudioSink sink) {
        sender.setAudio(source, sink);
    }

    void mute(boolean wanted) {
        muted = wanted;
    }

    boolean muted() {
        return muted;
    }

    /// While the user holds the call, silence is sent and nothing is played.
    void hold(boolean wanted) {
        held = wanted;
        lastHeardNanos = System.nanoTime();
    }

    boolean held() {
        return held;
    }

    /// Queues digits as telephone events.
    ///
    /// @return false when events were not negotiated, or a character is no digit
    boolean sendDigits(String digits) {
        synchronized (lock) {
            return audio.telephoneEvent().isPresent() && digitsOut.send(digits);
        }
    }

    /// When RTP or RTCP came last, or media began or changed; [System#nanoTime()].
    long lastHeardNanos() {
        return lastHeardNanos;
    }

    /// Whether the far end's host has said that nothing listens where we send.
    boolean unreachable() {
        return unreachable;
    }

    /// Whether the negotiation lets us expect RTP now.
    boolean expectsRtp() {
        return audio.localDirection().receives() && !held;
    }

    // for the sender

    Optional<DtmfSender.EventPacket> nextEvent(long timestamp) {
        synchronized (lock) {
            return digitsOut.next(timestamp);
        }
    }

    long ssrc() {
        return session.ssrc();
    }

    /// Shows a packet in clear to who watches.
    void seen(
            PacketTap.Direction direction,
            InetSocketAddress remote,
            ByteBuffer packet,
            long nowNanos) {
        tap.packet(direction, local, remote, packet, nowNanos);
    }

    ChannelPair sockets() {
        return sockets;
    }

    void sent(int payloadType, long timestamp, int octets, long nowNanos) {
        synchronized (lock) {
            session.onRtpSent(payloadType, timestamp, octets, nowNanos);
        }
    }

    void pull(short[] frame, long nowNanos) {
        synchronized (lock) {
            stream.pull(frame, nowNanos);
        }
    }

    /// Writes RTCP if it is due.
    int writeRtcp(ByteBuffer out, long nowNanos) {
        synchronized (lock) {
            return nowNanos < session.nextRtcpNanos()
                    ? 0
                    : session.writeRtcp(out, nowNanos, wallNanos());
        }
    }

    int writeBye(ByteBuffer out, long nowNanos) {
        synchronized (lock) {
            return session.writeBye(out, nowNanos, wallNanos(), "");
        }
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    // for the receiver

    void rtpReceived(RtpView view, InetSocketAddress source, long nowNanos) {
        Optional<Character> digit = Optional.empty();
        synchronized (lock) {
            NegotiatedMedia now = audio;
            Optional<NegotiatedFormat> format = now.received(view.payloadType());
            if (format.isEmpty() || !rtpLatch.accept(source, view.ssrc(), nowNanos)) {
                strangers++;
                return;
            }
            seen = source;
            lastHeardNanos = nowNanos;
            unreachable = false;
            session.onRtpReceived(view, nowNanos);
            if (format.get().isTelephoneEvent()) {
                digit = digitsIn.onPacket(view);
                streamOf(playing).putEvent(view, nowNanos);
            } else if (format.get().isComfortNoise()) {
                streamOf(playing).putComfortNoise(view, nowNanos);
            } else {
                streamOf(format.get()).put(view, nowNanos);
            }
        }
        digit.ifPresent(events::digit);
    }

    /// The stream of a format that carries audio: another one when the far end changes it.
    private DecodedStream streamOf(NegotiatedFormat format) {
        if (!format.equals(playing)) {
            playing = format;
            stream = decoded(format);
        }
        return stream;
    }

    private static DecodedStream decoded(NegotiatedFormat format) {
        return new DecodedStream(
                SpeechEncoder.atPhoneRate(format.audio().orElseThrow()), AudioFrame.SAMPLE_RATE_HZ);
    }

    private void learnFormats(NegotiatedMedia agreed) {
        for (NegotiatedFormat format : agreed.formats()) {
            session.setPayloadType(
                    format.receivePayloadType(), format.clockRateHz(), format.isTelephoneEvent());
            session.setPayloadType(
                    format.payloadType(), format.clockRateHz(), format.isTelephoneEvent());
        }
        int ticks =
                agreed.telephoneEvent()
                                .map(NegotiatedFormat::clockRateHz)
                                .orElse(AudioFrame.SAMPLE_RATE_HZ)
                        / AudioFrame.PER_SECOND;
        if (ticks != eventTicks && digitsOut.isIdle()) {
            eventTicks = ticks;
            digitsOut = new DtmfSender(ticks, 5, 5);
        }
    }

    void rtcpReceived(ByteBuffer datagram, InetSocketAddress source, long nowNanos) {
        synchronized (lock) {
            // RTCP carries nothing that proves its origin: the host of the RTP is what counts
            boolean otherHost =
                    rtpLatch.latched()
                            && !source.getAddress().equals(rtpLatch.target().getAddress());
            if (otherHost || !rtcpLatch.accept(source, 0, nowNanos)) {
                strangers++;
            } else if (session.onRtcpReceived(datagram, nowNanos) instanceof RtcpOutcome.Refused) {
                malformed++;
            } else {
                lastHeardNanos = nowNanos;
            }
        }
    }

    void malformedReceived() {
        synchronized (lock) {
            malformed++;
        }
    }

    /// A packet that cannot be decrypted.
    void refused(SrtpResult why) {
        synchronized (lock) {
            switch (why) {
                case MALFORMED -> malformed++;
                case REPLAYED -> replayed++;
                default -> unauthentic++;
            }
        }
    }

    void portUnreachable() {
        unreachable = true;
    }

    void reconnect() {
        receiver.disconnect();
    }

    /// The source packets come from, when it is the one of the SDP.
    Optional<InetSocketAddress> confirmedSource() {
        synchronized (lock) {
            InetSocketAddress source = seen;
            return source != null && source.equals(audio.remote().rtp().toSocketAddress())
                    ? Optional.of(source)
                    : Optional.empty();
        }
    }

    PhoneMedia snapshot(String digits) {
        synchronized (lock) {
            DecodedStreamStatistics played = stream.statistics();
            return new PhoneMedia(
                    session.outgoing(),
                    session.incoming(),
                    audio.sendFormat().audio().map(AudioEncoding::name).orElse("?"),
                    audio.srtp().map(keys -> keys.send().suite().name()).orElse(""),
                    new PhoneMedia.Addresses(
                            local, audio.remote().rtp().toString(), seen == null ? "" : text(seen)),
                    closed ? new PhoneMedia.Levels(0, 0) : sender.levels(),
                    new PhoneMedia.PlayoutCounts(
                            played.packets().late(),
                            played.concealedMillis() * AudioFrame.PER_SECOND / 1000,
                            played.packets().dropped(),
                            played.bufferedMillis()),
                    digits,
                    new PhoneMedia.Refused(malformed, strangers, unauthentic, replayed));
        }
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /// Says goodbye by RTCP, stops the threads, closes sockets, source and sink. Does not wait.
    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
        }
        sender.stop();
    }
}
