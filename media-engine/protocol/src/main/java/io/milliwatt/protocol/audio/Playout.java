package io.milliwatt.protocol.audio;

/// What a [JitterBuffer] has for one playout.
public enum Playout {
    /// Samples that were sent, or the silence the sender left between talk.
    FRAME,
    /// Something was sent but is not here: conceal it.
    LOST,
    /// There is nothing to play: the stream has not begun, or has stopped.
    EMPTY
}
