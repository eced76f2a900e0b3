package io.milliwatt.cli;

/// What the commands end with.
final class ExitStatus {
    /// Did it, and media flowed.
    static final int OK = 0;

    /// A finding of severity error, or the run failed.
    static final int FAILED = 1;

    /// Wrong usage, as in sysexits.h.
    static final int USAGE = 64;

    /// Wrong configuration, as in sysexits.h.
    static final int CONFIGURATION = 78;

    private ExitStatus() {}
}
