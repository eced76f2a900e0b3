package io.milliwatt.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Our offers after the first: one at a time, by re-INVITE (RFC 3261, section 14.1) or UPDATE (RFC
/// 3311, section 5.1), with the waits after a collision. Pure.
final class Reoffers {
    /// What carries an offer.
    enum Carrier {
        REINVITE,
        UPDATE
    }

    record Offer(Carrier carrier, String sdp) {}

    sealed interface State {
        record Stable() implements State {}

        /// @param next a newer offer that waits for this one to end
        record Sent(Offer offer, Optional<Offer> next) implements State {}

        /// Collided; offered again when the time is over.
        record Waiting(Offer offer) implements State {}
    }

    sealed interface Event {
        record Wanted(Offer offer) implements Event {}

        record Answered(String sdp) implements Event {}

        /// @param retryAfter of a Retry-After header
        record Refused(int status, String phrase, Optional<Duration> retryAfter) implements Event {}

        record WaitOver() implements Event {}
    }

    sealed interface Effect {
        record Send(Offer offer) implements Effect {}

        /// @param time as the far end says; without, the random time of RFC 3261, section 14.1
        record Wait(Optional<Duration> time) implements Effect {}

        record TellAnswered(String sdp) implements Effect {}

        record TellRefused(int status, String phrase) implements Effect {}

        /// The far end does not know the call any more, RFC 3261, section 12.2.1.2.
        record CallLost(int status, String phrase) implements Effect {}
    }

    record Step(State state, List<Effect> effects) {}

    static final State STABLE = new State.Stable();

    private Reoffers() {}

    static Step step(State state, Event event) {
        return switch (state) {
            case State.Stable _ ->
                    event instanceof Event.Wanted(Offer offer) ? send(offer) : stay(state);
            case State.Sent sent -> sent(sent, event);
            case State.Waiting waiting ->
                    switch (event) {
                        case Event.WaitOver _ -> send(waiting.offer());
                        case Event.Wanted(Offer newer) -> stay(new State.Waiting(newer));
                        case Event.Answered _, Event.Refused _ -> stay(state);
                    };
        };
    }

    private static Step sent(State.Sent sent, Event event) {
        return switch (event) {
            case Event.Wanted(Offer newer) ->
                    stay(new State.Sent(sent.offer(), Optional.of(newer)));
            case Event.Answered(String sdp) -> next(sent, new Effect.TellAnswered(sdp));
            case Event.Refused(int status, _, Optional<Duration> after)
                    when status == 491 || (status == 500 && after.isPresent()) ->
                    new Step(
                            new State.Waiting(sent.next().orElse(sent.offer())),
                            List.of(new Effect.Wait(status == 491 ? Optional.empty() : after)));
            case Event.Refused(int status, String phrase, _) when status == 481 || status == 408 ->
                    new Step(STABLE, List.of(new Effect.CallLost(status, phrase)));
            case Event.Refused(int status, String phrase, _) ->
                    next(sent, new Effect.TellRefused(status, phrase));
            case Event.WaitOver _ -> stay(sent);
        };
    }

    private static Step next(State.Sent done, Effect told) {
        return done.next()
                .map(next ->
                        new Step(
                                new State.Sent(next, Optional.empty()),
                                List.of(told, new Effect.Send(next))))
                .orElseGet(() -> new Step(STABLE, List.of(told)));
    }

    private static Step send(Offer offer) {
        return new Step(new State.Sent(offer, Optional.empty()), List.of(new Effect.Send(offer)));
    }

    private static Step stay(State state) {
        return new Step(state, List.of());
    }
}
