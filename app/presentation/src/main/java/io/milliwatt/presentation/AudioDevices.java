package io.milliwatt.presentation;

import java.util.List;

/// Names of the sound devices of this machine; empty where there is none.
public record AudioDevices(List<String> inputs, List<String> outputs) {
    public static final AudioDevices NONE = new AudioDevices(List.of(), List.of());

    public AudioDevices {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// Whether a call can be heard and spoken.
    public boolean usable() {
        return !inputs.isEmpty() && !outputs.isEmpty();
    }
}
