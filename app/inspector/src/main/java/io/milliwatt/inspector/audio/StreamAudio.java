package io.milliwatt.inspector.audio;

import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.rtp.PayloadUse;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.protocol.codec.AudioDecoder;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.AudioEncodings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Samples of a stream, laid out by their RTP timestamps as an endless jitter buffer would do.
///
/// @param samples mono, 16 bits; empty when it cannot be decoded
/// @param note what is to be known about them, or why there are none; empty = nothing
public record StreamAudio(int sampleRateHz, short[] samples, String note) {
    /// Samples that are made at most: half an hour at 48 kHz.
    private static final int MOST_SAMPLES = 30 * 60 * 48_000;

    /// Reads a stream of a capture.
    public static StreamAudio read(Path capture, StreamReport stream) throws IOException {
        PayloadUse payload = stream.mainPayload();
        Optional<AudioEncoding> encoding =
                AudioEncodings.byRtpMap(payload.codec(), payload.clockRateHz());
        if (encoding.isEmpty()) {
            String codec =
                    payload.codec().isEmpty()
                            ? "payload type " + payload.payloadType() + ", which no SDP explains"
                            : payload.codec();
            return new StreamAudio(8_000, new short[0], "it is " + codec);
        }
        var packets = new StreamPackets(stream.key(), payload.payloadType());
        CaptureFile.at(capture).read(packets);
        return decoded(encoding.get(), packets.inOrder(), packets.note());
    }

    private static StreamAudio decoded(
            AudioEncoding encoding, List<StreamPackets.Audio> packets, String note) {
        AudioDecoder decoder = encoding.newDecoder();
        int rate = encoding.sampleRateHz();
        short[] samples = new short[0];
        int end = 0;
        boolean cut = false;
        for (StreamPackets.Audio packet : packets) {
            ByteBuffer payload = ByteBuffer.wrap(packet.payload());
            int count = encoding.decodedSamples(payload, 0, payload.capacity());
            long at =
                    (packet.timestamp() - packets.getFirst().timestamp())
                            * rate
                            / encoding.clockRateHz();
            if (count <= 0 || at < 0) {
                continue;
            }
            if (at + count > MOST_SAMPLES) {
                cut = true;
                break;
            }
            int from = (int) at;
            if (from + count > samples.length) {
                int size = Math.max(from + count, Math.min(2 * samples.length, MOST_SAMPLES));
                samples = Arrays.copyOf(samples, size);
            }
            int made = decoder.decode(payload, 0, payload.capacity(), samples, from);
            end = Math.max(end, from + made);
        }
        String whole = cut ? "only the first half hour" : "";
        return new StreamAudio(
                rate,
                Arrays.copyOf(samples, end),
                note.isEmpty() || whole.isEmpty() ? note + whole : note + "; " + whole);
    }
}
