package io.milliwatt.presentation.terminal;

import io.milliwatt.presentation.Problem;

/// How a terminal is.
public sealed interface TerminalState {
    /// There is none.
    record Closed() implements TerminalState {}

    /// It is being opened.
    ///
    /// @param engine name of the engine whose container it is in
    record Opening(String engine) implements TerminalState {}

    /// Its shell runs.
    record Open(String engine) implements TerminalState {}

    /// Its shell has ended; the screen stays as it was.
    ///
    /// @param words how, such as `exit status 0`
    record Ended(String engine, String words) implements TerminalState {}

    /// It could not be opened.
    record Failed(Problem problem) implements TerminalState {}
}
