package io.milliwatt.presentation.settings;

import io.milliwatt.bench.call.AudioChoice;
import java.util.Optional;

/// What a call sends and where it is heard.
///
/// @param reference true: the reference signal, measured when it comes back; false: microphone and
///   speaker
/// @param input name of the microphone; empty = the system's default
/// @param output name of the speaker; empty = the system's default
public record AudioSetting(boolean reference, Optional<String> input, Optional<String> output) {
    public static final AudioSetting DEFAULT =
            new AudioSetting(true, Optional.empty(), Optional.empty());

    public AudioSetting withReference(boolean newReference) {
        return new AudioSetting(newReference, input, output);
    }

    public AudioSetting withInput(Optional<String> newInput) {
        return new AudioSetting(reference, newInput, output);
    }

    public AudioSetting withOutput(Optional<String> newOutput) {
        return new AudioSetting(reference, input, newOutput);
    }

    /// As a call request takes it.
    public AudioChoice choice() {
        return reference
                ? new AudioChoice.Reference(Optional.empty())
                : new AudioChoice.Devices(input, output);
    }
}
