package io.milliwatt.inspector.rtp;

import io.milliwatt.protocol.audio.PacketLossConcealment;
import io.milliwatt.protocol.codec.AudioDecoder;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.AudioEncodings;
import io.milliwatt.protocol.rtp.RtpTimestamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lays the decoded packets of a stream one behind the other, in the order of their sequence
/// numbers, where their timestamps say.
final class AudioTrack {
    private static final int MOST_MARKS = 10_000;
    private static final int MOST_SAMPLES_OF_A_PACKET = 48_000; // a second at 48 kHz
    private static final int PIECE = 960;

    /// A longer step of the timestamps is a jump of the sender's clock, not silence.
    private static final int JUMP_SECONDS = 60;

    private final StreamKey key;
    private final MediaHints hints;
    private final AudioSink sink;
    private final List<AudioMark> marks = new ArrayList<>();
    private final Map<AudioEncoding, AudioDecoder> decoders = new HashMap<>();
    private final short[] decoded = new short[MOST_SAMPLES_OF_A_PACKET];
    private final short[] filled = new short[PIECE];
    private @Nullable PacketLossConcealment concealment;
    private @Nullable AudioDecoder lastDecoder;
    private int sampleRateHz;
    private long samples;
    private boolean started;
    private long lastTimestamp;

    /// Where on the track the timestamp `anchorTimestamp` is.
    private long anchorSample;

    private long anchorTimestamp;

    AudioTrack(StreamKey key, MediaHints hints, AudioSink sink) {
        this.key = key;
        this.hints = hints;
        this.sink = sink;
    }

    /// @param lost packets that are missing before this one
    void add(RtpFields packet, long lost, boolean isLate) throws IOException {
        MediaFormat format = hints.format(key.source(), key.destination(), packet.payloadType);
        Optional<AudioEncoding> encoding =
                AudioEncodings.byRtpMap(format.codec(), format.clockRateHz());
        if (encoding.isEmpty() || !isOfTrack(encoding.get())) {
            if (sampleRateHz > 0 && !MediaHints.isAside(packet.payloadType, format.codec())) {
                mark(AudioMark.Kind.UNDECODED, 0, packet.frame);
            }
            return;
        }
        bringTo(packet, encoding.get(), lost);
        if (isLate) {
            mark(AudioMark.Kind.LATE, 0, packet.frame);
        }
        decode(packet, encoding.get());
    }

    /// The first encoding sets the sample rate of the track.
    private boolean isOfTrack(AudioEncoding encoding) {
        if (sampleRateHz == 0) {
            sampleRateHz = encoding.sampleRateHz();
            concealment = new PacketLossConcealment(sampleRateHz);
        }
        return sampleRateHz == encoding.sampleRateHz();
    }

    /// Fills the track up to where the packet belongs.
    private void bringTo(RtpFields packet, AudioEncoding encoding, long lost) throws IOException {
        long timestamp =
                RtpTimestamp.unwrap(started ? lastTimestamp : packet.timestamp, packet.timestamp);
        if (!started) {
            started = true;
            anchorTimestamp = timestamp;
        }
        lastTimestamp = timestamp;
        long at =
                anchorSample
                        + (timestamp - anchorTimestamp) * sampleRateHz / encoding.clockRateHz();
        long missing = at - samples;
        if (missing < 0 || missing > (long) JUMP_SECONDS * sampleRateHz) {
            if (Math.abs(missing) > sampleRateHz / 100) {
                mark(AudioMark.Kind.JUMP, 0, packet.frame);
            }
            anchorSample = samples;
            anchorTimestamp = timestamp;
        } else if (missing > 0) {
            mark(lost > 0 ? AudioMark.Kind.LOST : AudioMark.Kind.SILENCE, missing, packet.frame);
            fill(missing, lost > 0);
        }
    }

    private void fill(long missing, boolean isLost) throws IOException {
        for (long left = missing; left > 0; ) {
            int count = (int) Math.min(PIECE, left);
            int own = isLost && lastDecoder != null ? lastDecoder.conceal(filled, 0, count) : 0;
            if (own == 0 && isLost && concealment != null) {
                concealment.conceal(filled, 0, count);
            } else if (own == 0) {
                Arrays.fill(filled, 0, count, (short) 0);
            }
            give(filled, count);
            left -= count;
        }
    }

    private void decode(RtpFields packet, AudioEncoding encoding) throws IOException {
        AudioDecoder decoder = decoders.computeIfAbsent(encoding, AudioEncoding::newDecoder);
        ByteBuffer payload = ByteBuffer.wrap(packet.bytes);
        int at = packet.payloadOffset;
        int octets = packet.payloadThere;
        int count = octets == 0 ? 0 : encoding.decodedSamples(payload, at, octets);
        if (count <= 0 || count > decoded.length) {
            mark(AudioMark.Kind.UNDECODED, 0, packet.frame);
            return;
        }
        count = decoder.decode(payload, at, octets, decoded, 0);
        if (concealment != null) {
            concealment.good(decoded, 0, count);
        }
        lastDecoder = decoder;
        give(decoded, count);
    }

    private void give(short[] pcm, int count) throws IOException {
        sink.onSamples(pcm, count);
        samples += count;
    }

    /// A packet came a second time.
    void duplicate(long frame) {
        mark(AudioMark.Kind.DUPLICATE, 0, frame);
    }

    private void mark(AudioMark.Kind kind, long length, long frame) {
        if (marks.size() < MOST_MARKS) {
            marks.add(new AudioMark(kind, samples, length, frame));
        }
    }

    List<AudioMark> marks() {
        return List.copyOf(marks);
    }

    int sampleRateHz() {
        return sampleRateHz;
    }

    long samples() {
        return samples;
    }
}
