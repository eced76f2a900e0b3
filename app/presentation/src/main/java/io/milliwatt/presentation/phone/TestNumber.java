package io.milliwatt.presentation.phone;

import java.util.List;

/// A number of the built-in engine that tests something.
///
/// @param number the user part to dial
/// @param proves what a call to it shows
public record TestNumber(String number, String proves) {
    /// Those worth a button; docs/engine.md has all.
    public static final List<TestNumber> ALL =
            List.of(
                    new TestNumber("echo", "Sends every packet back: both directions work"),
                    new TestNumber("milliwatt", "1004 Hz at 0 dBm0: audio comes from the engine"),
                    new TestNumber("tone-440", "440 Hz: the same, at another pitch"),
                    new TestNumber("silence", "Answers and is silent: silence is not a fault"),
                    new TestNumber("status-486", "Refuses with 486: how a refusal looks"));
}
