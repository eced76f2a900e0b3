package io.milliwatt.engine.app;

import io.milliwatt.engine.media.AudioSource;
import io.milliwatt.engine.media.MediaPath;
import java.util.Arrays;

/// Sends silence: packets that hold nothing to hear.
final class Silence implements CallApplication {
    private static final int SAMPLE_RATE_HZ = 8_000;

    @Override
    public void start(MediaPath path, long nowNanos) {
        path.play(
                AudioSource.endless(
                        SAMPLE_RATE_HZ,
                        (samples, offset, count) ->
                                Arrays.fill(samples, offset, offset + count, (short) 0)),
                nowNanos,
                _ -> {});
    }
}
