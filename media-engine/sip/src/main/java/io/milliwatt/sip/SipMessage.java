package io.milliwatt.sip;

import java.time.Instant;

/// One SIP message as it went over the wire.
///
/// @param at wall clock
/// @param nanos the same moment on [System#nanoTime()]; use it for differences and order
/// @param direction seen from this endpoint
/// @param transport how it travelled
/// @param local `IP:port` of this endpoint
/// @param remote `IP:port` of the far end, as seen on the socket
/// @param startLine request or status line
/// @param callId Call-ID; empty if none
/// @param cseq CSeq such as `1 INVITE`; empty if none
/// @param text the whole message; a received one as it came, not as parsed; keys of media are
///   masked ([MediaKeys][io.milliwatt.protocol.sdp.MediaKeys]); cut at [#MAX_TEXT] characters
public record SipMessage(
        Instant at,
        long nanos,
        Direction direction,
        SipTransport transport,
        String local,
        String remote,
        String startLine,
        String callId,
        String cseq,
        String text) {
    /// Longest text kept; characters.
    public static final int MAX_TEXT = 16_384;

    /// Which way a message went.
    public enum Direction {
        SENT,
        RECEIVED
    }
}
