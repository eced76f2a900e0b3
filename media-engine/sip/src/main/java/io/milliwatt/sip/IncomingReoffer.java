package io.milliwatt.sip;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// A re-INVITE or UPDATE received, RFC 3261, section 14.2, and RFC 3311.
final class IncomingReoffer {
    private final EndpointCore core;
    private final CallLeg leg;
    private final ServerTransaction transaction;

    IncomingReoffer(EndpointCore core, CallLeg leg, ServerTransaction transaction) {
        this.core = core;
        this.leg = leg;
        this.transaction = transaction;
    }

    Request request() {
        return transaction.getRequest();
    }

    boolean isUpdate() {
        return request().getMethod().equals(Request.UPDATE);
    }

    Optional<String> offer() {
        return Wire.sdpOf(request());
    }

    /// 200.

    /// @param session adds what is to be said about the session timer
    void accept(Optional<String> sdp, Consumer<Response> session) {
        Causes.quietly(() -> {
            Response response = core.wire().response(request(), Response.OK, "");
            leg.contact(response);
            core.wire().abilities(response);
            session.accept(response);
            if (sdp.isPresent()) {
                core.wire().sdp(response, sdp.get());
            }
            core.send(transaction, response);
        });
    }

    void refuse(int status, String phrase, Map<String, String> headers) {
        Causes.quietly(() -> {
            Response response = core.wire().response(request(), status, phrase);
            for (Map.Entry<String, String> header : headers.entrySet()) {
                core.wire().header(response, header.getKey(), header.getValue());
            }
            core.send(transaction, response);
        });
    }
}
