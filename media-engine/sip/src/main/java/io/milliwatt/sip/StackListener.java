package io.milliwatt.sip;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// Takes what the stack delivers and hands it to its call; answers what belongs to none. RFC 3261,
/// section 8.2.
final class StackListener implements SipListenerExt {
    private static final System.Logger LOG = System.getLogger("io.milliwatt.sip");

    /// What is known of RFC 3261 and its extensions, but not done here; all else is unknown.
    private static final Set<String> KNOWN =
            Set.of(Request.SUBSCRIBE, Request.PUBLISH, Request.MESSAGE);

    private final EndpointCore core;
    private final Replies replies;
    private final InviteRequests invites;
    private final DialogRequests dialogs;
    private final RegisterRequests registers;

    StackListener(EndpointCore core, SipEndpointListener listener) {
        this.core = core;
        replies = new Replies(core);
        invites = new InviteRequests(core, replies, listener);
        dialogs = new DialogRequests(core, replies);
        registers = new RegisterRequests(core, replies, listener);
    }

    @Override
    public void processRequest(RequestEvent event) {
        try {
            take(event);
        } catch (TransactionAlreadyExistsException e) {
            LOG.log(System.Logger.Level.TRACE, "retransmitted request", e);
        } catch (Exception e) { // one bad request must not end the thread of all
            LOG.log(System.Logger.Level.DEBUG, "request not handled", e);
            Causes.quietly(() -> replies.refuse(event, 500, "Server Internal Error", Map.of()));
        }
    }

    /// Method, Request-URI, required extensions, body: the order of RFC 3261, section 8.2.
    private void take(RequestEvent event) throws Exception {
        Request request = event.getRequest();
        switch (request.getMethod()) {
            case Request.ACK -> dialogs.ack(event);
            case Request.CANCEL -> dialogs.cancel(event);
            case Request.REGISTER -> registers.received(event);
            case Request.INVITE,
                    Request.BYE,
                    Request.OPTIONS,
                    Request.INFO,
                    Request.PRACK,
                    Request.UPDATE,
                    Request.REFER,
                    Request.NOTIFY -> {
                if (!(request.getRequestURI() instanceof SipURI)) {
                    replies.refuse(event, 416, "Unsupported URI Scheme", Map.of());
                } else if (replies.understood(event)) {
                    takeKnown(event, request.getMethod());
                }
            }
            default -> {
                if (KNOWN.contains(request.getMethod())) {
                    replies.refuse(event, 405, "Method Not Allowed", Map.of("Allow", Wire.ALLOW));
                } else {
                    replies.refuse(event, 501, "Not Implemented", Map.of("Allow", Wire.ALLOW));
                }
            }
        }
    }

    private void takeKnown(RequestEvent event, String method) throws Exception {
        switch (method) {
            case Request.INVITE -> invites.received(event);
            case Request.BYE -> dialogs.bye(event);
            case Request.OPTIONS -> dialogs.options(event);
            case Request.INFO -> dialogs.info(event);
            case Request.PRACK -> dialogs.prack(event);
            case Request.UPDATE -> dialogs.update(event);
            case Request.REFER -> dialogs.refer(event);
            case Request.NOTIFY -> dialogs.notified(event);
            default -> throw new IllegalArgumentException(method);
        }
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
    /// forking proxy. Nobody may go on sending it, so it is confirmed even if the call is over.
    private void lateAnswer(ResponseEvent event) {
        Response response = event.getResponse();
        int status = response.getStatusCode();
        CSeqHeader cseq = (CSeqHeader) response.getHeader(CSeqHeader.NAME);
        Dialog dialog = event.getDialog();
        if (status < 200
                || status >= 300
                || dialog == null
                || !cseq.getMethod().equals(Request.INVITE)) {
            return;
        }
        Optional<DialogCall> call = Replies.call(dialog).or(() -> callOf(response));
        if (call.isPresent() && call.get().leg() instanceof OutgoingLeg leg) {
            leg.response(event);
        } else if (call.isEmpty()) {
            ViaHeader via = (ViaHeader) response.getHeader(ViaHeader.NAME);
            Forks.refuse(
                    core,
                    dialog,
                    response,
                    via.getHost(),
                    SipTransport.of(via.getTransport()).orElse(SipTransport.UDP));
        }
    }

    /// The outgoing call of ours with that Call-ID.
    private Optional<DialogCall> callOf(Response response) {
        String callId = ((CallIdHeader) response.getHeader(CallIdHeader.NAME)).getCallId();
        return core.calls().stream()
                .filter(c -> c.leg().outgoing() && c.callId().equals(callId))
                .findFirst();
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
        // of several early dialogs, only the newest speaks for the call
        Optional<DialogCall> call =
                Replies.call(event.getDialog())
                        .filter(c ->
                                c.leg()
                                        .branch()
                                        .filter(b -> b.dialog() == event.getDialog())
                                        .isPresent());
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
