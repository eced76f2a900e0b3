package io.milliwatt.phone.audio;

import java.util.Arrays;

/// Samples of value 0, without end.
public final class SilenceSource implements AudioSource {
    @Override
    public void read(short[] frame) {
        Arrays.fill(frame, (short) 0);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
