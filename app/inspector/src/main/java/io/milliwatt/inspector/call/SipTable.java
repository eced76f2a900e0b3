package io.milliwatt.inspector.call;

import io.milliwatt.inspector.rtp.MediaHints;
import io.milliwatt.inspector.sip.SipMessage;
import io.milliwatt.inspector.sip.StartLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the call of each message: RFC 3261, section 12. One thread.
///
/// A call is a Call-ID, the caller's tag and the INVITE that began it. What comes later belongs to
/// it by the tags; an INVITE without To tag after its end begins another call, even with the same
/// Call-ID.
public final class SipTable {
    static final int MOST_CALLS = 100_000;
    static final int MOST_MESSAGES = 1_000_000;

    private static final Set<String> WITHIN_CALLS =
            Set.of("ACK", "BYE", "CANCEL", "PRACK", "UPDATE");

    private final MediaHints hints;
    private final Map<String, List<CallFollower>> byCallId = new HashMap<>();
    private final List<CallFollower> followers = new ArrayList<>();
    private long messages;
    private long leftOut;

    /// @param hints gets what the SDP of the calls says about media
    public SipTable(MediaHints hints) {
        this.hints = hints;
    }

    /// The next message.
    ///
    /// @param cut whether the capture cut it
    public void onMessage(SipMessage message, MessagePlace place, boolean cut) {
        messages++;
        if (messages > MOST_MESSAGES) {
            leftOut++;
            return;
        }
        Optional<SdpBody> sdp = message.sdp().map(SdpReading::read);
        message.sdp().ifPresent(raw -> MediaFlows.tellKeys(hints, raw));
        sdp.flatMap(SdpBody::description)
                .ifPresent(description -> MediaFlows.tell(hints, description));
        Optional<CallFollower> follower = follower(message, place);
        if (follower.isEmpty()) {
            leftOut++;
            return;
        }
        follower.get().add(message, place, cut, sdp);
    }

    /// Everything followed, in the order of the first messages; without media.
    public List<Call> calls() {
        return followers.stream().map(CallFollower::call).toList();
    }

    /// SIP messages that came.
    public long messages() {
        return messages;
    }

    /// What was left out, in words.
    public List<String> notes() {
        return leftOut == 0
                ? List.of()
                : List.of(
                        leftOut
                                + " SIP messages are not shown: there are more than "
                                + MOST_MESSAGES
                                + " messages or "
                                + MOST_CALLS
                                + " calls");
    }

    private Optional<CallFollower> follower(SipMessage message, MessagePlace place) {
        List<CallFollower> known =
                byCallId.computeIfAbsent(message.callId(), _ -> new ArrayList<>(1));
        for (CallFollower one : known.reversed()) {
            if (one.takes(message, place)) {
                return Optional.of(one);
            }
        }
        if (followers.size() >= MOST_CALLS) {
            return Optional.empty();
        }
        var begun =
                new CallFollower(
                        new CallIdentity(
                                message.callId(),
                                callerTag(message),
                                known.size() + 1,
                                beginning(message)),
                        message,
                        place);
        known.add(begun);
        followers.add(begun);
        return Optional.of(begun);
    }

    /// What began it: the capture may have begun within a call.
    private static String beginning(SipMessage message) {
        String method = message.method();
        boolean within =
                WITHIN_CALLS.contains(method)
                        || method.equals("INFO") && !message.to().tag().isEmpty();
        return within ? "INVITE" : method;
    }

    /// The tag of who called, as far as the first message seen tells. A request within a dialog
    /// that began before the capture is taken for one of the caller's.
    private static String callerTag(SipMessage message) {
        return message.from().tag();
    }

    /// Whether it can begin something.
    static boolean isInitial(SipMessage message) {
        return message.startLine() instanceof StartLine.Request && message.to().tag().isEmpty();
    }
}
