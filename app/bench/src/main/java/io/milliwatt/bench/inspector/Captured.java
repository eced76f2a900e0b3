package io.milliwatt.bench.inspector;

import io.milliwatt.bench.record.Severity;
import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.capture.CaptureSummary;
import java.nio.file.Path;
import java.util.List;

/// A capture that was read.
///
/// @param file the capture; of a report the one in it, unpacked
/// @param findings of all calls, those of a call in the order of causes
public record Captured(
        Path file, CaptureSummary summary, Inspection inspection, List<CallFinding> findings) {
    public Captured {
        findings = List.copyOf(findings);
    }

    /// Whether something is broken.
    public boolean hasError() {
        return findings.stream()
                .anyMatch(finding -> finding.finding().severity() == Severity.ERROR);
    }
}
