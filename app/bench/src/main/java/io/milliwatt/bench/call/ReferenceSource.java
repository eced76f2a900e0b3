package io.milliwatt.bench.call;

import io.milliwatt.phone.audio.AudioSource;
import io.milliwatt.protocol.audio.ReferenceSignal;

/// Sends the reference signal, which can be found again in what comes back.
final class ReferenceSource implements AudioSource {
    private final ReferenceSignal signal = new ReferenceSignal();

    @Override
    public void read(short[] frame) {
        signal.fill(frame, 0, frame.length);
    }

    @Override
    public void close() {}
}
