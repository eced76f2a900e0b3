package io.milliwatt.inspector.capture;

/// Something in a capture that could not be read, or not as a whole.
///
/// @param frame where: the number of the frame, from 1; the last one before it when it is none
/// @param message what, in words
public record CaptureProblem(long frame, String message) {
    /// `frame 17: message`.
    @Override
    public String toString() {
        return "frame " + frame + ": " + message;
    }
}
