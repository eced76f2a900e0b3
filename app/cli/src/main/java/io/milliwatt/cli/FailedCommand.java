package io.milliwatt.cli;

import io.milliwatt.bench.problem.BenchException;
import java.io.PrintWriter;

/// Tells why a command could not do what was asked.
final class FailedCommand {
    private FailedCommand() {}

    /// @return the exit status it means
    static int tell(Exception failure, Console console, PrintWriter err) {
        if (failure instanceof BenchException problem) {
            console.problem(problem);
            return problem.code().exitCode();
        }
        console.note("milliwatt: internal error: " + failure);
        console.note("  fix: report it with the output of MILLIWATT_DEBUG=1 and the same command");
        if (System.getenv("MILLIWATT_DEBUG") != null) {
            failure.printStackTrace(err);
            err.flush();
        }
        return ExitStatus.FAILED;
    }
}
