package io.milliwatt.inspector.capture;

import java.util.List;

/// What could not be read.
///
/// @param first the first of them
/// @param count all of them
public record CaptureProblems(List<CaptureProblem> first, long count) {
    /// None.
    public static final CaptureProblems NONE = new CaptureProblems(List.of(), 0);

    public CaptureProblems {
        first = List.copyOf(first);
    }
}
