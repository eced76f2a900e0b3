package io.milliwatt.presentation.call;

/// How something is, as a colour.
public enum Health {
    /// Nothing to judge yet.
    IDLE,
    /// As it should be.
    GOOD,
    /// Worse than it should be.
    WARN,
    /// Broken.
    BAD
}
