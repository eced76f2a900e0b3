package io.milliwatt.inspector.call;

import java.util.List;
import java.util.Optional;

/// A SIP message of a call.
///
/// @param index its place in the call, from 0
/// @param text the whole message, secrets masked, lines as they came
/// @param sdp the session description in it
/// @param problems what is wrong with it, in words; empty for a good one
public record CallMessage(
        int index,
        MessagePlace place,
        MessageHead head,
        String text,
        MessageLinks links,
        Optional<SdpBody> sdp,
        List<String> problems) {
    public CallMessage {
        problems = List.copyOf(problems);
    }

    public long timeNanos() {
        return place.timeNanos();
    }
}
