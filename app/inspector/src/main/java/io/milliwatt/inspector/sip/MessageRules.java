package io.milliwatt.inspector.sip;

import java.util.ArrayList;
import java.util.List;

/// What a message must have: RFC 3261, section 8.1.1.
final class MessageRules {
    private static final List<String> MANDATORY = List.of("Via", "From", "To", "Call-ID", "CSeq");
    private static final List<String> ONCE =
            List.of(
                    "From",
                    "To",
                    "Call-ID",
                    "CSeq",
                    "Content-Length",
                    "Content-Type",
                    "Max-Forwards");

    private MessageRules() {}

    /// What is wrong, in words.
    static List<String> problems(SipMessage message) {
        var problems = new ArrayList<String>();
        for (String name : MANDATORY) {
            if (message.header(name).isEmpty()) {
                problems.add(name + " is missing");
            }
        }
        for (String name : ONCE) {
            long count = message.headers().stream().filter(header -> header.is(name)).count();
            if (count > 1) {
                problems.add(name + " stands there " + count + " times");
            }
        }
        checkCSeq(message, problems);
        if (message.isRequest() && message.header("Max-Forwards").equals("0")) {
            problems.add("Max-Forwards is 0: nobody may forward it");
        }
        if (!message.body().isEmpty() && message.header("Content-Type").isEmpty()) {
            problems.add("there is a body without Content-Type");
        }
        return problems;
    }

    private static void checkCSeq(SipMessage message, List<String> problems) {
        String value = message.header("CSeq");
        if (value.isEmpty()) {
            return;
        }
        var cseq = message.cseq();
        if (cseq.isEmpty()) {
            problems.add("CSeq \"" + SipMessageReader.shortened(value) + "\" is none");
        } else if (message.startLine() instanceof StartLine.Request(String method, _, _)
                && !cseq.get().method().equals(method)) {
            problems.add("CSeq says " + cseq.get().method() + ", the request is " + method);
        }
    }
}
