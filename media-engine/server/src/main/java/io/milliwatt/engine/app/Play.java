package io.milliwatt.engine.app;

import io.milliwatt.engine.media.AudioSource;
import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.engine.sound.PcmWav;
import java.util.function.Supplier;

/// Plays a sound again and again, with a pause between.
final class Play implements CallApplication {
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Supplier<PcmWav> sound;

    /// @param sound asked each time, so that a new one is heard by running calls too
    Play(Supplier<PcmWav> sound) {
        this.sound = sound;
    }

    @Override
    public void start(MediaPath path, long nowNanos) {
        PcmWav now = sound.get();
        path.play(
                AudioSource.of(now.sampleRateHz(), now.samples()),
                nowNanos,
                endNanos -> path.runAt(endNanos + PAUSE_NANOS, again -> start(path, again)));
    }
}
