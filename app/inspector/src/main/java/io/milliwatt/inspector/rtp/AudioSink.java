package io.milliwatt.inspector.rtp;

import java.io.IOException;

/// Takes the sound of a stream.
@FunctionalInterface
public interface AudioSink {
    /// The next samples, mono, 16 bits. The array is used again afterwards.
    void onSamples(short[] samples, int count) throws IOException;
}
