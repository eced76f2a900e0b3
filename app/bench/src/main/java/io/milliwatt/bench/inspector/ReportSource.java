package io.milliwatt.bench.inspector;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.tap.TapReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Gives a part of a report: the record, the engine, the host, a capture. What it gives need not be
/// clean: [ReportWriter] takes the secrets out of every text.
public interface ReportSource {
    /// What it gives, in words, such as `the engine's log`.
    String name();

    /// Its files. Asked once, may take seconds.
    ///
    /// @throws BenchException when it cannot be had; the report says why, and is written without
    List<ReportFile> files() throws BenchException, IOException;

    /// What taps saw, for the page; empty when it is no source of that.
    default Optional<TapReport> taps() {
        return Optional.empty();
    }

    /// A file of a report.
    ///
    /// @param path in the zip, such as `engine/log.txt`
    /// @param content captures are `.pcapng`, everything else is text in UTF-8
    record ReportFile(String path, byte[] content) {
        /// A text.
        public static ReportFile text(String path, String text) {
            return new ReportFile(path, text.getBytes(StandardCharsets.UTF_8));
        }

        boolean isText() {
            return !path.endsWith(".pcapng");
        }
    }
}
