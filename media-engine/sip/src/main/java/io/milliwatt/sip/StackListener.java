package io.milliwatt.sip;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.address.SipURI;
import javax.sip.header.FromHeader;
import javax.sip.header.RequireHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/// Takes what the stack delivers and hands it to its call; answers what belongs to none. RFC 3261,
/// section 8.2.
final class StackListener implements SipListenerExt {
    private static final System.Logger LOG = System.getLogger("io.milliwatt.sip");

    private final EndpointCore core;
    private final SipEndpointListener listener;

    StackListener(EndpointCore core, SipEndpointListener listener) {
        this.core = core;
        this.listener = listener;
    }

    @Override
    public void processRequest(RequestEvent event) {
        Request request = event.getRequest();
        try {
            switch (request.getMethod()) {
                case Request.INVITE -> invite(event);
                case Request.ACK ->
                        call(event.getDialog())
                                .ifPresent(c -> c.received(new CallEvent.Ack(Wire.sdpOf(request))));
                case Request.BYE -> bye(event);
                case Request.CANCEL -> cancel(event);
                case Request.OPTIONS -> options(event);
                case Request.INFO -> info(event);
                case Request.REGISTER -> register(event);
                default -> refuse(event, 405, "Method Not Allowed", Map.of("Allow", Wire.ALLOW));
            }
        } catch (TransactionAlreadyExistsException e) {
            LOG.log(System.Logger.Level.TRACE, "retransmitted request", e);
        } catch (Exception e) { // one bad request must not end the thread of all
            LOG.log(System.Logger.Level.DEBUG, "request not handled", e);
            Causes.quietly(() -> refuse(event, 500, "Server Internal Error", Map.of()));
        }
    }

    private static Optional<DialogCall> call(@Nullable Dialog dialog) {
        return dialog != null && dialog.getApplicationData() instanceof DialogCall call
                ? Optional.of(call)
                : Optional.empty();
    }

    private static boolean withinDialog(Request request) {
        return ((ToHeader) request.getHeader(ToHeader.NAME)).getTag() != null;
    }

    private void invite(RequestEvent event) throws Exception {
        Request request = event.getRequest();
        if (withinDialog(request)) {
            reinvite(event);
        } else if (acceptable(event) && belowLimit(event)) {
            ServerTransaction transaction = transaction(event);
            IncomingLeg leg =
                    new IncomingLeg(core, identity(request), dialled(request), transaction);
            DialogCall call = new DialogCall(core, leg, new CallState.Offered());
            leg.dialog(transaction.getDialog(), call);
            core.remember(call);
            core.counters().callsIn.increment();
            call.offer(listener);
        }
    }

    private boolean belowLimit(RequestEvent event) throws Exception {
        boolean below = core.calls().size() < core.limits().maxCalls();
        if (!below) {
            refuse(event, 503, "Too Many Calls", Map.of("Retry-After", "5"));
        }
        return below;
    }

    /// RFC 3261, sections 8.2.2.3 and 8.2.3.
    private boolean acceptable(RequestEvent event) throws Exception {
        Request request = event.getRequest();
        RequireHeader require = (RequireHeader) request.getHeader(RequireHeader.NAME);
        if (require != null) {
            refuse(event, 420, "Bad Extension", Map.of("Unsupported", require.getOptionTag()));
            return false;
        }
        if (Wire.foreignBody(request)) {
            refuse(event, 415, "Unsupported Media Type", Map.of("Accept", "application/sdp"));
            return false;
        }
        return true;
    }

    private void reinvite(RequestEvent event) throws Exception {
        Optional<DialogCall> call = call(event.getDialog());
        if (call.isEmpty()) {
            unknownCall(event);
        } else if (acceptable(event)) {
            IncomingReoffer reoffer =
                    new IncomingReoffer(
                            core, call.get().leg(), transaction(event), event.getRequest());
            call.get().receivedTask(() -> call.get().reofferReceived(reoffer));
        }
    }

    private CallLeg.Identity identity(Request request) throws SipException {
        SIPRequest sip = (SIPRequest) request;
        InetSocketAddress remote =
                new InetSocketAddress(
                        sip.getPeerPacketSourceAddress(), sip.getPeerPacketSourcePort());
        FromHeader from = (FromHeader) request.getHeader(FromHeader.NAME);
        ToHeader to = (ToHeader) request.getHeader(ToHeader.NAME);
        return new CallLeg.Identity(
                sip.getCallId().getCallId(),
                dialled(request),
                core.wire().localHost(remote),
                String.valueOf(to.getAddress().getURI()),
                String.valueOf(from.getAddress().getURI()),
                remote,
                SipTransport.of(sip.getTopmostVia().getTransport()).orElse(SipTransport.UDP));
    }

    private static String dialled(Request request) {
        return request.getRequestURI() instanceof SipURI uri && uri.getUser() != null
                ? uri.getUser()
                : "";
    }

    private void bye(RequestEvent event) throws Exception {
        Optional<DialogCall> call = call(event.getDialog());
        if (call.isEmpty()) {
            unknownCall(event);
            return;
        }
        ok(event);
        call.get().received(new CallEvent.PeerBye(Wire.headerOf(event.getRequest(), "Reason")));
    }

    private void cancel(RequestEvent event) throws Exception {
        ServerTransaction transaction = event.getServerTransaction();
        Optional<DialogCall> call =
                call(transaction == null ? event.getDialog() : transaction.getDialog());
        if (call.isEmpty()) {
            unknownCall(event);
            return;
        }
        ok(event);
        call.get().received(new CallEvent.PeerCancel(Wire.headerOf(event.getRequest(), "Reason")));
    }

    /// RFC 3261, section 11.2.
    private void options(RequestEvent event) throws Exception {
        if (withinDialog(event.getRequest()) && call(event.getDialog()).isEmpty()) {
            unknownCall(event);
            return;
        }
        Response response = core.wire().response(event.getRequest(), Response.OK, "");
        core.wire().allow(response);
        core.wire().header(response, "Accept", Wire.ACCEPT);
        core.wire().header(response, "Accept-Encoding", "identity");
        core.wire().header(response, "Supported", "");
        respond(event, response);
    }

    private void info(RequestEvent event) throws Exception {
        Request request = event.getRequest();
        Optional<DialogCall> call = call(event.getDialog());
        if (call.isEmpty()) {
            unknownCall(event);
            return;
        }
        String type = Wire.contentType(request);
        String body = Wire.bodyOf(request);
        if (type.equals(DtmfInfo.RELAY) || type.equals(DtmfInfo.PLAIN)) {
            Optional<DtmfInfo> dtmf = DtmfInfo.parse(type, body);
            if (dtmf.isEmpty()) {
                refuse(event, 400, "No DTMF digit in the body", Map.of());
            } else {
                ok(event);
                call.get().dtmfReceived(dtmf.get());
            }
        } else if (body.isEmpty()) {
            ok(event);
        } else {
            ServerTransaction transaction = transaction(event);
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

    private void register(RequestEvent event) throws Exception {
        RegisterReception reception = new RegisterReception(core.wire());
        if (event.getRequest().getHeader(RequireHeader.NAME) != null) {
            boolean _ = acceptable(event);
            return;
        }
        Optional<RegisterAnswer> answer;
        try {
            answer = listener.registerReceived(reception.read(event.getRequest()));
        } catch (ParseException e) {
            refuse(
                    event,
                    400,
                    "Bad Request",
                    Map.of("Warning", "399 milliwatt \"" + e.getMessage() + '"'));
            return;
        }
        if (answer.isEmpty()) {
            refuse(event, 405, "Method Not Allowed", Map.of("Allow", Wire.ALLOW));
        } else {
            respond(event, reception.response(event.getRequest(), answer.get()));
        }
    }

    private void unknownCall(RequestEvent event) throws Exception {
        refuse(event, 481, "Call/Transaction Does Not Exist", Map.of());
    }

    private void refuse(RequestEvent event, int status, String phrase, Map<String, String> headers)
            throws Exception {
        core.counters().refused.increment();
        Response response = core.wire().response(event.getRequest(), status, phrase);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            core.wire().header(response, header.getKey(), header.getValue());
        }
        respond(event, response);
    }

    private void ok(RequestEvent event) throws Exception {
        respond(event, core.wire().response(event.getRequest(), Response.OK, ""));
    }

    private void respond(RequestEvent event, Response response) throws Exception {
        core.wire().toTag(response, Tokens.fresh());
        ServerTransaction transaction;
        try {
            transaction = transaction(event);
        } catch (TransactionUnavailableException e) {
            // the stack makes no transaction for a request that lacks what its method needs
            LOG.log(System.Logger.Level.DEBUG, "answered without transaction", e);
            core.provider().sendResponse(response);
            return;
        }
        core.send(transaction, response);
    }

    private ServerTransaction transaction(RequestEvent event) throws Exception {
        ServerTransaction given = event.getServerTransaction();
        return given != null ? given : core.provider().getNewServerTransaction(event.getRequest());
    }

    @Override
    public void processResponse(ResponseEvent event) {
        if (event.getClientTransaction() != null
                && event.getClientTransaction().getApplicationData()
                        instanceof TransactionOwner owner) {
            owner.response(event);
        } else {
            lateAnswer(event);
        }
    }

    /// A 2xx to INVITE that came after its transaction ended: repeated, or of another branch of a
    /// forking proxy.
    private void lateAnswer(ResponseEvent event) {
        int status = event.getResponse().getStatusCode();
        if (status >= 200 && status < 300) {
            call(event.getDialog())
                    .filter(c -> c.leg() instanceof OutgoingLeg)
                    .ifPresent(c -> ((OutgoingLeg) c.leg()).response(event));
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()
                && event.getClientTransaction().getApplicationData()
                        instanceof TransactionOwner owner) {
            owner.timedOut();
        }
    }

    @Override
    public void processDialogTimeout(DialogTimeoutEvent event) {
        Optional<DialogCall> call = call(event.getDialog());
        switch (event.getReason()) {
            case EarlyStateTimeout ->
                    call.ifPresent(c ->
                            c.received(
                                    new CallEvent.HangUp(
                                            Optional.of(
                                                    EndReason.of(
                                                            EndReason.Kind.NO_ANSWER,
                                                            "nobody answered for three"
                                                                    + " minutes")))));
            case AckNotReceived, AckNotSent, ReInviteTimeout, CannotAcquireAckSemaphoreForOk ->
                    LOG.log(
                            System.Logger.Level.DEBUG,
                            () -> "dialog time-out " + event.getReason());
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        // the same failure comes as an exception to the sender or, later, as a time-out
        LOG.log(
                System.Logger.Level.DEBUG,
                () ->
                        "could not send to "
                                + event.getHost()
                                + ":"
                                + event.getPort()
                                + "/"
                                + event.getTransport());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
