package io.milliwatt.inspector.capture;

import java.util.List;

/// What a capture is, known when it has been read (or as far as it has been).
///
/// @param packets frames that were read
/// @param firstNanos time of the first, nanoseconds since 1970; 0 when there is none
/// @param lastNanos time of the last in the order of the file
/// @param problems what could not be read
/// @param cancelled whether reading was given up on demand
public record CaptureSummary(
        CaptureFormat format,
        List<CaptureInterface> interfaces,
        long packets,
        long firstNanos,
        long lastNanos,
        CaptureProblems problems,
        boolean cancelled) {
    /// Nothing was read.
    public static final CaptureSummary NOTHING =
            new CaptureSummary(
                    CaptureFormat.UNKNOWN, List.of(), 0, 0, 0, CaptureProblems.NONE, false);

    public CaptureSummary {
        interfaces = List.copyOf(interfaces);
    }
}
