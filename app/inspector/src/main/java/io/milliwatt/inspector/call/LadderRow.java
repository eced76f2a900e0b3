package io.milliwatt.inspector.call;

/// One arrow of a ladder.
///
/// @param timeNanos nanoseconds since 1970
/// @param sinceStartMillis since the first row of the call
/// @param deltaMillis since the row before; 0 for the first
/// @param way from which column to which
/// @param label what is written on it
/// @param source what it stands for
public record LadderRow(
        long timeNanos,
        double sinceStartMillis,
        double deltaMillis,
        LadderWay way,
        String label,
        Source source) {
    /// Index of the column where it begins.
    public int fromColumn() {
        return way.from();
    }

    /// Index of the column with its head.
    public int toColumn() {
        return way.to();
    }

    /// What a row stands for.
    public sealed interface Source {
        /// A SIP message.
        ///
        /// @param index in [Signalling#messages]
        /// @param repetition whether it was said before: a retransmission, or seen at another tap
        /// @param wrong whether it has a problem, or is an error response
        record Message(int index, boolean repetition, boolean wrong) implements Source {}

        /// A stream begins.
        ///
        /// @param index in [Media#streams]
        record StreamStart(int index) implements Source {}

        /// A stream ends.
        record StreamEnd(int index) implements Source {}

        /// What RTCP said about a stream, at its end.
        record Rtcp(int index) implements Source {}

        /// A digit.
        ///
        /// @param index in [Media#digits]
        record Digit(int index) implements Source {}
    }
}
