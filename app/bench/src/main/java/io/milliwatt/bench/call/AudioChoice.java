package io.milliwatt.bench.call;

import java.nio.file.Path;
import java.util.Optional;

/// What the phone sends and where it puts what it hears.
public sealed interface AudioChoice {
    /// Sends the reference signal, so that what comes back can be measured. Optionally writes what
    /// is heard to a WAV file.
    record Reference(Optional<Path> recordTo) implements AudioChoice {}

    /// Sends a tone.
    record Tone(double frequencyHz, Optional<Path> recordTo) implements AudioChoice {}

    /// Sends a WAV file.
    record WavFile(Path file, Optional<Path> recordTo) implements AudioChoice {}

    /// Sends silence.
    record Silence(Optional<Path> recordTo) implements AudioChoice {}

    /// Microphone and loudspeaker; a name of [io.milliwatt.phone] devices, or empty for the
    /// default.
    record Devices(Optional<String> input, Optional<String> output) implements AudioChoice {}
}
