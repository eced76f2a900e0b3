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
                        new CallEvent.AnswerSent(),
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
    void refusesTheCallThatIsCancelledWhileTheAnswerWaitsForAPrack() {
        List<String> refused = List.of("Respond", "Respond", "TellEnded", "Forget", "Ended");
        CallEvent accept = new CallEvent.Accept("v=0");
        CallEvent cancel = new CallEvent.PeerCancel(Optional.empty());
        assertEquals(refused, effects(new CallState.Offered(), accept, cancel));
        assertEquals(
                refused, effects(new CallState.Offered(), accept, new CallEvent.PrackMissing()));
        assertEquals(
                List.of("Respond", "Accepting"),
                effects(new CallState.Offered(), accept, accept, new CallEvent.Ring()));
    }

    @Test
    void refusesWith504WhenNoPrackComes() {
        Step step = CallStateMachine.step(new CallState.Offered(), new CallEvent.PrackMissing());
        assertEquals(
                504,
                assertInstanceOf(CallEffect.Respond.class, step.effects().getFirst()).status());
    }

    @Test
    void answersAnOfferInTheAck() {
        assertEquals(
                List.of("AnswerInAck", "TellAnswered", "Established"),
                effects(new CallState.Calling(), new CallEvent.SuccessWithOffer("v=0")));
        assertEquals(
                List.of("SendBye", "TellEnded", "Ending"),
                effects(new CallState.AwaitingAck(), new CallEvent.AnswerMissing()));
    }

    @Test
    void survivesCrossingByes() {
        assertEquals(
                List.of("SendBye", "TellEnded", "Forget", "Ended"),
                effects(new CallState.Established(), HANG_UP, BYE, new CallEvent.ByeDone(), BYE));
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
                        new CallEvent.SuccessWithOffer("v=0"),
                        new CallEvent.AnswerSent(),
                        new CallEvent.AnswerMissing(),
                        new CallEvent.PrackMissing(),
                        new CallEvent.ByeDone(),
                        new CallEvent.NoResponse(WHY),
                        new CallEvent.Broken(WHY),
                        new CallEvent.AckMissing(),
                        new CallEvent.CleanupDue(),
                        new CallEvent.Ring(),
                        new CallEvent.Progress(""),
                        new CallEvent.Accept(""),
                        new CallEvent.Reject(486, "", Map.of()));
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
