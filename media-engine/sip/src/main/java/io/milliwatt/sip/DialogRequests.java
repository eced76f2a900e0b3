package io.milliwatt.sip;

import java.util.Map;
import java.util.Optional;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// Takes the requests within a call other than INVITE.
final class DialogRequests {
    private final EndpointCore core;
    private final Replies replies;

    DialogRequests(EndpointCore core, Replies replies) {
        this.core = core;
        this.replies = replies;
    }

    void ack(RequestEvent event) {
        Replies.call(event.getDialog())
                .ifPresent(call -> call.acknowledged(Wire.sdpOf(event.getRequest())));
    }

    void bye(RequestEvent event) throws Exception {
        Optional<DialogCall> call = Replies.call(event.getDialog());
        if (call.isEmpty()) {
            replies.unknownCall(event);
            return;
        }
        if (!core.byes().answer(event)) {
            replies.ok(event);
        }
        call.get().received(new CallEvent.PeerBye(Wire.headerOf(event.getRequest(), "Reason")));
    }

    void cancel(RequestEvent event) throws Exception {
        ServerTransaction transaction = event.getServerTransaction();
        Optional<DialogCall> call =
                Replies.call(transaction == null ? event.getDialog() : transaction.getDialog());
        if (call.isEmpty()) {
            replies.unknownCall(event);
            return;
        }
        replies.ok(event);
        call.get().received(new CallEvent.PeerCancel(Wire.headerOf(event.getRequest(), "Reason")));
    }

    /// RFC 3262, section 3.
    void prack(RequestEvent event) throws Exception {
        Optional<DialogCall> call = Replies.call(event.getDialog());
        if (call.isPresent() && call.get().leg() instanceof IncomingLeg leg) {
            ServerTransaction transaction = replies.transaction(event);
            call.get().receivedTask(() -> leg.prack(transaction));
        } else {
            replies.unknownCall(event);
        }
    }

    /// RFC 3311, section 5.2.
    void update(RequestEvent event) throws Exception {
        Optional<DialogCall> call = Replies.call(event.getDialog());
        if (call.isEmpty()) {
            replies.unknownCall(event);
        } else if (replies.readable(event)) {
            IncomingReoffer update =
                    new IncomingReoffer(core, call.get().leg(), replies.transaction(event));
            call.get().receivedTask(() -> call.get().negotiator().received(update));
        }
    }

    /// RFC 3515, section 2.4.2. One outside of a call is refused: it would make us call anybody.
    void refer(RequestEvent event) throws Exception {
        Optional<DialogCall> call = Replies.call(event.getDialog());
        if (call.isPresent()) {
            ServerTransaction transaction = replies.transaction(event);
            call.get().receivedTask(() -> call.get().transfers().referred(transaction));
        } else if (Replies.withinDialog(event.getRequest())) {
            replies.unknownCall(event);
        } else {
            replies.refuse(event, 403, "Only Within A Call", Map.of());
        }
    }

    void notified(RequestEvent event) throws Exception {
        Optional<DialogCall> call = Replies.call(event.getDialog());
        if (call.isEmpty()) {
            replies.unknownCall(event);
        } else {
            ServerTransaction transaction = replies.transaction(event);
            call.get().receivedTask(() -> call.get().transfers().notified(transaction));
        }
    }

    void info(RequestEvent event) throws Exception {
        Request request = event.getRequest();
        Optional<DialogCall> call = Replies.call(event.getDialog());
        if (call.isEmpty()) {
            replies.unknownCall(event);
            return;
        }
        String type = Wire.contentType(request);
        String body = Wire.bodyOf(request);
        if (type.equals(DtmfInfo.RELAY) || type.equals(DtmfInfo.PLAIN)) {
            Optional<DtmfInfo> dtmf = DtmfInfo.parse(type, body);
            if (dtmf.isEmpty()) {
                replies.refuse(event, 400, "No DTMF digit in the body", Map.of());
            } else {
                replies.ok(event);
                call.get().dtmfReceived(dtmf.get());
            }
        } else if (body.isEmpty()) {
            replies.ok(event);
        } else {
            ServerTransaction transaction = replies.transaction(event);
            call.get()
                    .receivedTask(() ->
                            Causes.quietly(() -> answerInfo(call.get(), transaction, type, body)));
        }
    }

    private void answerInfo(
            DialogCall call, ServerTransaction transaction, String type, String body)
            throws Exception {
        boolean understood = call.infoReceived(type, body);
        Response response =
                core.wire().response(transaction.getRequest(), understood ? 200 : 415, "");
        if (!understood) {
            core.wire().header(response, "Accept", Wire.ACCEPT);
        }
        core.send(transaction, response);
    }

    /// RFC 3261, section 11.2: what we can do, with the SDP of it if the owner gave one and the
    /// asker reads SDP.
    void options(RequestEvent event) throws Exception {
        Request request = event.getRequest();
        if (Replies.withinDialog(request) && Replies.call(event.getDialog()).isEmpty()) {
            replies.unknownCall(event);
            return;
        }
        Wire wire = core.wire();
        Response response = wire.response(request, Response.OK, "");
        wire.abilities(response);
        wire.header(response, "Accept", Wire.ACCEPT);
        wire.header(response, "Accept-Encoding", "identity");
        String accepted = Wire.headerOf(request, "Accept").orElse("application/sdp");
        Optional<String> sdp =
                accepted.contains("application/sdp") || accepted.contains("*/*")
                        ? core.dialogs().capabilities().get()
                        : Optional.empty();
        if (sdp.isPresent()) {
            wire.sdp(response, sdp.get());
        }
        replies.respond(event, response);
    }
}
