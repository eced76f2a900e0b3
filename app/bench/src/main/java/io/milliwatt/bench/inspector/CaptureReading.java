package io.milliwatt.bench.inspector;

import io.milliwatt.bench.doctor.Doctor;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.Inspector;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.CaptureFormat;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.inspector.capture.CaptureSummary;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Opens captures and reports.
public final class CaptureReading {
    private static final String WHAT =
            "Give a capture of tcpdump or Wireshark (pcap, pcapng, also .gz), or a report of"
                    + " milliwatt call --report";

    private CaptureReading() {}

    public static Captured read(Path path, NatMap translations) throws BenchException {
        return read(path, translations, CaptureProgress.NONE, () -> false);
    }

    /// Reads it and asks the doctor about each call.
    ///
    /// @param translations what is known of address translation; a report that is read brings its
    ///   own when nothing is
    /// @param cancelled true = stop; what was read until then is shown
    public static Captured read(
            Path path, NatMap translations, CaptureProgress progress, BooleanSupplier cancelled)
            throws BenchException {
        check(path);
        try {
            Optional<ReportReading.Opened> report = ReportReading.open(path);
            Path capture = report.map(ReportReading.Opened::capture).orElse(path);
            var inspector =
                    new Inspector(
                            translations.isEmpty() && report.isPresent()
                                    ? report.get().translations().map()
                                    : translations);
            CaptureSummary summary;
            try (var relay = new PacketRelay(inspector)) {
                summary = CaptureFile.at(capture).read(relay, progress, cancelled);
            }
            if (summary.format() == CaptureFormat.UNKNOWN) {
                throw problem(path + " is no capture: it begins neither like pcap nor like pcapng");
            }
            Inspection inspection = inspector.end();
            return new Captured(capture, summary, inspection, findings(inspection));
        } catch (AccessDeniedException _) {
            throw new BenchException(
                    ProblemCode.BAD_CAPTURE,
                    path + " may not be read by this user",
                    "Let its owner give you the right: chmod a+r " + path);
        } catch (IOException failure) {
            throw problem(path + " cannot be read: " + failure.getMessage());
        }
    }

    private static void check(Path path) throws BenchException {
        try {
            if (Files.isDirectory(path)) {
                throw problem(path + " is a folder");
            }
            if (Files.size(path) == 0) {
                throw problem(path + " is empty");
            }
        } catch (NoSuchFileException _) {
            throw problem("There is no file " + path);
        } catch (IOException failure) {
            throw problem(path + " cannot be read: " + failure.getMessage());
        }
    }

    static BenchException problem(String message) {
        return new BenchException(ProblemCode.BAD_CAPTURE, message, WHAT);
    }

    /// What the doctor says of each call.
    public static List<CallFinding> findings(Inspection inspection) {
        var findings = new ArrayList<CallFinding>();
        for (int i = 0; i < inspection.calls().size(); i++) {
            Call call = inspection.calls().get(i);
            int index = i;
            Doctor.examine(CaptureEvidence.of(call))
                    .forEach(finding ->
                            findings.add(new CallFinding(index, call.callId(), finding)));
        }
        return findings;
    }
}
