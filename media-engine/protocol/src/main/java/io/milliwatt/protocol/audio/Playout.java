package io.milliwatt.protocol.audio;

/// What a frame of a [DecodedStream] is made of.
public enum Playout {
    /// Samples that were sent.
    FRAME,
    /// At least in part made up for what was sent but is not here.
    LOST,
    /// Nothing was sent: silence or comfort noise, between talk, before and after it.
    EMPTY
}
