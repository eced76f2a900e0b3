package io.milliwatt.phone.audio;

import java.time.Duration;

/// Keeps what the phone hears in memory, from the start up to a limit. [#samples] may be called
/// from any thread, also while the call goes on and after [#close].
public final class CaptureSink implements AudioSink {
    /// How much is kept unless told otherwise.
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);

    private final SampleMemory memory;

    public CaptureSink() {
        this(DEFAULT_LIMIT);
    }

    public CaptureSink(Duration limit) {
        memory = new SampleMemory(limit);
    }

    @Override
    public void write(short[] frame) {
        memory.add(frame);
    }

    /// A copy of what was heard so far.
    public short[] samples() {
        return memory.samples();
    }

    /// Samples not kept because the limit was reached.
    public long missedSamples() {
        return memory.missed();
    }

    @Override
    public void close() {
        // the samples stay readable
    }
}
