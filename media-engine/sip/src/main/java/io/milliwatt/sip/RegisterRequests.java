package io.milliwatt.sip;

import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import javax.sip.RequestEvent;

/// Takes REGISTER for an owner that is a registrar.
final class RegisterRequests {
    private final EndpointCore core;
    private final Replies replies;
    private final SipEndpointListener listener;

    RegisterRequests(EndpointCore core, Replies replies, SipEndpointListener listener) {
        this.core = core;
        this.replies = replies;
        this.listener = listener;
    }

    void received(RequestEvent event) throws Exception {
        if (!replies.understood(event)) {
            return;
        }
        RegisterReception reception = new RegisterReception(core.wire());
        Optional<RegisterAnswer> answer;
        try {
            answer = listener.registerReceived(reception.read(event.getRequest()));
        } catch (ParseException e) {
            replies.refuse(
                    event,
                    400,
                    "Bad Request",
                    Map.of("Warning", "399 milliwatt \"" + e.getMessage() + '"'));
            return;
        }
        if (answer.isEmpty()) {
            replies.refuse(event, 405, "Method Not Allowed", Map.of("Allow", Wire.ALLOW));
        } else {
            replies.respond(event, reception.response(event.getRequest(), answer.get()));
        }
    }
}
