package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.sip.NameAddress;
import io.milliwatt.inspector.sip.ShownText;
import io.milliwatt.inspector.sip.SipMessage;
import io.milliwatt.inspector.sip.StartLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One call while its messages come. What they mean is read anew when somebody asks and something
/// came since: [CallReading] is a function of the messages.
final class CallFollower {
    static final int MOST_MESSAGES = 10_000;

    /// After so long a silence an INVITE with the same Call-ID and tag is another call: timer B of
    /// RFC 3261 twice.
    private static final long FORGOTTEN_NANOS = 64_000_000_000L;

    private final CallIdentity identity;
    private final Opening opening;
    private final List<Heard> heard = new ArrayList<>();
    private final CallProgress progress;
    private long lastNanos;
    private long highestInvite = -1;
    private long leftOut;
    private @Nullable Call call;

    /// What the first message said.
    ///
    /// @param initial whether it began the call: else the capture began within it
    record Opening(
            NameAddress from,
            NameAddress to,
            String requestUri,
            Endpoint initialSpeaker,
            boolean initial) {
        static Opening of(SipMessage message, MessagePlace place) {
            String uri =
                    message.startLine() instanceof StartLine.Request(String _, String one, String _)
                            ? ShownText.masked(one)
                            : "";
            boolean isRequest = message.isRequest();
            return new Opening(
                    message.from(),
                    message.to(),
                    uri,
                    isRequest ? place.source() : place.destination(),
                    SipTable.isInitial(message));
        }
    }

    CallFollower(CallIdentity identity, SipMessage first, MessagePlace place) {
        this.identity = identity;
        opening = Opening.of(first, place);
        progress = new CallProgress(identity.method(), opening.initial());
        lastNanos = place.timeNanos();
    }

    /// Whether a message with the same Call-ID belongs to this call.
    boolean takes(SipMessage message, MessagePlace place) {
        String method = message.method();
        String from = message.from().tag();
        String to = message.to().tag();
        String own = identity.fromTag();
        if (SipTable.isInitial(message) && method.equals("INVITE")) {
            return identity.method().equals("INVITE") && from.equals(own) && goesOn(message, place);
        }
        if (method.equals("REGISTER") || identity.method().equals("REGISTER")) {
            return method.equals(identity.method());
        }
        if (SipTable.isInitial(message)
                && !method.equals("CANCEL")
                && !method.equals("ACK")
                && !method.equals(identity.method())) {
            return own.equals(from) && !from.isEmpty();
        }
        return own.isEmpty() || from.isEmpty() || own.equals(from) || own.equals(to);
    }

    /// Whether an INVITE that could begin a call is one of this: seen again, sent again, on another
    /// hop, or tried again with credentials.
    private boolean goesOn(SipMessage invite, MessagePlace place) {
        long cseq = invite.cseq().map(number -> number.number()).orElse(-1L);
        CallState state = progress.state();
        boolean silent = place.timeNanos() - lastNanos > FORGOTTEN_NANOS;
        if (!state.ended()) {
            return cseq <= highestInvite || !silent && state == CallState.SETTING_UP;
        }
        return !silent && state != CallState.COMPLETED && cseq >= highestInvite;
    }

    void add(SipMessage message, MessagePlace place, boolean cut, Optional<SdpBody> sdp) {
        call = null;
        lastNanos = Math.max(lastNanos, place.timeNanos());
        Heard one = Heard.of(message, place, sender(message, place), cut, sdp);
        if (SipTable.isInitial(message) && message.method().equals("INVITE")) {
            highestInvite = Math.max(highestInvite, one.head().cseq());
        }
        progress.step(one);
        if (heard.size() >= MOST_MESSAGES) {
            leftOut++;
            return;
        }
        heard.add(one);
    }

    /// Who sent it, by the tags; by the addresses when there are none.
    private Side sender(SipMessage message, MessagePlace place) {
        String own = identity.fromTag();
        boolean requestOfCaller;
        if (own.isEmpty() || message.from().tag().isEmpty()) {
            boolean speaker = place.source().equals(opening.initialSpeaker());
            requestOfCaller = speaker == message.isRequest();
        } else {
            requestOfCaller = own.equals(message.from().tag());
        }
        return requestOfCaller == message.isRequest() ? Side.CALLER : Side.CALLEE;
    }

    Call call() {
        Call known = call;
        if (known == null) {
            known = new CallReading(identity, opening, heard, leftOut).read();
            call = known;
        }
        return known;
    }
}
