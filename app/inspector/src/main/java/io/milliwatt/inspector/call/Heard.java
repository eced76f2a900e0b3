package io.milliwatt.inspector.call;

import io.milliwatt.inspector.sip.NameAddress;
import io.milliwatt.inspector.sip.SipMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is kept of a message that belongs to a call.
///
/// @param transactionKey RFC 3261, section 17.2.3
/// @param facts what the analysis asks for
record Heard(
        MessagePlace place,
        MessageHead head,
        String text,
        Optional<SdpBody> sdp,
        List<String> problems,
        String transactionKey,
        Facts facts) {

    /// @param contact URI of the first Contact; empty = none
    /// @param agent User-Agent or Server; empty = none
    /// @param reason Reason, RFC 3326; empty = none
    /// @param xCallId the header by which back-to-back user agents name the other leg; empty = none
    /// @param digit what an INFO carries
    record Facts(
            String contact,
            String agent,
            String reason,
            String xCallId,
            Optional<InfoDigit> digit) {}

    /// @param millis 0 = not told
    record InfoDigit(char digit, double millis) {}

    static Heard of(
            SipMessage message, MessagePlace place, Side from, boolean cut, Optional<SdpBody> sdp) {
        var problems = new ArrayList<String>(message.problems());
        if (cut) {
            problems.add("the capture cut this message: take a longer snapshot length");
        }
        sdp.ifPresent(body -> problems.addAll(body.problems()));
        String agent = message.header("User-Agent");
        return new Heard(
                place,
                MessageHead.of(message, from),
                message.shownText(),
                sdp,
                List.copyOf(problems),
                message.transactionKey(),
                new Facts(
                        message.contact().map(NameAddress::uri).orElse(""),
                        agent.isEmpty() ? message.header("Server") : agent,
                        message.header("Reason"),
                        xCallId(message),
                        message.method().equals("INFO") && message.isRequest()
                                ? InfoDigits.of(message.header("Content-Type"), message.body())
                                : Optional.empty()));
    }

    private static String xCallId(SipMessage message) {
        String name = message.header("X-Call-ID");
        return name.isEmpty() ? message.header("X-CID") : name;
    }
}
