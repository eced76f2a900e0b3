package io.milliwatt.bench.engine;

/// What an exit status means, in words.
final class ExitWords {
    private static final int CONFIGURATION = 78;
    private static final int SIGNAL_BASE = 128;

    private ExitWords() {}

    /// @param status 0..255, as the shell shows it: 128 + n for an end by signal n
    static String of(int status) {
        return switch (status) {
            case 0 -> "exit status 0 (it ended by itself)";
            case CONFIGURATION -> "exit status 78 (a setting is wrong)";
            case SIGNAL_BASE + 6 -> "exit status 134 (SIGABRT: the JVM gave up)";
            case SIGNAL_BASE + 9 -> "exit status 137 (SIGKILL: somebody killed it)";
            case SIGNAL_BASE + 11 -> "exit status 139 (SIGSEGV: the JVM crashed)";
            case SIGNAL_BASE + 15 -> "exit status 143 (SIGTERM: somebody ended it)";
            default ->
                    status > SIGNAL_BASE
                            ? "exit status " + status + " (signal " + (status - SIGNAL_BASE) + ")"
                            : "exit status " + status;
        };
    }
}
