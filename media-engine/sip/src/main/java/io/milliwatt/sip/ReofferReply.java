package io.milliwatt.sip;

/// What to answer to a re-INVITE.
public sealed interface ReofferReply {
    /// 200 with this SDP.
    record Accept(String sdp) implements ReofferReply {}

    /// Refused; RFC 3261, section 14.2: the session stays as it was.
    ///
    /// @param status 400..699, usually 488
    record Refuse(int status, String reason) implements ReofferReply {}
}
