package io.milliwatt.engine.media;

/// Makes the audio that a call application sends.
@FunctionalInterface
public interface AudioFiller {
    /// Writes the next samples, linear 16 bit, 8,000 a second.
    void fill(short[] samples, int offset, int count);
}
