package io.milliwatt.sip;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.ResponseEvent;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// The JAIN-SIP side of a call: its dialog, and the requests within it. Used only in the mailbox of
/// its call, but for what is final or volatile.
abstract sealed class CallLeg permits OutgoingLeg, IncomingLeg {
    /// What is fixed from the start.
    ///
    /// @param localUser user part of our Contact
    /// @param localHost host part of our Contact and Via
    /// @param remoteUri URI of the far end for humans
    record Identity(
            String callId,
            String localUser,
            String localHost,
            String localUri,
            String remoteUri,
            InetSocketAddress remoteAddress,
            SipTransport transport) {}

    /// A message body.
    record Body(String contentType, String text) {}

    private final EndpointCore core;
    private volatile Optional<Dialog> dialog = Optional.empty();
    private long ackSequence;

    CallLeg(EndpointCore core) {
        this.core = core;
    }

    abstract Identity identity();

    abstract boolean outgoing();

    abstract Optional<DigestSession> digest();

    abstract String dialled();

    abstract Optional<String> offer();

    abstract void sendCancel() throws Exception;

    abstract void respond(CallEffect.Respond effect) throws Exception;

    abstract void abandonInvite();

    EndpointCore core() {
        return core;
    }

    String callId() {
        return identity().callId();
    }

    String localUri() {
        return identity().localUri();
    }

    String remoteUri() {
        return identity().remoteUri();
    }

    InetSocketAddress remoteAddress() {
        return identity().remoteAddress();
    }

    SipTransport transport() {
        return identity().transport();
    }

    Optional<Dialog> dialog() {
        return dialog;
    }

    void dialog(Dialog established, DialogCall call) {
        established.setApplicationData(call);
        dialog = Optional.of(established);
    }

    /// Remembers which 2xx [#sendAck()] is for.
    void ackFor(Response response) {
        ackSequence = ((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getSeqNumber();
    }

    private Dialog theDialog() throws SipException {
        return dialog.orElseThrow(() -> new SipException("there is no dialog yet"));
    }

    void sendAck() throws Exception {
        Dialog established = theDialog();
        if (!Wire.hasContact(established)) {
            throw new SipException("the answer has no Contact header to send the ACK to");
        }
        core.sendAck(established, established.createAck(ackSequence));
    }

    /// Sends a request within the dialog.
    CompletableFuture<RequestOutcome> inDialog(String method, Duration timeout, Optional<Body> body)
            throws SipException {
        Dialog established = theDialog();
        PendingRequest pending =
                new PendingRequest(
                        method,
                        targetUri(established),
                        LocalAddresses.text(remoteAddress()),
                        digest(),
                        (owner, authorization) -> {
                            Request request = build(established, method, authorization);
                            if (body.isPresent()) {
                                core.wire()
                                        .body(request, body.get().contentType(), body.get().text());
                            }
                            return core.send(established, request, owner);
                        });
        return pending.send(core.timer(), timeout);
    }

    void sendReinvite(DialogCall call, String sdp) throws Exception {
        new Reinvite(call, sdp).send();
    }

    private Request build(
            Dialog established, String method, Optional<DigestSession.Header> authorization)
            throws Exception {
        Request request = established.createRequest(method);
        core.wire().dress(request, identity().localHost(), transport());
        if (authorization.isPresent()) {
            core.wire().header(request, authorization.get().name(), authorization.get().value());
        }
        return request;
    }

    private String targetUri(Dialog established) {
        return established.getRemoteTarget() == null
                ? remoteUri()
                : String.valueOf(established.getRemoteTarget().getURI());
    }

    /// A re-INVITE on its way.
    private final class Reinvite implements TransactionOwner {
        private final DialogCall call;
        private final String sdp;

        Reinvite(DialogCall call, String sdp) {
            this.call = call;
            this.sdp = sdp;
        }

        ClientTransaction send() throws Exception {
            Dialog established = theDialog();
            Optional<DigestSession.Header> authorization =
                    digest().flatMap(d -> d.next(Request.INVITE, targetUri(established)));
            Request request = build(established, Request.INVITE, authorization);
            Identity self = identity();
            core.wire().contact(request, self.localUser(), self.localHost(), self.transport());
            core.wire().allow(request);
            core.wire().sdp(request, sdp);
            return core.send(established, request, this);
        }

        @Override
        public void response(ResponseEvent event) {
            Response response = event.getResponse();
            if (response.getStatusCode() >= 200) {
                call.receivedTask(() -> finalResponse(response));
            }
        }

        private void finalResponse(Response response) {
            int status = response.getStatusCode();
            if (status < 300) {
                ackFor(response);
                call.step(new CallEvent.ReofferSuccess(Wire.sdpOf(response).orElse("")));
            } else if (!retried(response)) {
                call.step(
                        new CallEvent.ReofferFailure(
                                status, String.valueOf(response.getReasonPhrase())));
            }
        }

        private boolean retried(Response response) {
            if (!answersChallenge(response)) {
                return false;
            }
            try {
                send();
                return true;
            } catch (Exception e) { // the stack throws unchecked exceptions as well
                return false;
            }
        }

        @Override
        public void timedOut() {
            call.received(new CallEvent.ReofferFailure(408, "no answer to re-INVITE"));
        }
    }

    /// Whether a response is a challenge worth another try; takes note of it then.
    boolean answersChallenge(Response response) {
        int status = response.getStatusCode();
        boolean proxy = status == Response.PROXY_AUTHENTICATION_REQUIRED;
        if (digest().isEmpty() || (!proxy && status != Response.UNAUTHORIZED)) {
            return false;
        }
        Optional<DigestChallenge> challenge = DigestChallenge.strongest(Wire.challenges(response));
        return challenge.isPresent() && digest().get().challenged(challenge.get(), proxy);
    }
}
