package io.milliwatt.inspector.call;

import io.milliwatt.inspector.sip.CSeq;
import io.milliwatt.inspector.sip.SipMessage;

/// What a message is, without its text.
///
/// @param startLine request or status line
/// @param method of the request, or of the request that a response answers
/// @param status 0 for a request
/// @param cseq number of CSeq; -1 = none
/// @param toTag empty = none
/// @param from who sent it: the side whose tag it has, as far as tags tell
public record MessageHead(
        String startLine, String method, int status, long cseq, String toTag, Side from) {
    static MessageHead of(SipMessage message, Side from) {
        return new MessageHead(
                message.startLine().text(),
                message.method(),
                message.status(),
                message.cseq().map(CSeq::number).orElse(-1L),
                message.to().tag(),
                from);
    }

    public boolean isRequest() {
        return status == 0;
    }

    /// `INVITE`, `200 INVITE`.
    public String label() {
        return isRequest() ? method : status + " " + method;
    }
}
