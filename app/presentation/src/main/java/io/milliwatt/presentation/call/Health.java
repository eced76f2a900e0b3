package io.milliwatt.presentation.call;

import io.milliwatt.bench.record.Severity;

/// How something is, as a colour.
public enum Health {
    /// Nothing to judge yet.
    IDLE,
    /// As it should be.
    GOOD,
    /// Worse than it should be.
    WARN,
    /// Broken.
    BAD;

    /// The colour of a finding.
    public static Health of(Severity severity) {
        return switch (severity) {
            case ERROR -> BAD;
            case WARNING -> WARN;
            case NOTE -> IDLE;
        };
    }
}
