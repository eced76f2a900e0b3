package io.milliwatt.bench.record;

import java.util.Locale;

/// How bad a finding is. Only `ERROR` makes a command exit with 1.
public enum Severity {
    ERROR,
    WARNING,
    NOTE;

    /// The word used in JSON.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
