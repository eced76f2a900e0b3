package io.milliwatt.bench.call;

import io.milliwatt.phone.audio.AudioSink;
import io.milliwatt.protocol.audio.LevelMeter;

/// Counts the frames that are loud enough to be heard.
final class LoudnessSink implements AudioSink {
    /// Comfort noise and the codecs' idle noise stay below; dBm0.
    static final double AUDIBLE_DBM0 = -50;

    /// Half a second.
    private static final long AUDIBLE_FRAMES = 25;

    private volatile long loudFrames;

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    public void write(short[] frame) {
        if (LevelMeter.dbm0(frame, 0, frame.length) > AUDIBLE_DBM0) {
            loudFrames++;
        }
    }

    /// Whether at least half a second was to be heard.
    boolean heard() {
        return loudFrames >= AUDIBLE_FRAMES;
    }

    @Override
    public void close() {}
}
