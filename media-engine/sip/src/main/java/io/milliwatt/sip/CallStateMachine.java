package io.milliwatt.sip;

import io.milliwatt.sip.CallEffect.AbandonInvite;
import io.milliwatt.sip.CallEffect.AnswerInAck;
import io.milliwatt.sip.CallEffect.Forget;
import io.milliwatt.sip.CallEffect.Respond;
import io.milliwatt.sip.CallEffect.SendAck;
import io.milliwatt.sip.CallEffect.SendBye;
import io.milliwatt.sip.CallEffect.SendCancel;
import io.milliwatt.sip.CallEffect.StartCleanupTimer;
import io.milliwatt.sip.CallEffect.TellAnswered;
import io.milliwatt.sip.CallEffect.TellConfirmed;
import io.milliwatt.sip.CallEffect.TellEnded;
import io.milliwatt.sip.CallEffect.TellProvisional;
import io.milliwatt.sip.CallState.Accepting;
import io.milliwatt.sip.CallState.AwaitingAck;
import io.milliwatt.sip.CallState.CancelWanted;
import io.milliwatt.sip.CallState.Cancelling;
import io.milliwatt.sip.CallState.EndOnAck;
import io.milliwatt.sip.CallState.Ended;
import io.milliwatt.sip.CallState.Ending;
import io.milliwatt.sip.CallState.Established;
import io.milliwatt.sip.CallState.Proceeding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The life of a call, RFC 3261, sections 9, 13, 14 and 15: pure, without clock or network. An
/// event that means nothing in a state changes nothing.
final class CallStateMachine {
    /// The state after an event, and what is to be done.
    record Step(CallState state, List<CallEffect> effects) {}

    private static final EndReason NO_ACK =
            EndReason.of(
                    EndReason.Kind.NO_ACK,
                    "the far end never confirmed the answer (no ACK came for our 200)");

    private static final EndReason NO_ANSWER =
            EndReason.of(
                    EndReason.Kind.PROTOCOL,
                    "the far end sent no answer to our offer (its ACK has no SDP)");

    private static final EndReason NO_PRACK =
            EndReason.of(
                    EndReason.Kind.NO_ACK,
                    "the caller never confirmed a reliable response (no PRACK came)");

    private CallStateMachine() {}

    static Step step(CallState state, CallEvent event) {
        return switch (state) {
            case CallState.Calling _ -> calling(state, event);
            case Proceeding _ -> proceeding(state, event);
            case CancelWanted _ -> cancelWanted(state, event);
            case Cancelling _ -> cancelling(state, event);
            case CallState.Offered _ -> offered(state, event);
            case Accepting _ -> accepting(state, event);
            case AwaitingAck _ -> awaitingAck(state, event);
            case EndOnAck _ -> endOnAck(state, event);
            case Established _ -> established(state, event);
            case Ending _ -> ending(state, event);
            case Ended _ -> stay(state);
        };
    }

    private static Step calling(CallState state, CallEvent event) {
        return switch (event) {
            case CallEvent.NoResponse e -> abandonInvite(e.reason());
            case CallEvent.HangUp e ->
                    to(new CancelWanted(), new TellEnded(e.reason().orElse(EndReason.CANCELLED)));
            default -> proceeding(state, event);
        };
    }

    private static Step proceeding(CallState state, CallEvent event) {
        return switch (event) {
            case CallEvent.Provisional e ->
                    to(
                            new Proceeding(e.status()),
                            new TellProvisional(e.status(), e.phrase(), e.sdp()));
            case CallEvent.Success e ->
                    to(new Established(), new SendAck(), new TellAnswered(e.sdp()));
            case CallEvent.SuccessWithOffer e ->
                    to(new Established(), new AnswerInAck(e.sdp()), new TellAnswered(""));
            case CallEvent.Failure e ->
                    end(EndReason.refused(e.status(), e.phrase(), e.reasonHeader()));
            case CallEvent.Broken e -> abandonInvite(e.reason());
            // RFC 3261, section 15.1.2: a BYE may come on the early dialog of a forking far end
            case CallEvent.PeerBye e -> abandonInvite(EndReason.remoteHangUp(e.reasonHeader()));
            case CallEvent.HangUp e ->
                    to(
                            new Cancelling(),
                            new SendCancel(),
                            new StartCleanupTimer(),
                            new TellEnded(e.reason().orElse(EndReason.CANCELLED)));
            default -> stay(state);
        };
    }

    private static Step cancelWanted(CallState state, CallEvent event) {
        return switch (event) {
            case CallEvent.Provisional _ ->
                    to(new Cancelling(), new SendCancel(), new StartCleanupTimer());
            case CallEvent.Success _, CallEvent.SuccessWithOffer _ ->
                    to(new Ending(), new SendAck(), new SendBye());
            case CallEvent.NoResponse _, CallEvent.Broken _, CallEvent.CleanupDue _ ->
                    to(new Ended(EndReason.CANCELLED), new AbandonInvite(), new Forget());
            case CallEvent.Failure _ -> to(new Ended(EndReason.CANCELLED), new Forget());
            default -> stay(state);
        };
    }

    private static Step cancelling(CallState state, CallEvent event) {
        return event instanceof CallEvent.Provisional ? stay(state) : cancelWanted(state, event);
    }

    private static Step offered(CallState state, CallEvent event) {
        return switch (event) {
            case CallEvent.Ring _ -> to(state, respond(180, "Ringing"));
            case CallEvent.Progress e ->
                    to(state, new Respond(183, "Session Progress", Optional.of(e.sdp()), Map.of()));
            case CallEvent.Accept e ->
                    to(new Accepting(), new Respond(200, "OK", Optional.of(e.sdp()), Map.of()));
            case CallEvent.Reject e ->
                    to(
                            new Ended(EndReason.rejected(e.status(), e.phrase())),
                            new Respond(e.status(), e.phrase(), Optional.empty(), e.headers()),
                            new TellEnded(EndReason.rejected(e.status(), e.phrase())),
                            new Forget());
            case CallEvent.HangUp e -> {
                EndReason reason =
                        e.reason().orElse(EndReason.rejected(480, "Temporarily Unavailable"));
                yield to(
                        new Ended(reason),
                        respond(480, "Temporarily Unavailable"),
                        new TellEnded(reason),
                        new Forget());
            }
            case CallEvent.PeerCancel e -> requestTerminated(e.reasonHeader());
            case CallEvent.PeerBye e -> requestTerminated(e.reasonHeader());
            // RFC 3262, section 3: a 5xx
            case CallEvent.PrackMissing _ ->
                    to(
                            new Ended(NO_PRACK),
                            respond(504, "Server Time-out"),
                            new TellEnded(NO_PRACK),
                            new Forget());
            case CallEvent.Broken e -> end(e.reason());
            default -> stay(state);
        };
    }

    /// As while it was offered, but it cannot be answered twice.
    private static Step accepting(CallState state, CallEvent event) {
        return switch (event) {
            case CallEvent.AnswerSent _ -> to(new AwaitingAck());
            case CallEvent.Ring _, CallEvent.Progress _, CallEvent.Accept _, CallEvent.Reject _ ->
                    stay(state);
            default -> offered(state, event);
        };
    }

    private static Step requestTerminated(Optional<String> reasonHeader) {
        EndReason reason = EndReason.cancelledByCaller(reasonHeader);
        return to(
                new Ended(reason),
                respond(487, "Request Terminated"),
                new TellEnded(reason),
                new Forget());
    }

    private static Step awaitingAck(CallState state, CallEvent event) {
        return switch (event) {
            case CallEvent.Ack e -> to(new Established(), new TellConfirmed(e.sdp()));
            case CallEvent.AnswerMissing _ -> bye(NO_ANSWER);
            case CallEvent.AckMissing _ -> to(new Ending(), new SendBye(), new TellEnded(NO_ACK));
            case CallEvent.HangUp e ->
                    to(new EndOnAck(), new TellEnded(e.reason().orElse(EndReason.LOCAL_HANG_UP)));
            case CallEvent.PeerBye e -> end(EndReason.remoteHangUp(e.reasonHeader()));
            case CallEvent.Broken e -> end(e.reason());
            default -> stay(state);
        };
    }

    private static Step endOnAck(CallState state, CallEvent event) {
        return switch (event) {
            case CallEvent.Ack _, CallEvent.AnswerMissing _, CallEvent.AckMissing _ ->
                    to(new Ending(), new SendBye());
            case CallEvent.PeerBye _, CallEvent.Broken _ ->
                    to(new Ended(EndReason.LOCAL_HANG_UP), new Forget());
            default -> stay(state);
        };
    }

    private static Step established(CallState state, CallEvent event) {
        return switch (event) {
            case CallEvent.HangUp e -> bye(e.reason().orElse(EndReason.LOCAL_HANG_UP));
            case CallEvent.AckMissing _ -> bye(NO_ACK);
            case CallEvent.PeerBye e -> end(EndReason.remoteHangUp(e.reasonHeader()));
            case CallEvent.Broken e -> bye(e.reason());
            case CallEvent.Success _ -> to(state, new SendAck());
            // the answer to an offer we made in the 2xx to a re-INVITE
            case CallEvent.Ack e when e.sdp().isPresent() -> to(state, new TellConfirmed(e.sdp()));
            default -> stay(state);
        };
    }

    private static Step ending(CallState state, CallEvent event) {
        return switch (event) {
            case CallEvent.ByeDone _, CallEvent.Broken _, CallEvent.CleanupDue _ ->
                    to(new Ended(EndReason.LOCAL_HANG_UP), new Forget());
            case CallEvent.Success _ -> to(state, new SendAck());
            default -> stay(state);
        };
    }

    private static Step bye(EndReason reason) {
        return to(new Ending(), new SendBye(), new TellEnded(reason));
    }

    private static Step end(EndReason reason) {
        return to(new Ended(reason), new TellEnded(reason), new Forget());
    }

    private static Step abandonInvite(EndReason reason) {
        return to(new Ended(reason), new AbandonInvite(), new TellEnded(reason), new Forget());
    }

    private static Respond respond(int status, String phrase) {
        return new Respond(status, phrase, Optional.empty(), Map.of());
    }

    private static Step to(CallState state, CallEffect... effects) {
        return new Step(state, List.of(effects));
    }

    private static Step stay(CallState state) {
        return new Step(state, List.of());
    }
}
