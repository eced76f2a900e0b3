package io.milliwatt.phone;

import io.milliwatt.phone.audio.AudioFrame;
import io.milliwatt.protocol.audio.Resampler;
import io.milliwatt.protocol.codec.AudioEncoder;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.Opus;
import io.milliwatt.protocol.sdp.NegotiatedFormat;
import java.util.Optional;

/// Encodes the phone's frames of 8 kHz with one negotiated format, whatever its sample rate. One
/// thread owns it.
final class SpeechEncoder {
    private final NegotiatedFormat format;
    private final AudioEncoding encoding;
    private final AudioEncoder encoder;
    private final Optional<Resampler> resampler;
    private final short[] resampled;
    private final byte[] payload;

    /// @param mostSamples the longest packet, samples of 8 kHz
    SpeechEncoder(NegotiatedFormat format, int mostSamples) {
        this.format = format;
        encoding = atPhoneRate(format.audio().orElseThrow());
        encoder = encoding.newEncoder();
        resampler =
                encoding.sampleRateHz() == AudioFrame.SAMPLE_RATE_HZ
                        ? Optional.empty()
                        : Optional.of(
                                Resampler.streaming(
                                        AudioFrame.SAMPLE_RATE_HZ, encoding.sampleRateHz()));
        resampled = new short[resampler.map(one -> one.maxOutput(mostSamples)).orElse(mostSamples)];
        payload = new byte[encoding.maxEncodedSize(resampled.length)];
    }

    /// Opus codes at the phone's own rate; others have the rate they have.
    static AudioEncoding atPhoneRate(AudioEncoding encoding) {
        return encoding instanceof Opus opus ? opus.at(AudioFrame.SAMPLE_RATE_HZ) : encoding;
    }

    NegotiatedFormat format() {
        return format;
    }

    /// What [#encode(short[], int)] wrote.
    byte[] payload() {
        return payload;
    }

    /// Encodes a packet's samples and returns the octets of [#payload()].
    int encode(short[] samples, int count) {
        if (resampler.isEmpty()) {
            return encoder.encode(samples, 0, count, payload, 0);
        }
        int more = resampler.get().resample(samples, 0, count, resampled, 0);
        return encoder.encode(resampled, 0, more, payload, 0);
    }

    /// Ticks of the RTP timestamp in so many samples of 8 kHz.
    int ticks(int samples) {
        return (int) ((long) samples * encoding.clockRateHz() / AudioFrame.SAMPLE_RATE_HZ);
    }
}
