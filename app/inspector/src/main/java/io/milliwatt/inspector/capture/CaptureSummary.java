package io.milliwatt.inspector.capture;

import java.util.List;
import java.util.Optional;

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

    /// What a tap is called: as the file says, `eth0`. Several without a name are numbered from 1,
    /// `interface 2`; a single one is called by its description, and needs none.
    ///
    /// @param tap the index of its interface
    public String tapName(int tap) {
        Optional<CaptureInterface> known =
                interfaces.stream().filter(each -> each.index() == tap).findFirst();
        String otherwise =
                interfaces.size() < 2
                        ? known.map(CaptureInterface::description).orElse("")
                        : "interface " + (tap + 1);
        return known.map(CaptureInterface::name).filter(name -> !name.isBlank()).orElse(otherwise);
    }
}
