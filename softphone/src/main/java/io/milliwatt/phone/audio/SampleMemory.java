package io.milliwatt.phone.audio;

import java.time.Duration;
import java.util.Arrays;

/// The first samples of a stream, up to a limit. One thread adds, any thread copies; nobody waits.
final class SampleMemory {
    private static final int FIRST_SAMPLES = 5 * AudioFrame.SAMPLE_RATE_HZ;

    private final int limit;
    // kept before count is raised: who reads count first sees at least that many samples
    private volatile short[] kept;
    private volatile int count;
    private volatile long missed;

    SampleMemory(Duration limit) {
        this.limit =
                Math.toIntExact(
                        Math.multiplyExact(limit.toMillis(), AudioFrame.SAMPLE_RATE_HZ) / 1000);
        kept = new short[Math.min(this.limit, FIRST_SAMPLES)];
    }

    void add(short[] frame) {
        int from = count;
        int taken = Math.min(frame.length, limit - from);
        if (from + taken > kept.length) {
            int doubled = (int) Math.min(limit, 2L * Math.max(kept.length, frame.length));
            kept = Arrays.copyOf(kept, Math.max(doubled, from + taken));
        }
        System.arraycopy(frame, 0, kept, from, taken);
        count = from + taken;
        missed = missed + frame.length - taken;
    }

    short[] samples() {
        int complete = count;
        return Arrays.copyOf(kept, complete);
    }

    /// Samples that came after the limit.
    long missed() {
        return missed;
    }
}
