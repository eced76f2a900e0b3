package io.milliwatt.bench.inspector;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.bench.inspector.ReportSource.ReportFile;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.tap.TapReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes all that is known of a call into one zip that can be sent to somebody: a page to read,
/// and beside it every part for tools. Whatever is text goes through [Secrets] first.
public final class ReportWriter {
    /// Says what a report holds and what it lacks.
    static final String MANIFEST = "report.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ReportWriter() {}

    /// Writes a report. A source that fails is named in it with the reason.
    ///
    /// @param now when it is written
    /// @return what it lacks, in words; empty when all sources gave their part
    public static List<String> write(
            Path target,
            CallRecord record,
            List<ReportSource> sources,
            Secrets secrets,
            Instant now)
            throws BenchException {
        var files = new ArrayList<ReportFile>();
        var missing = new ArrayList<String>();
        for (ReportSource source : sources) {
            try {
                for (ReportFile file : source.files()) {
                    files.add(file.isText() ? cleaned(file, secrets) : file);
                }
            } catch (BenchException problem) {
                missing.add(source.name() + ": " + secrets.removed(problem.getMessage()));
            } catch (IOException failure) {
                missing.add(
                        source.name()
                                + ": "
                                + secrets.removed(String.valueOf(failure.getMessage())));
            }
        }
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("report", 1).put("written", now.toString());
        manifest.put("callId", record.callId()).put("target", record.target());
        files.forEach(file -> manifest.withArray("files").add(file.path()));
        missing.forEach(manifest.withArray("missing")::add);
        try {
            Optional<TapReport> taps =
                    sources.stream().flatMap(source -> source.taps().stream()).findFirst();
            String page = ReportPage.of(record, taps, files, missing, now);
            files.addFirst(cleaned(ReportFile.text("index.html", page), secrets));
            files.add(ReportFile.text(MANIFEST, JSON.writeValueAsString(manifest)));
            zip(target, files, now);
        } catch (IOException failure) {
            throw new BenchException(
                    ProblemCode.BAD_CAPTURE,
                    target + " cannot be written: " + failure.getMessage(),
                    "Name a file in a folder that exists and may be written");
        }
        return List.copyOf(missing);
    }

    private static ReportFile cleaned(ReportFile file, Secrets secrets) {
        return ReportFile.text(
                file.path(), secrets.removed(new String(file.content(), StandardCharsets.UTF_8)));
    }

    /// Through a file beside it, so that a report is whole or not there.
    private static void zip(Path target, List<ReportFile> files, Instant now) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, ".report", ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part);
                    var zip = new ZipOutputStream(out)) {
                for (ReportFile file : files) {
                    var entry = new ZipEntry(file.path());
                    entry.setTime(now.toEpochMilli());
                    zip.putNextEntry(entry);
                    zip.write(file.content());
                    zip.closeEntry();
                }
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
