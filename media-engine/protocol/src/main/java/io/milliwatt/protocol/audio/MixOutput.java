package io.milliwatt.protocol.audio;

import io.milliwatt.protocol.codec.AudioEncoder;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.Opus;
import org.jspecify.annotations.Nullable;

/// One mix in one encoding: the packet of the frame it was last asked for.
final class MixOutput {
    private final int frame;
    private final @Nullable Resampler resampler;
    private final AudioEncoder encoder;
    private final short[] resampled;
    private final byte[] packet;
    private int octets;
    private long frameNumber = -1;

    MixOutput(AudioEncoding wanted, int sampleRateHz, int frameSamples) {
        AudioEncoding encoding =
                wanted instanceof Opus opus && Opus.codesAt(sampleRateHz)
                        ? opus.at(sampleRateHz)
                        : wanted;
        frame = frameSamples;
        encoder = encoding.newEncoder();
        int outHz = encoding.sampleRateHz();
        resampler = outHz == sampleRateHz ? null : Resampler.streaming(sampleRateHz, outHz);
        int most = resampler == null ? frameSamples : resampler.maxOutput(frameSamples);
        resampled = new short[most];
        packet = new byte[encoding.maxEncodedSize(most)];
    }

    /// Encodes the mix, unless this frame was encoded before.
    void update(long number, short[] mix) {
        if (number == frameNumber) {
            return;
        }
        frameNumber = number;
        if (resampler == null) {
            octets = encoder.encode(mix, 0, frame, packet, 0);
        } else {
            int count = resampler.resample(mix, 0, frame, resampled, 0);
            octets = encoder.encode(resampled, 0, count, packet, 0);
        }
    }

    int copyTo(byte[] out, int offset) {
        System.arraycopy(packet, 0, out, offset, octets);
        return octets;
    }
}
