package io.milliwatt.presentation.phone;

import io.milliwatt.presentation.Problem;

/// Where the phone stands.
public sealed interface VantageState {
    /// On this host, from where every container is reached.
    record OnHost() implements VantageState {}

    /// It is being put on the LAN.
    ///
    /// @param step what is being done
    /// @param detail what exactly; may be empty
    /// @param fraction share that is done, 0..1; negative = not known
    /// @param cancelling it was asked to stay
    record Moving(String step, String detail, double fraction, boolean cancelling)
            implements VantageState {}

    /// On the LAN.
    ///
    /// @param address its address; empty in a Docker network, which gives it one
    record OnLan(String address) implements VantageState {}

    /// It is being taken back, and what was made for it removed.
    record Returning() implements VantageState {}

    /// It could not be put there; nothing is left of it.
    record Refused(Problem problem) implements VantageState {}
}
