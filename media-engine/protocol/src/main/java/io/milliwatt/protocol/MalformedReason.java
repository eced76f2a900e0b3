package io.milliwatt.protocol;

/// Why received bytes or text were refused. Every constant is a counter of its own in the engine.
public enum MalformedReason {
    /// Fewer octets or characters than the fixed part needs.
    TOO_SHORT,
    /// More octets, lines or elements than this module is willing to look at.
    TOO_LONG,
    /// A version field with a value this module does not speak.
    BAD_VERSION,
    /// A length or count field that contradicts the size of the packet.
    BAD_LENGTH,
    /// A padding count that is zero or reaches into the header.
    BAD_PADDING,
    /// A packet type that may not stand where it was found.
    BAD_TYPE,
    /// Text or fields that break the grammar.
    BAD_SYNTAX,
    /// A number outside the range its field allows.
    BAD_VALUE
}
