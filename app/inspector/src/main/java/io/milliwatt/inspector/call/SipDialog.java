package io.milliwatt.inspector.call;

/// One answering end of a call, RFC 3261, section 12. More than one = the call was forked.
///
/// @param toTag the tag it chose
/// @param contact URI it wants to be reached at; empty = it did not say
/// @param agent its Server or User-Agent; empty = it did not say
/// @param status the highest it answered the INVITE with
/// @param firstMessage index of its first answer
public record SipDialog(String toTag, String contact, String agent, int status, int firstMessage) {
    public boolean confirmed() {
        return status >= 200 && status < 300;
    }
}
