package io.milliwatt.sip;

import io.milliwatt.sip.ReliableResponses.Effect;
import io.milliwatt.sip.ReliableResponses.Event;
import io.milliwatt.sip.ReliableResponses.Manner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.ServerTransaction;
import javax.sip.header.CSeqHeader;
import javax.sip.header.RAckHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/// The side of a call we received, with its reliable responses (RFC 3262, section 3).
final class IncomingLeg extends CallLeg {
    private static final EndReason REPLACED =
            EndReason.of(EndReason.Kind.LOCAL_HANG_UP, "another call took its place (transfer)");

    private final Identity identity;
    private final String dialled;
    private final Optional<String> offer;
    private final ServerTransaction transaction;
    private final String tag = Tokens.fresh();
    private final Alarm repeat;
    private ReliableResponses.State reliable =
            new ReliableResponses.State.Clear(ThreadLocalRandom.current().nextLong(1, 1L << 30));
    private @Nullable Request invite;
    private @Nullable Response unacknowledged;
    private @Nullable DialogCall call;
    private volatile Optional<DialogCall> replaced = Optional.empty();

    IncomingLeg(
            EndpointCore core, Identity identity, String dialled, ServerTransaction transaction) {
        super(core);
        this.identity = identity;
        this.dialled = dialled;
        this.transaction = transaction;
        repeat = new Alarm(core.timer());
        Request request = transaction.getRequest();
        invite = request;
        offer = Wire.sdpOf(request);
    }

    /// @param toReplace the call that ends when this one is answered
    void begin(DialogCall owner, Optional<DialogCall> toReplace) {
        call = owner;
        replaced = toReplace;
        Branch branch =
                new Branch(
                        transaction.getDialog(),
                        offer.isPresent() ? SdpExchange.THEY_OFFERED : SdpExchange.NONE,
                        "");
        branch.learn(transaction.getRequest());
        branch(branch, owner);
    }

    @Override
    void respond(CallEffect.Respond effect) throws Exception {
        step(new Event.Send(new ReliableResponses.Wanted(effect, manner(effect))), transaction);
    }

    /// What has SDP goes reliably if the caller knows how; all does if the caller requires it.
    private Manner manner(CallEffect.Respond effect) {
        Request request = transaction.getRequest();
        boolean provisional = effect.status() > 100 && effect.status() < 200;
        boolean agreed = branch().map(b -> b.exchange() == SdpExchange.AGREED).orElse(false);
        boolean wanted =
                Wire.optionTags(request, "Require").contains("100rel")
                        || (effect.sdp().isPresent()
                                && !agreed
                                && Wire.optionTags(request, "Supported").contains("100rel"));
        return provisional && wanted ? Manner.RELIABLE : Manner.PLAIN;
    }

    /// A PRACK; answered here.
    void prack(ServerTransaction prack) {
        RAckHeader rack = (RAckHeader) prack.getRequest().getHeader(RAckHeader.NAME);
        CSeqHeader cseq = (CSeqHeader) transaction.getRequest().getHeader(CSeqHeader.NAME);
        boolean ours =
                rack != null
                        && rack.getMethod().equals(Request.INVITE)
                        && rack.getCSeqNumber() == cseq.getSeqNumber();
        Causes.quietly(() -> {
            try {
                step(new Event.Prack(ours ? rack.getRSeqNumber() : -1), prack);
            } catch (SipException | javax.sip.SipException e) {
                owner().received(
                                new CallEvent.Broken(
                                        EndReason.of(
                                                EndReason.Kind.TRANSPORT,
                                                "a message could not be sent: "
                                                        + Causes.words(e))));
            }
        });
    }

    private DialogCall owner() throws SipException {
        DialogCall owner = call;
        if (owner == null) {
            throw new SipException("the call has not begun");
        }
        return owner;
    }

    /// @param prack the PRACK that is being answered, if the event is one
    private void step(Event event, ServerTransaction prack) throws Exception {
        Duration patience = core().limits().ackTimeout();
        ReliableResponses.Step step = ReliableResponses.step(reliable, event, patience);
        reliable = step.state();
        for (Effect effect : step.effects()) {
            switch (effect) {
                case Effect.SendPlain(CallEffect.Respond response) ->
                        transmit(response, OptionalLong.empty());
                case Effect.SendReliably(CallEffect.Respond response, long rseq) ->
                        transmit(response, OptionalLong.of(rseq));
                case Effect.Repeat _ -> repeatResponse();
                case Effect.StartTimer(Duration time) -> startTimer(time);
                case Effect.StopTimer _ -> repeat.cancel();
                case Effect.TakePrack _ -> takePrack(prack);
                case Effect.RefusePrack _ ->
                        core().send(
                                        prack,
                                        core().wire()
                                                .response(
                                                        prack.getRequest(),
                                                        481,
                                                        "No Such Reliable Response"));
                case Effect.GiveUp _ -> owner().received(new CallEvent.PrackMissing());
            }
        }
    }

    private void startTimer(Duration time) throws SipException {
        DialogCall owner = owner();
        repeat.set(
                time,
                () ->
                        owner.receivedTask(() ->
                                Causes.quietly(() -> step(new Event.RepeatDue(), transaction))));
    }

    private void repeatResponse() {
        Response sent = unacknowledged;
        if (sent != null && invite != null) {
            Causes.quietly(() -> core().send(transaction, sent));
        }
    }

    private void takePrack(ServerTransaction prack) throws Exception {
        Wire wire = core().wire();
        Optional<String> sdp = Wire.sdpOf(prack.getRequest());
        Branch branch = branch().orElseThrow(() -> new SipException("there is no dialog"));
        Response response =
                switch (owner().negotiator().pracked(branch, sdp)) {
                    case ReofferReply.Accept(String answer) -> {
                        Response ok = wire.response(prack.getRequest(), Response.OK, "");
                        if (!answer.isEmpty()) {
                            wire.sdp(ok, answer);
                        }
                        yield ok;
                    }
                    case ReofferReply.Refuse(int status, String reason) ->
                            wire.response(prack.getRequest(), status, reason);
                };
        core().send(prack, response);
    }

    private void transmit(CallEffect.Respond effect, OptionalLong rseq) throws Exception {
        Request request = invite;
        if (request == null) {
            return;
        }
        Wire wire = core().wire();
        int status = effect.status();
        Response response = wire.response(request, status, effect.phrase());
        wire.toTag(response, tag);
        boolean success = status >= 200 && status < 300;
        if (status < 300) {
            contact(response);
            wire.abilities(response);
            sdp(response, effect.sdp(), success || rseq.isPresent());
        }
        if (rseq.isPresent()) {
            wire.header(response, "Require", "100rel");
            wire.header(response, "RSeq", String.valueOf(rseq.getAsLong()));
            unacknowledged = response;
        }
        if (status >= 200) {
            invite = null;
        }
        if (success) {
            owner().refresh().answer(request, response);
        }
        for (Map.Entry<String, String> header : effect.headers().entrySet()) {
            // a header that cannot be read is left out: the response matters more
            Causes.quietly(() -> wire.header(response, header.getKey(), header.getValue()));
        }
        core().send(transaction, response);
        if (success) {
            owner().step(new CallEvent.AnswerSent());
            owner().awaitAck();
            replaced.ifPresent(old -> old.abandon(REPLACED));
        }
    }

    /// What was agreed in a reliable response is not said again; a first offer of ours needs a
    /// response that is confirmed (RFC 3261, section 13.2.1).
    ///
    /// @param confirmed whether the response is: 2xx, or reliable
    private void sdp(Response response, Optional<String> sdp, boolean confirmed) throws Exception {
        Branch branch = branch().orElseThrow(() -> new SipException("there is no dialog"));
        if (sdp.isEmpty()) {
            return;
        }
        switch (branch.exchange()) {
            case AGREED, WE_OFFERED -> {}
            case NONE -> {
                if (confirmed) {
                    branch.sent(SdpExchange.Event.OFFER_SENT, sdp.get());
                    core().wire().sdp(response, sdp.get());
                }
            }
            case THEY_OFFERED -> {
                if (confirmed) {
                    branch.sent(SdpExchange.Event.ANSWER_SENT, sdp.get());
                }
                core().wire().sdp(response, sdp.get());
            }
        }
    }

    Optional<DialogCall> replaced() {
        return replaced;
    }

    @Override
    void sendCancel() throws SipException {
        throw new SipException("an incoming call cannot be cancelled by us");
    }

    @Override
    void abandonInvite() {
        // only our own INVITE can be abandoned
    }

    @Override
    void release() {
        repeat.cancel();
    }

    @Override
    Identity identity() {
        return identity;
    }

    @Override
    boolean outgoing() {
        return false;
    }

    @Override
    Optional<DigestSession> digest() {
        return Optional.empty();
    }

    @Override
    String dialled() {
        return dialled;
    }

    @Override
    Optional<String> offer() {
        return offer;
    }
}
