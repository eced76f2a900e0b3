package io.milliwatt.phone;

import io.milliwatt.phone.audio.AudioFrame;
import io.milliwatt.phone.audio.AudioSink;
import io.milliwatt.phone.audio.AudioSource;
import io.milliwatt.protocol.audio.LevelMeter;
import io.milliwatt.protocol.dtmf.DtmfSender.EventPacket;
import io.milliwatt.protocol.rtp.RtpSequence;
import io.milliwatt.protocol.rtp.RtpTimestamp;
import io.milliwatt.protocol.sdp.NegotiatedFormat;
import io.milliwatt.protocol.sdp.NegotiatedMedia;
import io.milliwatt.protocol.session.RtpSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The clock of a call's media: every 20 ms, counted from its start and not from the last time, it
/// takes a frame from the source, sends a packet when one is full, and plays a frame. One platform
/// thread; all fields are its own but for what is volatile or atomic.
final class MediaSender implements Runnable {
    private static final long FRAME_NANOS = 20_000_000L;

    /// Further behind than this, the time is given up instead of sending a burst.
    private static final long GIVE_UP_BEHIND_NANOS = 10 * FRAME_NANOS;

    // 60 ms of the largest: three frames of Opus at 1276 octets, and the header
    private static final int MAX_PACKET = 4000;
    private static final int MAX_SAMPLES = 480; // 60 ms, the longest packet time negotiated
    private static final int MARKER = 0x80;

    /// What is sent and where what is heard goes.
    private record Ends(AudioSource source, AudioSink sink) {
        void close() {
            source.close();
            sink.close();
        }
    }

    private final CallMedia media;
    private final Thread thread;
    private final AtomicReference<Optional<Ends>> replacement =
            new AtomicReference<>(Optional.empty());
    private final ByteBuffer out =
            ByteBuffer.allocateDirect(Math.max(MAX_PACKET, RtpSession.MAX_RTCP_SIZE));
    private final OutgoingProtection protection = new OutgoingProtection();
    private final short[] frame = new short[AudioFrame.SAMPLES];
    private final short[] heard = new short[AudioFrame.SAMPLES];
    private final short[] packet = new short[MAX_SAMPLES];
    private @Nullable SpeechEncoder encoder;
    private int packetSamples;
    private int sequence;
    private long timestamp;
    private boolean talking;
    private volatile boolean running = true;
    private volatile double sentLevel;
    private volatile double heardLevel;

    MediaSender(CallMedia media, int firstSequence, long firstTimestamp) {
        this.media = media;
        sequence = firstSequence;
        timestamp = firstTimestamp;
        thread = Thread.ofPlatform().daemon().name("phone-media-out").unstarted(this);
    }

    void start(AudioSource source, AudioSink sink) {
        setAudio(source, sink);
        thread.start();
    }

    /// Takes effect with the next frame; the thread then closes what was used before.
    void setAudio(AudioSource source, AudioSink sink) {
        replacement.getAndSet(Optional.of(new Ends(source, sink))).ifPresent(Ends::close);
        if (!running && !thread.isAlive()) {
            replacement.getAndSet(Optional.empty()).ifPresent(Ends::close);
        }
    }

    PhoneMedia.Levels levels() {
        return new PhoneMedia.Levels(sentLevel, heardLevel);
    }

    void stop() {
        running = false;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        Ends ends = replacement.getAndSet(Optional.empty()).orElseThrow();
        long due = System.nanoTime();
        try {
            while (running) {
                Optional<Ends> other = replacement.getAndSet(Optional.empty());
                if (other.isPresent()) {
                    ends.close();
                    ends = other.get();
                }
                tick(ends);
                due += FRAME_NANOS;
                if (System.nanoTime() - due > GIVE_UP_BEHIND_NANOS) {
                    due = System.nanoTime();
                }
                awaitTime(due);
            }
            goodbye();
        } finally {
            media.sockets().close();
            ends.close();
            replacement.getAndSet(Optional.empty()).ifPresent(Ends::close);
        }
    }

    private void awaitTime(long due) {
        long left = due - System.nanoTime();
        while (left > 0 && running) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }

    private void tick(Ends ends) {
        NegotiatedMedia audio = media.audio();
        ends.source().read(frame); // read while muted too: what is played goes on
        if (media.muted() || media.held()) {
            Arrays.fill(frame, (short) 0);
        }
        sentLevel = LevelMeter.level(frame, 0, frame.length);
        send(audio);
        play(ends.sink());
        sendRtcp(audio);
    }

    /// Puts the frame into the packet and sends it when it is full.
    private void send(NegotiatedMedia audio) {
        System.arraycopy(frame, 0, packet, packetSamples, frame.length);
        packetSamples += frame.length;
        int perPacket = audio.ptimeMillis() * AudioFrame.SAMPLE_RATE_HZ / 1000;
        // 10, 30 and 50 ms are no multiples of a frame: the next longer one is sent
        if (packetSamples < perPacket && packetSamples + frame.length <= packet.length) {
            return;
        }
        if (audio.localDirection().sends()) {
            Optional<EventPacket> event = media.nextEvent(timestamp);
            if (event.isPresent() && audio.telephoneEvent().isPresent()) {
                sendEvent(audio, event.get());
            } else {
                sendAudio(audio);
            }
        } else {
            talking = false;
        }
        timestamp = RtpTimestamp.add(timestamp, encoderOf(audio).ticks(packetSamples));
        packetSamples = 0;
    }

    private void sendAudio(NegotiatedMedia audio) {
        SpeechEncoder speech = encoderOf(audio);
        int octets = speech.encode(packet, packetSamples);
        int payloadType = speech.format().payloadType();
        header(payloadType | (talking ? 0 : MARKER), timestamp);
        out.put(speech.payload(), 0, octets);
        talking = true;
        transmit(audio, payloadType, timestamp, octets);
    }

    private SpeechEncoder encoderOf(NegotiatedMedia audio) {
        NegotiatedFormat format = audio.sendFormat();
        SpeechEncoder known = encoder;
        if (known == null || !known.format().equals(format)) {
            known = new SpeechEncoder(format, MAX_SAMPLES);
            encoder = known;
        }
        return known;
    }

    private void sendEvent(NegotiatedMedia audio, EventPacket event) {
        int payloadType = audio.telephoneEvent().orElseThrow().payloadType();
        header(payloadType | (event.marker() ? MARKER : 0), event.timestamp());
        event.event().writeTo(out);
        transmit(audio, payloadType, event.timestamp(), event.event().size());
    }

    private void header(int markerAndType, long packetTimestamp) {
        out.clear()
                .put((byte) 0x80)
                .put((byte) markerAndType)
                .putShort((short) sequence)
                .putInt((int) packetTimestamp)
                .putInt((int) media.ssrc());
        sequence = RtpSequence.next(sequence);
    }

    private void transmit(
            NegotiatedMedia audio, int payloadType, long packetTimestamp, int octets) {
        long now = System.nanoTime();
        InetSocketAddress target = audio.remote().rtp().toSocketAddress();
        media.seen(PacketTap.Direction.SENT, target, out.flip(), now);
        if (protection.seal(out, audio.srtp()) && transmit(media.sockets().rtp(), target)) {
            media.sent(payloadType, packetTimestamp, octets, now);
        }
    }

    /// Sends what is in the buffer; what the network does not take is lost, as any packet may be.
    private boolean transmit(DatagramChannel channel, InetSocketAddress target) {
        if (target.isUnresolved() || target.getPort() == 0) {
            return false;
        }
        try {
            return channel.send(out, target) > 0;
        } catch (PortUnreachableException e) {
            media.portUnreachable();
            return false;
        } catch (AlreadyConnectedException e) {
            media.reconnect(); // the far end's address has just changed
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private void play(AudioSink sink) {
        media.pull(heard, System.nanoTime());
        if (media.held()) {
            Arrays.fill(heard, (short) 0);
        }
        heardLevel = LevelMeter.level(heard, 0, heard.length);
        sink.write(heard);
    }

    private void sendRtcp(NegotiatedMedia audio) {
        if (media.writeRtcp(out.clear(), System.nanoTime()) > 0) {
            transmitRtcp(audio);
        }
    }

    private void transmitRtcp(NegotiatedMedia audio) {
        InetSocketAddress target = audio.remote().rtcp().toSocketAddress();
        media.seen(PacketTap.Direction.SENT, target, out.flip(), System.nanoTime());
        boolean _ =
                protection.sealRtcp(out, audio.srtp())
                        && transmit(
                                audio.remote().rtcpMux()
                                        ? media.sockets().rtp()
                                        : media.sockets().rtcp(),
                                target);
    }

    private void goodbye() {
        if (media.writeBye(out.clear(), System.nanoTime()) > 0) {
            transmitRtcp(media.audio());
        }
    }
}
