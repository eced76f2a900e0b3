package io.milliwatt.presentation.call;

import io.milliwatt.presentation.Problem;
import java.nio.file.Path;

/// What became of the capture that was opened last.
public sealed interface CaptureState {
    /// None was opened.
    record None() implements CaptureState {}

    /// It is being read.
    ///
    /// @param fraction share that is read, 0..1; negative = not known
    /// @param packets packets so far
    /// @param cancelling it was asked to stop
    record Reading(Path file, double fraction, long packets, boolean cancelling)
            implements CaptureState {}

    /// It was read.
    ///
    /// @param words what is in it, and what could not be read
    /// @param complete whether nothing was broken in it
    record Read(Path file, String words, boolean complete) implements CaptureState {}

    /// It could not be read.
    record Failed(Path file, Problem problem) implements CaptureState {}
}
