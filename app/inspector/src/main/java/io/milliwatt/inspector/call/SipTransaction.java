package io.milliwatt.inspector.call;

import java.util.List;
import java.util.OptionalDouble;

/// A request and what answered it: RFC 3261, section 17.
///
/// @param method `INVITE` has the ACK of an error with it
/// @param cseq -1 = none
/// @param status the final one; the newest provisional one, or 0, while there is none
/// @param messages indexes of its messages in the call
/// @param retransmissions how many of them are
/// @param millis request to final answer; empty while there is none
public record SipTransaction(
        String method,
        long cseq,
        int status,
        List<Integer> messages,
        int retransmissions,
        OptionalDouble millis) {
    public SipTransaction {
        messages = List.copyOf(messages);
    }

    public boolean isFinal() {
        return status >= 200;
    }
}
