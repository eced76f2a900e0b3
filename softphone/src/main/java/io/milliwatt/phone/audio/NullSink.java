package io.milliwatt.phone.audio;

/// Hears nothing.
public final class NullSink implements AudioSink {
    @Override
    public void write(short[] frame) {
        // nobody listens
    }

    @Override
    public void close() {
        // holds nothing
    }
}
