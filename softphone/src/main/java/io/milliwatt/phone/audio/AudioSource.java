package io.milliwatt.phone.audio;

/// Makes what the phone sends. Used by one thread; must not block.
public interface AudioSource extends AutoCloseable {
    /// Writes the next frame: linear 16 bit, 8,000 samples a second. Silence once there is nothing
    /// more.
    void read(short[] frame);

    /// Frees what it holds. Never throws.
    @Override
    void close();
}
