package io.milliwatt.sip;

import io.milliwatt.sip.TransferProgress.Stage;
import java.util.List;

/// A REFER of ours and the reports on it, RFC 3515: one at a time. Pure.
final class Referring {
    enum State {
        IDLE,
        /// REFER sent. A report may overtake its answer.
        ASKED,
        /// Accepted, reports follow.
        SUBSCRIBED
    }

    sealed interface Event {
        record Wanted() implements Event {}

        /// @param reported whether reports follow a 2xx
        record Answered(int status, String phrase, boolean reported) implements Event {}

        /// A NOTIFY.
        ///
        /// @param status of the target; 0 when the report cannot be read
        /// @param last whether it ends the subscription
        record Notified(int status, String phrase, boolean last) implements Event {}
    }

    sealed interface Effect {
        record Send() implements Effect {}

        record Tell(TransferProgress progress) implements Effect {}

        /// 200 to the NOTIFY.
        record TakeNotify() implements Effect {}

        /// 481 to the NOTIFY.
        record RefuseNotify() implements Effect {}
    }

    record Step(State state, List<Effect> effects) {}

    private Referring() {}

    static Step step(State state, Event event) {
        return switch (event) {
            case Event.Wanted _ ->
                    state == State.IDLE
                            ? new Step(State.ASKED, List.of(new Effect.Send()))
                            : new Step(state, List.of(tell(Stage.FAILED, 491, "Request Pending")));
            case Event.Answered answered ->
                    state == State.ASKED ? answered(answered) : new Step(state, List.of());
            case Event.Notified notified ->
                    state == State.IDLE
                            ? new Step(state, List.of(new Effect.RefuseNotify()))
                            : notified(notified);
        };
    }

    private static Step answered(Event.Answered answer) {
        if (answer.status() >= 300) {
            return new Step(
                    State.IDLE, List.of(tell(Stage.FAILED, answer.status(), answer.phrase())));
        }
        Effect accepted = tell(Stage.ACCEPTED, answer.status(), answer.phrase());
        return answer.reported()
                ? new Step(State.SUBSCRIBED, List.of(accepted))
                : new Step(State.IDLE, List.of(accepted, tell(Stage.UNKNOWN, 0, "")));
    }

    private static Step notified(Event.Notified report) {
        Stage stage =
                report.status() >= 300
                        ? Stage.FAILED
                        : report.status() >= 200
                                ? Stage.SUCCEEDED
                                : report.last() ? Stage.UNKNOWN : Stage.PROCEEDING;
        boolean over = report.status() >= 200 || report.last();
        return new Step(
                over ? State.IDLE : State.SUBSCRIBED,
                List.of(new Effect.TakeNotify(), tell(stage, report.status(), report.phrase())));
    }

    private static Effect tell(Stage stage, int status, String phrase) {
        return new Effect.Tell(new TransferProgress(stage, status, phrase));
    }
}
