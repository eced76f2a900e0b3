package io.milliwatt.engine.app;

import io.milliwatt.engine.media.AudioSource;
import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.protocol.audio.ToneGenerator;

/// Sends a tone from the answer on.
final class Tone implements CallApplication {
    private static final int SAMPLE_RATE_HZ = 8_000;

    private final ToneGenerator generator;

    /// @param frequencyHz 1..3999
    /// @param levelDbm0 level, dBm0 of ITU-T G.711
    Tone(double frequencyHz, double levelDbm0) {
        generator = new ToneGenerator(frequencyHz, levelDbm0, SAMPLE_RATE_HZ);
    }

    @Override
    public void start(MediaPath path, long nowNanos) {
        path.play(AudioSource.endless(SAMPLE_RATE_HZ, generator::fill), nowNanos, _ -> {});
    }
}
