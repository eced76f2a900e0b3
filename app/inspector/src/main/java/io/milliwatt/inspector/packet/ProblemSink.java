package io.milliwatt.inspector.packet;

/// Told what cannot be read.
@FunctionalInterface
public interface ProblemSink {
    /// Nobody is told.
    ProblemSink NONE = (frame, format, first, second) -> {};

    /// @param frame number of the frame, from 1
    /// @param format of `String.format`, in which both numbers may stand; only used when the
    ///   problem is kept, because a broken capture has millions
    void onProblem(long frame, String format, long first, long second);
}
