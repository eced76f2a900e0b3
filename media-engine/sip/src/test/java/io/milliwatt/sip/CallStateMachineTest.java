package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.CallStateMachine.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallStateMachineTest {
    private static final CallEvent HANG_UP = new CallEvent.HangUp(Optional.empty());
    private static final CallEvent RINGING = new CallEvent.Provisional(180, "", Optional.empty());
    private static final CallEvent OK = new CallEvent.Success("v=0");
    private static final CallEvent BYE = new CallEvent.PeerBye(Optional.empty());
    private static final EndReason WHY = EndReason.of(EndReason.Kind.TRANSPORT, "why");

    /// Runs events from a state; gives the last state and the names of all effects.
    private static List<String> effects(CallState from, CallEvent... events) {
        List<String> names = new ArrayList<>();
        CallState state = from;
        for (CallEvent event : events) {
            Step step = CallStateMachine.step(state, event);
            step.effects().forEach(e -> names.add(e.getClass().getSimpleName()));
            state = step.state();
        }
        names.add(state.getClass().getSimpleName());
        return names;
    }

    @Test
    void confirmsAnAnsweredCall() {
        assertEquals(
                List.of("TellProvisional", "SendAck", "TellAnswered", "Established"),
                effects(new CallState.Calling(), RINGING, OK));
    }

    @Test
    void mayNotCancelBeforeAProvisionalResponse() {
        assertEquals(
                List.of("TellEnded", "CancelWanted"), effects(new CallState.Calling(), HANG_UP));
        assertEquals(
                List.of("TellEnded", "SendCancel", "StartCleanupTimer", "Cancelling"),
                effects(new CallState.Calling(), HANG_UP, RINGING));
    }

    @Test
    void hangsUpWhenTheAnswerCrossesTheCancel() {
        assertEquals(
                List.of(
                        "SendCancel",
                        "StartCleanupTimer",
                        "TellEnded",
                        "SendAck",
                        "SendBye",
                        "Forget",
                        "Ended"),
                effects(new CallState.Proceeding(180), HANG_UP, OK, new CallEvent.ByeDone()));
    }

    @Test
    void waitsForTheAckBeforeItHangsUpAnIncomingCall() {
        assertEquals(
                List.of("Respond", "TellEnded", "SendBye", "Ending"),
                effects(
                        new CallState.Offered(),
                        new CallEvent.Accept("v=0"),
                        HANG_UP,
                        new CallEvent.Ack(Optional.empty())));
    }

    @Test
    void answersACancelWith487AndIgnoresALateOne() {
        CallEvent cancel = new CallEvent.PeerCancel(Optional.empty());
        Step step = CallStateMachine.step(new CallState.Offered(), cancel);
        assertEquals(
                487,
                assertInstanceOf(CallEffect.Respond.class, step.effects().getFirst()).status());
        assertEquals(List.of("AwaitingAck"), effects(new CallState.AwaitingAck(), cancel));
    }

    @Test
    void keepsOnlyTheNewestOfferThatWaits() {
        Step first = CallStateMachine.step(CallState.STABLE, new CallEvent.Reoffer("1"));
        Step second = CallStateMachine.step(first.state(), new CallEvent.Reoffer("2"));
        Step third = CallStateMachine.step(second.state(), new CallEvent.Reoffer("3"));
        assertTrue(second.effects().isEmpty() && third.effects().isEmpty());
        Step done = CallStateMachine.step(third.state(), new CallEvent.ReofferSuccess("a"));
        assertEquals(new CallEffect.SendReinvite("3"), done.effects().getLast());
    }

    @Test
    void offersAgainAfterGlare() {
        assertEquals(
                List.of("SendReinvite", "StartGlareTimer", "SendReinvite", "Established"),
                effects(
                        CallState.STABLE,
                        new CallEvent.Reoffer("1"),
                        new CallEvent.ReofferFailure(491, ""),
                        new CallEvent.GlareOver()));
    }

    @Test
    void endsTheCallWhenTheFarEndHasForgottenIt() {
        assertEquals(
                List.of("SendReinvite", "SendBye", "TellEnded", "Ending"),
                effects(
                        CallState.STABLE,
                        new CallEvent.Reoffer("1"),
                        new CallEvent.ReofferFailure(481, "")));
    }

    @Test
    void survivesCrossingByes() {
        assertEquals(
                List.of("SendBye", "TellEnded", "Forget", "Ended"),
                effects(CallState.STABLE, HANG_UP, BYE, new CallEvent.ByeDone(), BYE));
    }

    @Test
    void stopsRepeatingTheInviteWhenNobodyIsThere() {
        assertEquals(
                List.of("AbandonInvite", "TellEnded", "Forget", "Ended"),
                effects(new CallState.Calling(), new CallEvent.NoResponse(WHY)));
        assertEquals(
                List.of("Proceeding"),
                effects(new CallState.Proceeding(100), new CallEvent.NoResponse(WHY)));
    }

    /// Whatever comes in whatever order: the listener hears exactly one end, and nothing after it;
    /// and a call that ended is dropped exactly once.
    @Test
    void tellsOneEndInAnyOrderOfEvents() {
        List<CallEvent> events =
                List.of(
                        RINGING,
                        OK,
                        HANG_UP,
                        BYE,
                        new CallEvent.Failure(486, "", Optional.empty()),
                        new CallEvent.PeerCancel(Optional.empty()),
                        new CallEvent.Ack(Optional.empty()),
                        new CallEvent.ReofferSuccess(""),
                        new CallEvent.ReofferFailure(491, ""),
                        new CallEvent.ReofferFailure(488, ""),
                        new CallEvent.ByeDone(),
                        new CallEvent.NoResponse(WHY),
                        new CallEvent.Broken(WHY),
                        new CallEvent.AckMissing(),
                        new CallEvent.GlareOver(),
                        new CallEvent.CleanupDue(),
                        new CallEvent.Ring(),
                        new CallEvent.Progress(""),
                        new CallEvent.Accept(""),
                        new CallEvent.Reject(486, "", Map.of()),
                        new CallEvent.Reoffer(""));
        Random random = new Random(3261);
        for (int run = 0; run < 20_000; run++) {
            CallState state =
                    random.nextBoolean() ? new CallState.Calling() : new CallState.Offered();
            int ends = 0;
            int forgets = 0;
            for (int i = 0; i < 40; i++) {
                CallEvent event = events.get(random.nextInt(events.size()));
                Step step = CallStateMachine.step(state, event);
                for (CallEffect effect : step.effects()) {
                    boolean tells = effect.getClass().getSimpleName().startsWith("Tell");
                    assertTrue(!tells || ends == 0, () -> "told after the end by " + event);
                    ends += effect instanceof CallEffect.TellEnded ? 1 : 0;
                    forgets += effect instanceof CallEffect.Forget ? 1 : 0;
                }
                state = step.state();
            }
            assertEquals(state instanceof CallState.Ended ? 1 : 0, forgets);
            assertTrue(!(state instanceof CallState.Ended) || ends == 1);
        }
    }
}
