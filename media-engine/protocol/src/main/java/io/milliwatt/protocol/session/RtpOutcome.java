package io.milliwatt.protocol.session;

/// What a received RTP packet meant to the session.
public enum RtpOutcome {
    /// The first packet of a source; it is counted and may be played.
    NEW_SOURCE,
    /// A packet of a known source that was not had before.
    ACCEPTED,
    /// Had before: not to be played again.
    DUPLICATE,
    /// Its sequence number is a jump; counted once the next one confirms it.
    REFUSED,
    /// It bears our own SSRC: a collision or a loop (RFC 3550, section 8.2), such as a peer that
    /// returns packets as they are. It is accounted like one of another source.
    COLLISION
}
