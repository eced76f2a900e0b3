package io.milliwatt.phone.audio;

import io.milliwatt.protocol.audio.DigitalLevel;
import io.milliwatt.protocol.audio.ToneGenerator;

/// A sine without end, its phase continuous from frame to frame. 0 dBm0 is 3.14 dB below a sine of
/// full scale (ITU-T G.711, A-law).
public final class ToneSource implements AudioSource {
    private final ToneGenerator generator;

    /// @param frequencyHz above 0, below 4,000
    /// @param levelDbm0 at most 3.14
    /// @throws IllegalArgumentException when one of them is out of range
    public ToneSource(double frequencyHz, double levelDbm0) {
        generator =
                new ToneGenerator(
                        frequencyHz, DigitalLevel.A_LAW, levelDbm0, AudioFrame.SAMPLE_RATE_HZ);
    }

    @Override
    public void read(short[] frame) {
        generator.fill(frame, 0, frame.length);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
