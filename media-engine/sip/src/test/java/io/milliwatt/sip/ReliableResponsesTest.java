package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.milliwatt.sip.CallEffect.Respond;
import io.milliwatt.sip.ReliableResponses.Effect;
import io.milliwatt.sip.ReliableResponses.Event;
import io.milliwatt.sip.ReliableResponses.Manner;
import io.milliwatt.sip.ReliableResponses.State;
import io.milliwatt.sip.ReliableResponses.Step;
import io.milliwatt.sip.ReliableResponses.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReliableResponsesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(32);
    private static final State START = new State.Clear(7);

    private static Respond response(int status) {
        return new Respond(status, "", Optional.empty(), Map.of());
    }

    private static Event send(int status, Manner manner) {
        return new Event.Send(new Wanted(response(status), manner));
    }

    private static Step run(State from, Event... events) {
        Step step = new Step(from, List.of());
        for (Event event : events) {
            step = ReliableResponses.step(step.state(), event, PATIENCE);
        }
        return step;
    }

    @Test
    void sendsTheSecondReliableResponseOnlyAfterThePrackOfTheFirst() {
        Step second = run(START, send(183, Manner.RELIABLE), send(180, Manner.RELIABLE));
        assertEquals(List.of(), second.effects());
        Step acknowledged = run(second.state(), new Event.Prack(7));
        assertEquals(
                List.of(
                        new Effect.StopTimer(),
                        new Effect.TakePrack(),
                        new Effect.SendReliably(response(180), 8),
                        new Effect.StartTimer(ReliableResponses.T1)),
                acknowledged.effects());
        assertEquals(new State.Clear(9), run(acknowledged.state(), new Event.Prack(8)).state());
    }

    @Test
    void keepsThe2xxUntilThePrackButNotARefusalOrAPlainResponse() {
        State waiting = run(START, send(183, Manner.RELIABLE)).state();
        assertEquals(List.of(), run(waiting, send(200, Manner.PLAIN)).effects());
        assertEquals(
                List.of(new Effect.SendPlain(response(180))),
                run(waiting, send(180, Manner.PLAIN)).effects());
        Step refused = run(waiting, send(200, Manner.PLAIN), send(486, Manner.PLAIN));
        assertEquals(
                List.of(new Effect.StopTimer(), new Effect.SendPlain(response(486))),
                refused.effects());
        Step prack = run(waiting, send(200, Manner.PLAIN), new Event.Prack(7));
        assertEquals(new Effect.SendPlain(response(200)), prack.effects().getLast());
    }

    @Test
    void refusesAPrackThatMatchesNothing() {
        List<Effect> refused = List.of(new Effect.RefusePrack());
        assertEquals(refused, run(START, new Event.Prack(7)).effects());
        State waiting = run(START, send(183, Manner.RELIABLE)).state();
        assertEquals(refused, run(waiting, new Event.Prack(8)).effects());
        assertEquals(refused, run(waiting, new Event.Prack(7), new Event.Prack(7)).effects());
    }

    /// 0.5, 1, 2, 4, 8, 16 s and what is left of 32 s: RFC 3262, section 3.
    @Test
    void doublesTheIntervalAndGivesUpAfterItsPatience() {
        List<Long> pauses = new ArrayList<>();
        Step step = run(START, send(183, Manner.RELIABLE));
        while (!step.effects().equals(List.of(new Effect.GiveUp()))) {
            Effect.StartTimer timer =
                    assertInstanceOf(Effect.StartTimer.class, step.effects().getLast());
            pauses.add(timer.time().toMillis());
            step = run(step.state(), new Event.RepeatDue());
        }
        assertEquals(List.of(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 500L), pauses);
        assertEquals(List.of(), run(step.state(), new Event.RepeatDue()).effects());
    }
}
