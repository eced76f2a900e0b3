package io.milliwatt.sip;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sip.Dialog;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContactHeader;
import javax.sip.message.Message;
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

    /// A request within the dialog, without its body.
    record Inside(String method, Map<String, String> headers, Duration timeout) {
        static Inside of(String method, Duration timeout) {
            return new Inside(method, Map.of(), timeout);
        }
    }

    private final EndpointCore core;
    private volatile Optional<Branch> branch = Optional.empty();
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

    /// Stops what still runs; the call is over.
    abstract void release();

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

    /// The dialog that counts: the answered one, before it the newest.
    Optional<Branch> branch() {
        return branch;
    }

    void branch(Branch newest, DialogCall call) {
        newest.dialog().setApplicationData(call);
        branch = Optional.of(newest);
    }

    Dialog theDialog() throws SipException {
        return branch.map(Branch::dialog)
                .orElseThrow(() -> new SipException("there is no dialog yet"));
    }

    /// Remembers which 2xx the next ACK is for.
    void ackFor(Response response) {
        ackSequence = ((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getSeqNumber();
    }

    void sendAck(Optional<String> sdp) throws Exception {
        Dialog established = theDialog();
        if (!Wire.hasContact(established)) {
            throw new SipException("the answer has no Contact header to send the ACK to");
        }
        Request ack = established.createAck(ackSequence);
        if (sdp.isPresent()) {
            core.wire().sdp(ack, sdp.get());
        }
        core.sendAck(established, ack);
    }

    /// Our Contact, as a target refresh needs it.
    void contact(Message message) throws Exception {
        Identity self = identity();
        core.wire().contact(message, self.localUser(), self.localHost(), self.transport());
    }

    /// Sends a request within the dialog.
    CompletableFuture<RequestOutcome> inDialog(Inside inside, Optional<Body> body)
            throws SipException {
        Dialog established = theDialog();
        PendingRequest pending =
                new PendingRequest(
                        inside.method(),
                        targetUri(established),
                        LocalAddresses.text(remoteAddress()),
                        digest(),
                        (owner, authorization) -> {
                            Request request = build(inside.method(), authorization);
                            for (var header : inside.headers().entrySet()) {
                                core.wire().header(request, header.getKey(), header.getValue());
                            }
                            if (body.isPresent()) {
                                core.wire()
                                        .body(request, body.get().contentType(), body.get().text());
                            }
                            return core.send(established, request, owner);
                        });
        return pending.send(core.timer(), inside.timeout());
    }

    /// A request of the dialog, ready but for what its method adds.
    Request build(String method, Optional<DigestSession.Header> authorization) throws Exception {
        return dress(theDialog().createRequest(method), authorization);
    }

    Request dress(Request request, Optional<DigestSession.Header> authorization) throws Exception {
        core.wire().dress(request, identity().localHost(), transport());
        if (request.getHeader(ContactHeader.NAME) != null) {
            contact(request); // the stack's own knows nothing of what is advertised
        }
        if (authorization.isPresent()) {
            core.wire().header(request, authorization.get().name(), authorization.get().value());
        }
        return request;
    }

    /// What a request needs when the far end has asked for digest before.
    Optional<DigestSession.Header> authorization(String method) throws SipException {
        String uri = targetUri(theDialog());
        return digest().flatMap(d -> d.next(method, uri));
    }

    String targetUri(Dialog established) {
        return established.getRemoteTarget() == null
                ? remoteUri()
                : String.valueOf(established.getRemoteTarget().getURI());
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
