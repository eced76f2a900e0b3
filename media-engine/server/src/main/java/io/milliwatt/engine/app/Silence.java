package io.milliwatt.engine.app;

import io.milliwatt.engine.media.MediaPath;
import java.util.Arrays;

/// Sends silence: packets that hold nothing to hear.
final class Silence implements CallApplication {
    @Override
    public void start(MediaPath path, long nowNanos) {
        path.sendAudio(
                (samples, offset, count) -> Arrays.fill(samples, offset, offset + count, (short) 0),
                nowNanos);
    }
}
