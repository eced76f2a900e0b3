package io.milliwatt.presentation.tap;

import io.milliwatt.presentation.Problem;

/// How far the taps of a call are.
public sealed interface TapState {
    /// There are none: no call yet, or one that was not to be captured.
    record Off() implements TapState {}

    /// They are being put in place.
    ///
    /// @param step what is being done
    record Opening(String step) implements TapState {}

    /// They see the call.
    record Capturing() implements TapState {}

    /// The call is over; the last packets are awaited and the capture is read.
    record Ending() implements TapState {}

    /// They are gone, and their capture is on the page Calls.
    ///
    /// @param note why it is not; empty when it is
    record Over(String note) implements TapState {}

    /// They could not be put in place: the call goes on without them.
    record Failed(Problem problem) implements TapState {}
}
