package io.milliwatt.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.ResponseEvent;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/// The side of a call we placed.
final class OutgoingLeg extends CallLeg implements TransactionOwner {
    /// A host that refuses datagrams says so at once; asked when this time passed without an
    /// answer.
    private static final Duration PROBE_AFTER = Duration.ofMillis(400);

    private static final int PROBE_WAIT_MILLIS = 300;

    private final OutgoingCall wanted;
    private final String fromTag = Tokens.fresh();
    private final Optional<DigestSession> digest;
    private volatile Identity identity;
    private @Nullable DialogCall call;
    private @Nullable ClientTransaction invite;
    private @Nullable Request request;

    OutgoingLeg(EndpointCore core, OutgoingCall wanted, String callId) {
        super(core);
        this.wanted = wanted;
        digest = wanted.credentials().map(DigestSession::new);
        identity =
                new Identity(
                        callId,
                        wanted.user(),
                        "",
                        "",
                        wanted.target().toString(),
                        InetSocketAddress.createUnresolved(
                                wanted.target().host(), wanted.target().effectivePort()),
                        wanted.target().effectiveTransport());
    }

    SipUri target() {
        return wanted.target();
    }

    /// Resolves the target and sends the INVITE; may block for name service and TCP connect.
    void sendInvite(DialogCall owner) throws Exception {
        call = owner;
        SipUri target = wanted.target();
        InetSocketAddress remote = target.resolve();
        String host = core().wire().localHost(remote);
        identity =
                new Identity(
                        callId(),
                        wanted.user(),
                        host,
                        "sip:" + wanted.user() + "@" + host,
                        target.toString(),
                        remote,
                        transport());
        String to =
                new SipUri(
                                target.user(),
                                target.host(),
                                target.port(),
                                Optional.empty(),
                                target.secure())
                        .toString();
        Request first =
                core().wire()
                        .request(
                                Request.INVITE,
                                target,
                                to,
                                wanted.user(),
                                host,
                                wanted.displayName(),
                                host,
                                callId(),
                                fromTag,
                                1);
        core().wire().contact(first, wanted.user(), host, transport());
        core().wire().allow(first);
        core().wire().sdp(first, wanted.offerSdp());
        watchForResponse(owner, remote);
        request = first;
        invite = core().send(first, this);
    }

    private void watchForResponse(DialogCall owner, InetSocketAddress remote) {
        String where = LocalAddresses.text(remote) + "/" + transport().key();
        owner.startTimer(
                wanted.noResponseAfter(),
                new CallEvent.NoResponse(
                        EndReason.of(
                                EndReason.Kind.NO_RESPONSE,
                                "nothing answered at "
                                        + where
                                        + " within "
                                        + wanted.noResponseAfter().toMillis()
                                        + " ms")));
        if (transport() == SipTransport.UDP) {
            var _ = core().timer().after(PROBE_AFTER, () -> probe(owner, remote, where));
        }
    }

    private void probe(DialogCall owner, InetSocketAddress remote, String where) {
        if (!(owner.state() instanceof CallState.Calling)) {
            return;
        }
        InetAddress local;
        try {
            local = core().wire().localAddress(remote);
        } catch (SipException e) {
            return; // the timer will end the call
        }
        if (LocalAddresses.refusesDatagrams(local, remote, PROBE_WAIT_MILLIS)) {
            owner.received(
                    new CallEvent.NoResponse(
                            EndReason.of(
                                    EndReason.Kind.UNREACHABLE,
                                    "nothing listens at " + where + " (ICMP port unreachable)")));
        }
    }

    @Override
    public void response(ResponseEvent event) {
        DialogCall owner = call;
        if (owner != null) {
            owner.receivedTask(() -> handle(owner, event));
        }
    }

    private void handle(DialogCall owner, ResponseEvent event) {
        Response response = event.getResponse();
        int status = response.getStatusCode();
        String phrase = String.valueOf(response.getReasonPhrase());
        if (owner.state() instanceof CallState.Calling) {
            owner.cancelTimer();
        }
        if (status < 200) {
            if (event.getDialog() != null) {
                dialog(event.getDialog(), owner);
            }
            owner.step(new CallEvent.Provisional(status, phrase, Wire.sdpOf(response)));
        } else if (status < 300) {
            success(owner, event.getDialog(), response);
        } else if (!retried(owner, response)) {
            owner.step(new CallEvent.Failure(status, phrase, Wire.headerOf(response, "Reason")));
        }
    }

    private void success(DialogCall owner, @Nullable Dialog answered, Response response) {
        if (answered == null) {
            return;
        }
        boolean another =
                dialog().isPresent()
                        && dialog().get() != answered
                        && !(owner.state() instanceof CallState.Calling
                                || owner.state() instanceof CallState.Proceeding);
        if (another) {
            refuseFork(answered, response);
            return;
        }
        invite = null;
        request = null;
        dialog(answered, owner);
        ackFor(response);
        owner.step(new CallEvent.Success(Wire.sdpOf(response).orElse("")));
    }

    /// A second far end answered the same call (forking): confirm and hang up, RFC 3261, section
    /// 13.2.2.4.
    private void refuseFork(Dialog fork, Response response) {
        Causes.quietly(() -> {
            long sequence = ((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getSeqNumber();
            core().sendAck(fork, fork.createAck(sequence));
            Request bye = fork.createRequest(Request.BYE);
            core().wire().dress(bye, identity.localHost(), transport());
            core().send(fork, bye, IGNORE);
        });
    }

    private static final TransactionOwner IGNORE =
            new TransactionOwner() {
                @Override
                public void response(ResponseEvent event) {}

                @Override
                public void timedOut() {}
            };

    private boolean retried(DialogCall owner, Response response) {
        Request refused = request;
        boolean stillWanted =
                owner.state() instanceof CallState.Calling
                        || owner.state() instanceof CallState.Proceeding;
        if (refused == null || !stillWanted || !answersChallenge(response)) {
            return false;
        }
        try {
            long sequence = ((CSeqHeader) refused.getHeader(CSeqHeader.NAME)).getSeqNumber() + 1;
            Request again =
                    core().wire().again(refused, sequence, identity.localHost(), transport());
            Optional<DigestSession.Header> authorization =
                    digest.flatMap(
                            d -> d.next(Request.INVITE, String.valueOf(again.getRequestURI())));
            if (authorization.isPresent()) {
                core().wire()
                        .header(again, authorization.get().name(), authorization.get().value());
            }
            request = again;
            invite = core().send(again, this);
            return true;
        } catch (Exception e) { // the stack throws unchecked exceptions as well
            return false;
        }
    }

    @Override
    public void timedOut() {
        DialogCall owner = call;
        if (owner != null) {
            owner.received(
                    new CallEvent.Broken(
                            EndReason.of(
                                    EndReason.Kind.NO_RESPONSE,
                                    "no answer came from "
                                            + LocalAddresses.text(remoteAddress())
                                            + " in time")));
        }
    }

    @Override
    void sendCancel() throws Exception {
        ClientTransaction sent = invite;
        if (sent != null) {
            core().send(sent.createCancel(), IGNORE);
        }
    }

    @Override
    void abandonInvite() {
        ClientTransaction sent = invite;
        invite = null;
        request = null;
        if (sent != null) {
            Causes.quietly(sent::terminate);
        }
    }

    @Override
    void respond(CallEffect.Respond effect) throws SipException {
        throw new SipException("an outgoing call cannot be answered");
    }

    @Override
    Identity identity() {
        return identity;
    }

    @Override
    boolean outgoing() {
        return true;
    }

    @Override
    Optional<DigestSession> digest() {
        return digest;
    }

    @Override
    String dialled() {
        return wanted.target().user();
    }

    @Override
    Optional<String> offer() {
        return Optional.of(wanted.offerSdp());
    }
}
