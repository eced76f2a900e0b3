package io.milliwatt.protocol.srtp;

/// What became of one packet. Only after [#OK] has the buffer changed.
public enum SrtpResult {
    OK,
    /// The tag, or the master key identifier, does not fit our key.
    AUTH_FAILED,
    /// A packet with this index was handled before, or it is older than the window can tell (RFC
    /// 3711, section 3.3.2). To send it would use a keystream twice.
    REPLAYED,
    /// Not of version 2, or shorter than its header and tag.
    MALFORMED,
    /// More sources share the key than this side keeps state for.
    TOO_MANY_SOURCES,
    /// The master key has protected as many packets as it may (RFC 3711, section 9.2).
    KEY_EXPIRED,
    /// The buffer has no room behind its limit for what is added.
    NO_ROOM
}
