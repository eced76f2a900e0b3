package io.milliwatt.phone;

import java.time.Instant;

/// Where a registration stands.
public sealed interface RegistrationState {
    /// The first REGISTER is on its way.
    record Registering() implements RegistrationState {}

    /// The registrar knows us; renewed before `until`.
    record Registered(Instant until) implements RegistrationState {}

    /// The registrar refused or did not answer; tried again after a while.
    ///
    /// @param words why
    record Failed(String words) implements RegistrationState {}

    /// Taken back.
    record Unregistered() implements RegistrationState {}
}
