package io.milliwatt.sip;

import io.milliwatt.sip.Reoffers.Carrier;
import io.milliwatt.sip.Reoffers.Offer;
import io.milliwatt.sip.SdpExchange.Event;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.message.Request;

/// Offers and answers of one call after its first, in both directions: carries out what [Reoffers]
/// and [SdpExchange] decide. Used only in the mailbox of its call.
final class Negotiator {
    private final DialogCall call;
    private final Alarm wait;
    private Reoffers.State state = Reoffers.STABLE;

    Negotiator(DialogCall call, EndpointCore core) {
        this.call = call;
        wait = new Alarm(core.timer());
    }

    /// The user wants another session.
    void want(Carrier wish, String sdp) {
        Optional<Branch> branch = call.leg().branch();
        boolean update = branch.isPresent() && branch.get().allows(Request.UPDATE);
        if (call.state() instanceof CallState.Established) {
            step(new Reoffers.Event.Wanted(new Offer(update ? wish : Carrier.REINVITE, sdp)));
        } else if (update && early() && branch.get().exchange() == SdpExchange.AGREED) {
            step(new Reoffers.Event.Wanted(new Offer(Carrier.UPDATE, sdp)));
        } else {
            call.tell(l -> l.reofferRefused(call, 491, "Request Pending"));
        }
    }

    /// The session must be refreshed, and the far end takes no UPDATE: offers again what stands. An
    /// offer that is under way refreshes as well.
    void refreshByOffer() {
        Optional<String> standing = call.leg().branch().map(Branch::localSdp);
        if (state instanceof Reoffers.State.Stable
                && standing.filter(sdp -> !sdp.isEmpty()).isPresent()) {
            step(new Reoffers.Event.Wanted(new Offer(Carrier.REINVITE, standing.get())));
        }
    }

    void stop() {
        wait.cancel();
    }

    private boolean early() {
        return call.state() instanceof CallState.Proceeding
                || call.state() instanceof CallState.Offered;
    }

    private void step(Reoffers.Event event) {
        Reoffers.Step step = Reoffers.step(state, event);
        state = step.state();
        step.effects().forEach(this::perform);
    }

    private void perform(Reoffers.Effect effect) {
        switch (effect) {
            case Reoffers.Effect.Send(Offer offer) -> send(offer);
            case Reoffers.Effect.Wait(Optional<Duration> time) ->
                    wait.set(
                            time.orElseGet(this::glareDelay),
                            () -> call.receivedTask(() -> step(new Reoffers.Event.WaitOver())));
            case Reoffers.Effect.TellAnswered(String sdp) ->
                    call.tell(l -> l.reofferAnswered(call, sdp));
            case Reoffers.Effect.TellRefused(int status, String phrase) ->
                    call.tell(l -> l.reofferRefused(call, status, phrase));
            case Reoffers.Effect.CallLost(int status, String phrase) -> call.lost(status, phrase);
        }
    }

    /// RFC 3261, section 14.1: the side that made the Call-ID waits 2.1 to 4 s, the other 0 to 2 s,
    /// in units of 10 ms.
    private Duration glareDelay() {
        int units =
                call.leg().outgoing()
                        ? ThreadLocalRandom.current().nextInt(210, 401)
                        : ThreadLocalRandom.current().nextInt(0, 201);
        return Duration.ofMillis(units * 10L);
    }

    private void send(Offer offer) {
        Optional<Branch> branch = call.leg().branch();
        if (branch.isEmpty() || branch.get().exchange() != SdpExchange.AGREED) {
            // theirs is under way: as if it had collided
            step(new Reoffers.Event.Refused(491, "Request Pending", Optional.empty()));
            return;
        }
        String before = branch.get().localSdp();
        String method = offer.carrier() == Carrier.UPDATE ? Request.UPDATE : Request.INVITE;
        try {
            branch.get().sent(Event.OFFER_SENT, offer.sdp());
            new TargetRefresh(
                            call,
                            method,
                            Optional.of(offer.sdp()),
                            result -> done(branch.get(), before, result))
                    .send();
        } catch (Exception e) { // the stack throws unchecked exceptions as well
            branch.get().sent(Event.OFFER_REFUSED, before);
            step(new Reoffers.Event.Refused(500, Causes.words(e), Optional.empty()));
        }
    }

    private void done(Branch branch, String before, TargetRefresh.Result result) {
        switch (result) {
            case TargetRefresh.Result.Succeeded(var response) -> {
                branch.learn(response);
                Optional<String> sdp = Wire.sdpOf(response);
                sdp.ifPresentOrElse(branch::answered, () -> branch.step(Event.OFFER_REFUSED));
                call.refresh().succeeded(response);
                if (call.alive()) {
                    step(new Reoffers.Event.Answered(sdp.orElse("")));
                }
            }
            case TargetRefresh.Result.Refused refused -> {
                branch.sent(Event.OFFER_REFUSED, before);
                call.refresh().refused(refused);
                if (call.alive()) {
                    step(
                            new Reoffers.Event.Refused(
                                    refused.status(), refused.phrase(), refused.retryAfter()));
                }
            }
        }
    }

    /// A re-INVITE or UPDATE, RFC 3261, section 14.2, and RFC 3311, section 5.2.
    void received(IncomingReoffer request) {
        Optional<Branch> branch = call.leg().branch();
        if (branch.isEmpty() || !call.alive()) {
            request.refuse(481, "Call/Transaction Does Not Exist", Map.of());
            return;
        }
        if (call.refresh().tooShort(request.request())) {
            String shortest = call.refresh().minSe();
            request.refuse(422, "Session Interval Too Small", Map.of("Min-SE", shortest));
            return;
        }
        branch.get().learn(request.request());
        if (request.offer().isEmpty() && request.isUpdate()) {
            accept(request, Optional.empty());
            return;
        }
        OptionalInt refusal = branch.get().exchange().refusal();
        boolean settled =
                call.state() instanceof CallState.Established || (request.isUpdate() && early());
        if (!settled && refusal.isEmpty()) {
            refusal = OptionalInt.of(491);
        }
        if (refusal.isPresent()) {
            refuseForNow(request, refusal.getAsInt());
        } else {
            negotiate(request, branch.get());
        }
    }

    private static void refuseForNow(IncomingReoffer request, int status) {
        if (status == 491) {
            request.refuse(491, "Request Pending", Map.of());
        } else {
            int seconds = ThreadLocalRandom.current().nextInt(0, 11);
            request.refuse(
                    status,
                    "Another Offer Is Under Way",
                    Map.of("Retry-After", String.valueOf(seconds)));
        }
    }

    private void negotiate(IncomingReoffer request, Branch branch) {
        boolean theirs = request.offer().isPresent();
        if (theirs) {
            branch.offered();
        }
        switch (ask(request.offer())) {
            case ReofferReply.Accept(String sdp) -> {
                branch.sent(theirs ? Event.ANSWER_SENT : Event.OFFER_SENT, sdp);
                accept(request, Optional.of(sdp));
            }
            case ReofferReply.Refuse(int status, String reason) -> {
                if (theirs) {
                    branch.step(Event.OFFER_REFUSED);
                }
                request.refuse(status, reason, Map.of());
            }
        }
    }

    private void accept(IncomingReoffer request, Optional<String> sdp) {
        request.accept(sdp, response -> call.refresh().answer(request.request(), response));
        if (!request.isUpdate()) {
            call.awaitAck();
        }
    }

    private ReofferReply ask(Optional<String> offer) {
        return call.ask(
                l -> l.reoffered(call, offer),
                new ReofferReply.Refuse(500, "Server Internal Error"));
    }

    /// The offer in a response to our INVITE, which had none.
    ///
    /// @return the answer of the listener
    Optional<String> answerTo(String offer) {
        return call.ask(l -> l.offered(call, offer), Optional.empty());
    }

    /// The offer in the 2xx to our INVITE: the listener has to answer before the ACK goes out. An
    /// offer it refuses is confirmed all the same, and the call ended.
    void answerInAck(String offer) throws Exception {
        Optional<String> answer = answerTo(offer);
        Optional<Branch> branch = call.leg().branch();
        if (answer.isPresent()) {
            branch.ifPresent(b -> b.sent(Event.ANSWER_SENT, answer.get()));
        } else {
            branch.ifPresent(b -> b.step(Event.OFFER_REFUSED));
        }
        call.leg().sendAck(answer);
        if (answer.isEmpty()) {
            call.received(new CallEvent.HangUp(Optional.of(EndReason.OFFER_REFUSED)));
        }
    }

    /// An ACK for a 2xx of ours, with the answer if that made the offer.
    void acknowledged(Optional<String> sdp) {
        Optional<Branch> open =
                call.leg().branch().filter(b -> b.exchange() == SdpExchange.WE_OFFERED);
        if (open.isPresent() && sdp.isPresent()) {
            open.get().answered(sdp.get());
        } else if (open.isPresent()) {
            open.get().step(Event.OFFER_REFUSED);
            call.step(new CallEvent.AnswerMissing());
        }
        call.step(new CallEvent.Ack(open.isPresent() ? sdp : Optional.empty()));
    }

    /// The SDP of a PRACK, RFC 3262, section 5: the answer to the offer in our reliable response,
    /// or a further offer.
    ReofferReply pracked(Branch branch, Optional<String> sdp) {
        return switch (branch.exchange()) {
            case WE_OFFERED -> {
                sdp.ifPresentOrElse(
                        answer -> {
                            branch.answered(answer);
                            call.tell(l -> l.answeredEarly(call, answer));
                        },
                        () -> call.step(new CallEvent.Reject(400, "No answer in PRACK", Map.of())));
                yield new ReofferReply.Accept("");
            }
            case AGREED -> sdp.isPresent() ? prackOffer(branch, sdp.get()) : NOTHING;
            case NONE, THEY_OFFERED -> NOTHING;
        };
    }

    private static final ReofferReply NOTHING = new ReofferReply.Accept("");

    private ReofferReply prackOffer(Branch branch, String offer) {
        branch.offered();
        ReofferReply reply = ask(Optional.of(offer));
        switch (reply) {
            case ReofferReply.Accept(String sdp) -> branch.sent(Event.ANSWER_SENT, sdp);
            case ReofferReply.Refuse _ -> branch.step(Event.OFFER_REFUSED);
        }
        return reply;
    }
}
