package io.milliwatt.presentation.engine;

import java.time.Duration;
import java.util.Optional;

/// One thing that should hold before a call.
///
/// @param title what was looked at
/// @param detail what was found, with numbers; may be empty
/// @param took how long it took; empty when that says nothing
public record Check(Level level, String title, String detail, Optional<Duration> took) {
    /// How it turned out.
    public enum Level {
        /// It holds.
        GOOD,
        /// It holds, with a limit worth knowing.
        NOTE,
        /// It does not hold.
        BAD,
        /// Not looked at yet.
        OPEN
    }

    static Check of(Level level, String title, String detail) {
        return new Check(level, title, detail, Optional.empty());
    }
}
