package io.milliwatt.phone.audio;

/// Gives every frame to two sinks, in order. Owns both: closing it closes both.
public final class TeeSink implements AudioSink {
    private final AudioSink first;
    private final AudioSink second;

    public TeeSink(AudioSink first, AudioSink second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void write(short[] frame) {
        first.write(frame);
        second.write(frame);
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
