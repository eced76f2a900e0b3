package io.milliwatt.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
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

    /// 64*T1, RFC 3261, section 17.1.2.2.
    private static final Duration PRACK_TIMEOUT = Duration.ofSeconds(32);

    private final OutgoingCall wanted;
    private final String fromTag = Tokens.fresh();
    private final Optional<DigestSession> digest;
    private volatile Identity identity;
    private final Branches branches;
    private @Nullable DialogCall call;
    private @Nullable ClientTransaction invite;
    private @Nullable Request request;

    OutgoingLeg(EndpointCore core, OutgoingCall wanted, String callId) {
        super(core);
        this.wanted = wanted;
        digest = wanted.credentials().map(DigestSession::new);
        branches = new Branches(wanted.offerSdp());
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
        core().wire().abilities(first);
        owner.refresh().begin(first);
        origin(first);
        if (!wanted.offerSdp().isEmpty()) {
            core().wire().sdp(first, wanted.offerSdp());
        }
        watchForResponse(owner, remote);
        request = first;
        invite = core().send(first, this);
    }

    private void origin(Request first) throws Exception {
        OutgoingCall.Origin origin = wanted.origin();
        if (origin.replaces().isPresent()) {
            core().wire().header(first, "Replaces", origin.replaces().get().toString());
            core().wire().header(first, "Require", "replaces");
        }
        if (origin.referredBy().isPresent()) {
            // it came from outside; one that cannot be read is left out
            String value = origin.referredBy().get();
            Causes.quietly(() -> core().wire().header(first, "Referred-By", value));
        }
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
            provisional(owner, event.getDialog(), response);
        } else if (status < 300) {
            success(owner, event.getDialog(), response);
        } else if (!retried(owner, response)) {
            owner.step(new CallEvent.Failure(status, phrase, Wire.headerOf(response, "Reason")));
        }
    }

    private void provisional(DialogCall owner, @Nullable Dialog dialog, Response response) {
        int status = response.getStatusCode();
        String phrase = String.valueOf(response.getReasonPhrase());
        Optional<Branch> branch =
                dialog == null || status == 100 || branches.confirmed().isPresent()
                        ? Optional.empty()
                        : branches.of(dialog, response);
        if (branch.isEmpty()) {
            owner.step(new CallEvent.Provisional(status, phrase, Optional.empty()));
            return;
        }
        Branch newest = branch.get();
        newest.learn(response);
        branch(newest, owner);
        Optional<String> sdp = Wire.sdpOf(response);
        OptionalLong rseq = Wire.reliable(response);
        if (rseq.isPresent()) {
            if (!newest.takeInOrder(rseq.getAsLong())) {
                return; // repeated; or one before it is missing, and will be repeated with it
            }
            sdp = reliable(owner, newest, response, sdp);
        } else if (newest.exchange() == SdpExchange.NONE) {
            sdp = Optional.empty(); // an offer must not come unreliably
        }
        owner.step(new CallEvent.Provisional(status, phrase, sdp));
    }

    /// Confirms a reliable response by PRACK, RFC 3262, section 4.
    ///
    /// @return the answer in it, if any
    private Optional<String> reliable(
            DialogCall owner, Branch branch, Response response, Optional<String> sdp) {
        Optional<String> body = Optional.empty();
        Optional<String> answer = sdp;
        if (sdp.isPresent()) {
            switch (branch.exchange()) {
                case WE_OFFERED -> branch.answered(sdp.get());
                case NONE -> {
                    branch.offered();
                    body = owner.negotiator().answerTo(sdp.get());
                    body.ifPresent(ours -> branch.sent(SdpExchange.Event.ANSWER_SENT, ours));
                    answer = Optional.empty();
                }
                case THEY_OFFERED, AGREED -> {}
            }
        }
        boolean refused = branch.exchange() == SdpExchange.THEY_OFFERED;
        prack(branch, response, body);
        if (refused) {
            owner.received(new CallEvent.HangUp(Optional.of(EndReason.OFFER_REFUSED)));
        }
        return answer;
    }

    private void prack(Branch branch, Response response, Optional<String> body) {
        PendingRequest pending =
                new PendingRequest(
                        Request.PRACK,
                        targetUri(branch.dialog()),
                        LocalAddresses.text(remoteAddress()),
                        digest,
                        (pendingPrack, authorization) -> {
                            Request prack =
                                    dress(branch.dialog().createPrack(response), authorization);
                            if (body.isPresent()) {
                                core().wire().sdp(prack, body.get());
                            }
                            return core().send(branch.dialog(), prack, pendingPrack);
                        });
        // when it gets no answer the response comes again, or the caller's patience ends
        var _ = pending.send(core().timer(), PRACK_TIMEOUT);
    }

    private void success(DialogCall owner, @Nullable Dialog answered, Response response) {
        if (answered == null) {
            return;
        }
        Optional<Branch> branch = branches.of(answered, response);
        if (branch.isEmpty() || branches.confirmed().filter(c -> c != branch.get()).isPresent()) {
            Forks.refuse(core(), answered, response, identity.localHost(), transport());
            return;
        }
        Branch ours = branch.get();
        branches.confirm(ours);
        invite = null;
        request = null;
        branch(ours, owner);
        ours.learn(response);
        ackFor(response);
        owner.refresh().succeeded(response);
        Optional<String> sdp = Wire.sdpOf(response);
        if (sdp.isPresent() && ours.exchange() == SdpExchange.NONE) {
            ours.offered();
            owner.step(new CallEvent.SuccessWithOffer(sdp.get()));
            return;
        }
        if (ours.exchange() == SdpExchange.WE_OFFERED) {
            sdp.ifPresent(ours::answered);
        }
        owner.step(new CallEvent.Success(ours.answer().orElse("")));
    }

    private boolean retried(DialogCall owner, Response response) {
        Request refused = request;
        boolean stillWanted =
                owner.state() instanceof CallState.Calling
                        || owner.state() instanceof CallState.Proceeding;
        boolean longer =
                response.getStatusCode() == 422
                        && owner.refresh()
                                .raise(SessionExpires.minimum(Wire.headerOf(response, "Min-SE")));
        if (refused == null || !stillWanted || !(longer || answersChallenge(response))) {
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
            owner.refresh().begin(again);
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
            core().send(sent.createCancel(), Forks.IGNORE);
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
    void release() {
        // nothing of ours runs on
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
        return Optional.of(wanted.offerSdp()).filter(sdp -> !sdp.isEmpty());
    }
}
