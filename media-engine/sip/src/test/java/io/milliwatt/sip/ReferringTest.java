package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.sip.Referring.Effect;
import io.milliwatt.sip.Referring.Event;
import io.milliwatt.sip.Referring.State;
import io.milliwatt.sip.Referring.Step;
import io.milliwatt.sip.TransferProgress.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferringTest {
    private static Effect tell(Stage stage, int status) {
        return new Effect.Tell(new TransferProgress(stage, status, ""));
    }

    @Test
    void tellsTheReportsUntilTheFinalOne() {
        Step asked = Referring.step(State.IDLE, new Event.Wanted());
        assertEquals(List.of(new Effect.Send()), asked.effects());
        Step early = Referring.step(asked.state(), new Event.Notified(100, "", false));
        assertEquals(
                List.of(new Effect.TakeNotify(), tell(Stage.PROCEEDING, 100)), early.effects());
        Step accepted = Referring.step(asked.state(), new Event.Answered(202, "", true));
        assertEquals(List.of(tell(Stage.ACCEPTED, 202)), accepted.effects());
        Step done = Referring.step(accepted.state(), new Event.Notified(200, "", true));
        assertEquals(List.of(new Effect.TakeNotify(), tell(Stage.SUCCEEDED, 200)), done.effects());
        assertEquals(
                List.of(new Effect.RefuseNotify()),
                Referring.step(done.state(), new Event.Notified(200, "", true)).effects());
    }

    @Test
    void tellsARefusalAndASecondRequestAtOnce() {
        Step refused = Referring.step(State.ASKED, new Event.Answered(603, "", true));
        assertEquals(List.of(tell(Stage.FAILED, 603)), refused.effects());
        assertEquals(State.IDLE, refused.state());
        assertEquals(
                List.of(
                        new Effect.Tell(
                                new TransferProgress(Stage.FAILED, 491, "Request Pending"))),
                Referring.step(State.SUBSCRIBED, new Event.Wanted()).effects());
        assertEquals(
                List.of(new Effect.TakeNotify(), tell(Stage.FAILED, 486)),
                Referring.step(State.SUBSCRIBED, new Event.Notified(486, "", true)).effects());
    }

    @Test
    void knowsNothingMoreWhenNoReportComes() {
        assertEquals(
                List.of(tell(Stage.ACCEPTED, 202), tell(Stage.UNKNOWN, 0)),
                Referring.step(State.ASKED, new Event.Answered(202, "", false)).effects());
        assertEquals(
                List.of(new Effect.TakeNotify(), tell(Stage.UNKNOWN, 180)),
                Referring.step(State.SUBSCRIBED, new Event.Notified(180, "", true)).effects());
    }
}
