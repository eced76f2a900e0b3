package io.milliwatt.sip;

import io.milliwatt.sip.CallEffect.Respond;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The responses to an INVITE received, in order, with the reliable ones repeated until PRACK, RFC
/// 3262, section 3. Pure.
final class ReliableResponses {
    /// T1, RFC 3261, section 17.1.1.1.
    static final Duration T1 = Duration.ofMillis(500);

    /// How a response is to travel.
    enum Manner {
        PLAIN,
        RELIABLE
    }

    record Wanted(Respond response, Manner manner) {}

    sealed interface State {
        /// Nothing is unacknowledged.
        ///
        /// @param nextRseq RSeq of the next reliable response
        record Clear(long nextRseq) implements State {}

        /// A reliable response waits for its PRACK.
        ///
        /// @param interval until it is repeated
        /// @param waited since it was sent, when that interval is over
        /// @param queue what may only be sent afterwards
        record Unacknowledged(
                Wanted sent, long rseq, Duration interval, Duration waited, List<Wanted> queue)
                implements State {}
    }

    sealed interface Event {
        record Send(Wanted wanted) implements Event {}

        record Prack(long rseq) implements Event {}

        record RepeatDue() implements Event {}
    }

    sealed interface Effect {
        record SendPlain(Respond response) implements Effect {}

        record SendReliably(Respond response, long rseq) implements Effect {}

        record Repeat() implements Effect {}

        record StartTimer(Duration time) implements Effect {}

        record StopTimer() implements Effect {}

        /// 200 to the PRACK.
        record TakePrack() implements Effect {}

        /// 481 to the PRACK: it matches nothing.
        record RefusePrack() implements Effect {}

        /// No PRACK came.
        record GiveUp() implements Effect {}
    }

    record Step(State state, List<Effect> effects) {}

    private ReliableResponses() {}

    /// @param patience 64*T1, when to give up
    static Step step(State state, Event event, Duration patience) {
        return switch (state) {
            case State.Clear clear ->
                    switch (event) {
                        case Event.Send(Wanted wanted) -> send(clear.nextRseq(), List.of(wanted));
                        case Event.Prack _ -> new Step(state, List.of(new Effect.RefusePrack()));
                        case Event.RepeatDue _ -> new Step(state, List.of());
                    };
            case State.Unacknowledged waiting ->
                    switch (event) {
                        case Event.Send(Wanted wanted) -> enqueue(waiting, wanted);
                        case Event.Prack(long rseq) ->
                                rseq == waiting.rseq()
                                        ? acknowledged(waiting)
                                        : new Step(state, List.of(new Effect.RefusePrack()));
                        case Event.RepeatDue _ -> repeat(waiting, patience);
                    };
        };
    }

    /// Only what is reliable, and the 2xx (section 3: it waits when SDP is unacknowledged), keep
    /// the order; a refusal ends all.
    private static Step enqueue(State.Unacknowledged waiting, Wanted wanted) {
        int status = wanted.response().status();
        if (status >= 300) {
            return new Step(
                    new State.Clear(waiting.rseq() + 1),
                    List.of(new Effect.StopTimer(), new Effect.SendPlain(wanted.response())));
        }
        if (status < 200 && wanted.manner() == Manner.PLAIN) {
            return new Step(waiting, List.of(new Effect.SendPlain(wanted.response())));
        }
        List<Wanted> queue = new ArrayList<>(waiting.queue());
        queue.add(wanted);
        return new Step(
                new State.Unacknowledged(
                        waiting.sent(),
                        waiting.rseq(),
                        waiting.interval(),
                        waiting.waited(),
                        List.copyOf(queue)),
                List.of());
    }

    private static Step acknowledged(State.Unacknowledged waiting) {
        Step next = send(waiting.rseq() + 1, waiting.queue());
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.StopTimer());
        effects.add(new Effect.TakePrack());
        effects.addAll(next.effects());
        return new Step(next.state(), List.copyOf(effects));
    }

    /// Sends of a queue what may be sent now.
    private static Step send(long rseq, List<Wanted> queue) {
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < queue.size(); i++) {
            Wanted wanted = queue.get(i);
            if (wanted.manner() == Manner.PLAIN) {
                effects.add(new Effect.SendPlain(wanted.response()));
                continue;
            }
            effects.add(new Effect.SendReliably(wanted.response(), rseq));
            effects.add(new Effect.StartTimer(T1));
            List<Wanted> rest = List.copyOf(queue.subList(i + 1, queue.size()));
            return new Step(
                    new State.Unacknowledged(wanted, rseq, T1, T1, rest), List.copyOf(effects));
        }
        return new Step(new State.Clear(rseq), List.copyOf(effects));
    }

    /// The interval doubles without a cap, unlike that of a 2xx.
    private static Step repeat(State.Unacknowledged waiting, Duration patience) {
        if (waiting.waited().compareTo(patience) >= 0) {
            return new Step(new State.Clear(waiting.rseq() + 1), List.of(new Effect.GiveUp()));
        }
        Duration doubled = waiting.interval().multipliedBy(2);
        Duration left = patience.minus(waiting.waited());
        Duration next = doubled.compareTo(left) < 0 ? doubled : left;
        return new Step(
                new State.Unacknowledged(
                        waiting.sent(),
                        waiting.rseq(),
                        doubled,
                        waiting.waited().plus(next),
                        waiting.queue()),
                List.of(new Effect.Repeat(), new Effect.StartTimer(next)));
    }
}
