package io.milliwatt.sip;

import io.milliwatt.sip.CallEffect.AbandonInvite;
import io.milliwatt.sip.CallEffect.Forget;
import io.milliwatt.sip.CallEffect.Respond;
import io.milliwatt.sip.CallEffect.SendAck;
import io.milliwatt.sip.CallEffect.SendBye;
import io.milliwatt.sip.CallEffect.SendCancel;
import io.milliwatt.sip.CallEffect.SendReinvite;
import io.milliwatt.sip.CallEffect.StartCleanupTimer;
import io.milliwatt.sip.CallEffect.StartGlareTimer;
import io.milliwatt.sip.CallEffect.TellAnswered;
import io.milliwatt.sip.CallEffect.TellConfirmed;
import io.milliwatt.sip.CallEffect.TellEnded;
import io.milliwatt.sip.CallEffect.TellProvisional;
import io.milliwatt.sip.CallEffect.TellReofferAnswered;
import io.milliwatt.sip.CallEffect.TellReofferRefused;
import io.milliwatt.sip.CallState.AwaitingAck;
import io.milliwatt.sip.CallState.CancelWanted;
import io.milliwatt.sip.CallState.Cancelling;
import io.milliwatt.sip.CallState.EndOnAck;
import io.milliwatt.sip.CallState.Ended;
import io.milliwatt.sip.CallState.Ending;
import io.milliwatt.sip.CallState.Established;
import io.milliwatt.sip.CallState.Negotiation.GlareWait;
import io.milliwatt.sip.CallState.Negotiation.Reoffering;
import io.milliwatt.sip.CallState.Negotiation.Stable;
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

    private CallStateMachine() {}

    static Step step(CallState state, CallEvent event) {
        return switch (state) {
            case CallState.Calling _ -> calling(state, event);
            case Proceeding _ -> proceeding(state, event);
            case CancelWanted _ -> cancelWanted(state, event);
            case Cancelling _ -> cancelling(state, event);
            case CallState.Offered _ -> offered(state, event);
            case AwaitingAck _ -> awaitingAck(state, event);
            case EndOnAck _ -> endOnAck(state, event);
            case Established established -> established(established, event);
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
                    to(CallState.STABLE, new SendAck(), new TellAnswered(e.sdp()));
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
            case CallEvent.Success _ -> to(new Ending(), new SendAck(), new SendBye());
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
                    to(new AwaitingAck(), new Respond(200, "OK", Optional.of(e.sdp()), Map.of()));
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
            case CallEvent.Broken e -> end(e.reason());
            default -> stay(state);
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
            case CallEvent.Ack e -> to(CallState.STABLE, new TellConfirmed(e.sdp()));
            case CallEvent.AckMissing _ -> to(new Ending(), new SendBye(), new TellEnded(NO_ACK));
            case CallEvent.HangUp e ->
                    to(new EndOnAck(), new TellEnded(e.reason().orElse(EndReason.LOCAL_HANG_UP)));
            case CallEvent.PeerBye e -> end(EndReason.remoteHangUp(e.reasonHeader()));
            case CallEvent.Reoffer _ -> to(state, new TellReofferRefused(491, "Request Pending"));
            case CallEvent.Broken e -> end(e.reason());
            default -> stay(state);
        };
    }

    private static Step endOnAck(CallState state, CallEvent event) {
        return switch (event) {
            case CallEvent.Ack _, CallEvent.AckMissing _ -> to(new Ending(), new SendBye());
            case CallEvent.PeerBye _, CallEvent.Broken _ ->
                    to(new Ended(EndReason.LOCAL_HANG_UP), new Forget());
            default -> stay(state);
        };
    }

    private static Step established(Established state, CallEvent event) {
        return switch (event) {
            case CallEvent.HangUp e -> bye(e.reason().orElse(EndReason.LOCAL_HANG_UP));
            case CallEvent.AckMissing _ -> bye(NO_ACK);
            case CallEvent.PeerBye e -> end(EndReason.remoteHangUp(e.reasonHeader()));
            case CallEvent.Broken e -> bye(e.reason());
            case CallEvent.Success _ -> to(state, new SendAck());
            // the answer to an offer we made in the 2xx to a re-INVITE
            case CallEvent.Ack e when e.sdp().isPresent() -> to(state, new TellConfirmed(e.sdp()));
            default ->
                    switch (state.negotiation()) {
                        case Stable _ -> stable(state, event);
                        case Reoffering current -> reoffering(state, current, event);
                        case GlareWait waiting -> glareWait(state, waiting, event);
                    };
        };
    }

    private static Step stable(Established state, CallEvent event) {
        return switch (event) {
            case CallEvent.Reoffer e -> offer(e.sdp());
            case CallEvent.ReofferSuccess _ -> to(state, new SendAck());
            default -> stay(state);
        };
    }

    private static Step reoffering(Established state, Reoffering current, CallEvent event) {
        return switch (event) {
            case CallEvent.Reoffer e ->
                    to(new Established(new Reoffering(current.sdp(), Optional.of(e.sdp()))));
            case CallEvent.ReofferSuccess e ->
                    afterReoffer(current, new SendAck(), new TellReofferAnswered(e.sdp()));
            case CallEvent.ReofferFailure e when e.status() == 491 ->
                    to(
                            new Established(new GlareWait(current.next().orElse(current.sdp()))),
                            new StartGlareTimer());
            // RFC 3261, section 12.2.1.2: the far end has lost the call
            case CallEvent.ReofferFailure e when e.status() == 481 || e.status() == 408 ->
                    bye(
                            new EndReason(
                                    EndReason.Kind.DEAD_PEER,
                                    e.status(),
                                    e.phrase(),
                                    "",
                                    "the far end does not know the call any more ("
                                            + e.status()
                                            + " "
                                            + e.phrase()
                                            + ")"));
            case CallEvent.ReofferFailure e ->
                    afterReoffer(current, new TellReofferRefused(e.status(), e.phrase()));
            default -> stay(state);
        };
    }

    private static Step afterReoffer(Reoffering done, CallEffect... effects) {
        if (done.next().isEmpty()) {
            return to(CallState.STABLE, effects);
        }
        Step next = offer(done.next().get());
        var all = new java.util.ArrayList<>(List.of(effects));
        all.addAll(next.effects());
        return new Step(next.state(), List.copyOf(all));
    }

    private static Step glareWait(Established state, GlareWait waiting, CallEvent event) {
        return switch (event) {
            case CallEvent.GlareOver _ -> offer(waiting.sdp());
            case CallEvent.Reoffer e -> to(new Established(new GlareWait(e.sdp())));
            default -> stay(state);
        };
    }

    private static Step ending(CallState state, CallEvent event) {
        return switch (event) {
            case CallEvent.ByeDone _, CallEvent.Broken _, CallEvent.CleanupDue _ ->
                    to(new Ended(EndReason.LOCAL_HANG_UP), new Forget());
            case CallEvent.Success _, CallEvent.ReofferSuccess _ -> to(state, new SendAck());
            default -> stay(state);
        };
    }

    private static Step offer(String sdp) {
        return to(new Established(new Reoffering(sdp, Optional.empty())), new SendReinvite(sdp));
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
