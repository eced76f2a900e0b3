package io.milliwatt.sip;

import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// A re-INVITE received, RFC 3261, section 14.2.
final class IncomingReoffer {
    private final EndpointCore core;
    private final CallLeg leg;
    private final ServerTransaction transaction;
    private final Request request;

    IncomingReoffer(
            EndpointCore core, CallLeg leg, ServerTransaction transaction, Request request) {
        this.core = core;
        this.leg = leg;
        this.transaction = transaction;
        this.request = request;
    }

    Optional<String> offer() {
        return Wire.sdpOf(request);
    }

    void answer(ReofferReply reply) throws Exception {
        switch (reply) {
            case ReofferReply.Accept accept -> {
                Response response = core.wire().response(request, Response.OK, "");
                CallLeg.Identity self = leg.identity();
                core.wire().contact(response, self.localUser(), self.localHost(), self.transport());
                core.wire().allow(response);
                core.wire().sdp(response, accept.sdp());
                core.send(transaction, response);
            }
            case ReofferReply.Refuse refuse ->
                    core.send(
                            transaction,
                            core.wire().response(request, refuse.status(), refuse.reason()));
        }
    }
}
