package io.milliwatt.cli;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.inspector.CallReports;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.tap.TapReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that writes a report of the call.
final class ReportOptions {
    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write all that is known of the call into a zip, secrets removed: a page to read,"
                            + " SIP, captures, engine, routes; milliwatt inspect opens it again")
    private @Nullable Path file;

    /// Whether a report is to be written.
    boolean isAsked() {
        return file != null;
    }

    /// Says what is wrong before anything is called.
    void check() throws BenchException {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new BenchException(
                    ProblemCode.BAD_USAGE,
                    "--report " + file + ": its folder is not there, or may not be written",
                    "Give a file in a folder that exists and may be written");
        }
    }

    /// Writes it when it was asked for.
    ///
    /// @param start when the call began
    /// @param taps what taps saw of it, if there were any
    void write(
            Services services,
            Console console,
            CallRecord record,
            Optional<EngineInfo> engine,
            Instant start,
            Optional<TapReport> taps)
            throws BenchException {
        if (file == null) {
            return;
        }
        console.note("Writing the report");
        List<String> missing =
                CallReports.write(
                        file,
                        record,
                        start,
                        new CommandTree.Version().getVersion()[0],
                        engine,
                        services::reportSources,
                        taps);
        missing.forEach(what -> console.note("  not in the report: " + what));
        console.note("Report   " + file);
    }
}
