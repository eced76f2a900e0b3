package io.milliwatt.phone.audio;

import java.time.Duration;

/// Passes on another source and remembers what was sent, from the start up to a limit. Owns that
/// source. [#samples] may be called from any thread, also after [#close].
public final class CapturingSource implements AudioSource {
    private final AudioSource source;
    private final SampleMemory memory;

    public CapturingSource(AudioSource source) {
        this(source, CaptureSink.DEFAULT_LIMIT);
    }

    public CapturingSource(AudioSource source, Duration limit) {
        this.source = source;
        memory = new SampleMemory(limit);
    }

    @Override
    public void read(short[] frame) {
        source.read(frame);
        memory.add(frame);
    }

    /// A copy of what was sent so far.
    public short[] samples() {
        return memory.samples();
    }

    /// Samples not kept because the limit was reached.
    public long missedSamples() {
        return memory.missed();
    }

    @Override
    public void close() {
        source.close();
    }
}
