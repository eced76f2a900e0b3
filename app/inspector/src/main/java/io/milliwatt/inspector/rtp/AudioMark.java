package io.milliwatt.inspector.rtp;

/// Something to be marked in the waveform of a stream.
///
/// @param atSample where it begins, counted from the first sample
/// @param samples how long it is; 0 for a point
/// @param frame the packet that showed it
public record AudioMark(Kind kind, long atSample, long samples, long frame) {
    /// What happened there.
    public enum Kind {
        /// Packets are missing; what is heard was made up.
        LOST,
        /// The packet came out of order, and was put where it belongs.
        LATE,
        /// The packet came twice; the second is not heard.
        DUPLICATE,
        /// The sender sent nothing: silence.
        SILENCE,
        /// The sender's timestamps jumped; the time between is left out.
        JUMP,
        /// The payload could not be decoded: silence.
        UNDECODED
    }
}
