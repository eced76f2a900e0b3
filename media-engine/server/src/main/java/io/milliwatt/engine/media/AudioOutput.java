package io.milliwatt.engine.media;

import io.milliwatt.protocol.audio.Resampler;
import io.milliwatt.protocol.codec.AudioEncoder;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.Pcmu;
import io.milliwatt.protocol.rtp.RtpSequence;
import io.milliwatt.protocol.rtp.RtpTimestamp;
import io.milliwatt.protocol.sdp.NegotiatedMedia;
import io.milliwatt.transport.LoopTimer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Audio out: samples at any rate in, packets of the negotiated encoding and packet time out. The
/// sequence goes on when the application or the encoding changes. While the far end holds the call
/// nothing is sent, and the timestamp goes on.
public final class AudioOutput {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long GIVE_UP_BEHIND_NANOS = 200 * NANOS_PER_MILLI;
    private static final int MAX_PACKET_MILLIS = 60;
    private static final int MAX_PAYLOAD_OCTETS = 1_400;

    private static final short[] NOTHING = {};

    private final Scratch scratch;
    private short[] waiting = NOTHING;
    private int waitingCount;
    // random, RFC 3550, section 5.1; the upper half is left out so that no call begins next to the
    // wrap
    private int sequence;
    private long timestamp;
    private boolean talking;
    private @Nullable Sink sink;
    private @Nullable Pacer pacer;
    private @Nullable Resampler resampler;
    private int resamplerRateHz;

    /// Where packets go and how they are made.
    private record Sink(
            MediaTransport transport,
            NegotiatedMedia media,
            AudioEncoding encoding,
            AudioEncoder encoder,
            int packetMillis,
            int packetSamples) {}

    AudioOutput(Scratch scratch, long seed) {
        this.scratch = scratch;
        var random = new Random(seed);
        this.sequence = random.nextInt(0x8000);
        this.timestamp = random.nextInt() & 0xffff_ffffL;
    }

    void connect(MediaTransport transport, NegotiatedMedia media) {
        AudioEncoding encoding = media.sendFormat().audio().orElseThrow();
        Sink before = sink;
        AudioEncoder kept =
                before != null && before.encoding.equals(encoding) ? before.encoder : null;
        int millis = packetMillis(media.ptimeMillis(), encoding);
        sink =
                new Sink(
                        transport,
                        media,
                        encoding,
                        kept == null ? encoding.newEncoder() : kept,
                        millis,
                        millis * encoding.sampleRateHz() / 1_000);
        if (kept == null) {
            waitingCount = 0;
            resampler = null;
        }
    }

    /// The packet time agreed on, but so short that a packet fits one datagram without fragments.
    private static int packetMillis(int agreed, AudioEncoding encoding) {
        int millis = Math.clamp(agreed, 10, MAX_PACKET_MILLIS);
        while (millis > 10
                && encoding.maxEncodedSize(millis * encoding.sampleRateHz() / 1_000)
                        > MAX_PAYLOAD_OCTETS) {
            millis -= 10;
        }
        return millis;
    }

    /// The encoding that is sent; PCMU when there is no audio.
    public AudioEncoding encoding() {
        return sink == null ? Pcmu.INSTANCE : sink.encoding;
    }

    /// Milliseconds of audio in a packet.
    public int packetMillis() {
        return sink == null ? 20 : sink.packetMillis;
    }

    void disconnect() {
        sink = null;
    }

    /// Sample rate of what is sent: samples at this rate need no conversion.
    public int sampleRateHz() {
        return encoding().sampleRateHz();
    }

    /// Takes samples and sends the packets that they fill.
    public void write(short[] samples, int offset, int count, int rateHz, long nowNanos) {
        Sink to = sink;
        if (to == null) {
            return;
        }
        if (rateHz == to.encoding.sampleRateHz()) {
            collect(to, samples, offset, count, nowNanos);
            return;
        }
        Resampler converter = resampler;
        if (converter == null || resamplerRateHz != rateHz) {
            converter = Resampler.streaming(rateHz, to.encoding.sampleRateHz());
            resampler = converter;
            resamplerRateHz = rateHz;
        }
        int made = converter.resample(samples, offset, count, scratch.resampled, 0);
        collect(to, scratch.resampled, 0, made, nowNanos);
    }

    private void collect(Sink to, short[] samples, int offset, int count, long nowNanos) {
        if (waiting.length < to.packetSamples) {
            waiting = Arrays.copyOf(waiting, to.packetSamples);
        }
        int taken = 0;
        while (taken < count) {
            int part = Math.min(count - taken, to.packetSamples - waitingCount);
            System.arraycopy(samples, offset + taken, waiting, waitingCount, part);
            waitingCount += part;
            taken += part;
            if (waitingCount == to.packetSamples) {
                waitingCount = 0;
                sendPacket(to, nowNanos);
            }
        }
    }

    private void sendPacket(Sink to, long nowNanos) {
        int octets = to.encoder.encode(waiting, 0, to.packetSamples, scratch.encoded, 0);
        sendPacket(to, scratch.encoded, octets, nowNanos);
    }

    /// Sends a packet's worth of audio that is encoded already.
    public void writeEncoded(byte[] payload, int octets, long nowNanos) {
        if (sink != null) {
            sendPacket(sink, payload, octets, nowNanos);
        }
    }

    private void sendPacket(Sink to, byte[] payload, int octets, long nowNanos) {
        ByteBuffer out = scratch.out.clear();
        out.put((byte) 0x80)
                .put((byte) (to.media.sendFormat().payloadType() | (talking ? 0 : 0x80)))
                .putShort((short) sequence)
                .putInt((int) timestamp)
                .putInt((int) to.transport.ownSsrc(to.encoding.clockRateHz()))
                .put(payload, 0, octets)
                .flip();
        talking =
                scratch.outView.wrap(out) == null
                        && to.transport.send(scratch.outView, to.media, nowNanos);
        if (talking) {
            sequence = RtpSequence.next(sequence);
        }
        timestamp = RtpTimestamp.add(timestamp, to.encoding.ticksPer(to.packetSamples));
    }

    /// The timer that sends a source; it replaces what was played.
    LoopTimer play(AudioSource source, long nowNanos, LongConsumer ended) {
        var fresh = new Pacer(source, nowNanos, ended);
        pacer = fresh;
        return fresh;
    }

    /// Plays nothing any more.
    public void stop() {
        pacer = null;
    }

    /// Paces on the times that packets are due, not on the times when the loop came to it: no
    /// drift.
    private final class Pacer implements LoopTimer {
        private final AudioSource source;
        private final LongConsumer ended;
        private long dueNanos;

        Pacer(AudioSource source, long dueNanos, LongConsumer ended) {
            this.source = source;
            this.dueNanos = dueNanos;
            this.ended = ended;
        }

        @Override
        public long run(long nowNanos) {
            Sink to = sink;
            if (pacer != this || to != null && !to.transport.isRunning()) {
                return STOP;
            }
            int millis = packetMillis();
            int count = millis * source.sampleRateHz() / 1_000;
            int made = source.fill(scratch.samples, 0, count);
            if (made < count) {
                Arrays.fill(scratch.samples, made, count, (short) 0);
            }
            write(scratch.samples, 0, count, source.sampleRateHz(), nowNanos);
            if (made < count) {
                pacer = null;
                ended.accept(nowNanos);
                return STOP;
            }
            dueNanos += millis * NANOS_PER_MILLI;
            if (nowNanos - dueNanos > GIVE_UP_BEHIND_NANOS) {
                dueNanos = nowNanos;
            }
            return dueNanos;
        }
    }
}
