package io.milliwatt.presentation.phone;

import java.time.Duration;

/// How the phone is. `target` is the address that was dialled.
public sealed interface PhoneState {
    /// No call yet.
    record Idle() implements PhoneState {}

    /// To be called as soon as the taps that shall see the call are in place.
    record Preparing(String target) implements PhoneState {}

    /// Called, no answer of any kind yet.
    record Dialling(String target) implements PhoneState {}

    /// The far end rings.
    record Ringing(String target) implements PhoneState {}

    /// Answered.
    ///
    /// @param duration since the answer
    /// @param codec encoding name; empty until a packet came
    record Connected(String target, Duration duration, String codec) implements PhoneState {}

    /// Answered, and on hold by us.
    record Held(String target, Duration duration, String codec) implements PhoneState {}

    /// Over.
    ///
    /// @param outcome what kind of end
    /// @param reason why, in words
    /// @param fix what to do about it; empty where there is nothing to mend
    /// @param duration how long it was connected
    record Ended(String target, Outcome outcome, String reason, String fix, Duration duration)
            implements PhoneState {}

    /// How a call came out.
    enum Outcome {
        /// Audio was heard.
        GOOD,
        /// Answered, without the audio there should be.
        SILENT,
        /// Answered, and ended because the engine did.
        CUT_OFF,
        /// Never answered.
        NO_CALL
    }

    /// Whether there is a call, answered or not.
    default boolean inCall() {
        return switch (this) {
            case Idle _, Ended _ -> false;
            case Preparing _, Dialling _, Ringing _, Connected _, Held _ -> true;
        };
    }

    /// Whether the call is answered.
    default boolean answered() {
        return switch (this) {
            case Connected _, Held _ -> true;
            case Idle _, Ended _, Preparing _, Dialling _, Ringing _ -> false;
        };
    }
}
