package io.milliwatt.phone.audio;

/// Takes what the phone hears. Used by one thread; must not block.
public interface AudioSink extends AutoCloseable {
    /// Takes the next frame: linear 16 bit, 8,000 samples a second. The array is used again after
    /// the return.
    void write(short[] frame);

    /// Finishes what was written and frees what it holds. Never throws.
    @Override
    void close();
}
