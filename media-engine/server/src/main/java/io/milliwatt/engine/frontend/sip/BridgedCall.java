package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.app.Bridge;
import io.milliwatt.engine.media.CallTerms;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.SipUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A call to a registered user: the caller's, and one to each contact of the user until one of them
/// answers. A back-to-back user agent: both sides have media with the engine only.
final class BridgedCall implements PlacedCall.Progress {
    private static final String OTHER_SIDE = "the other side hung up";

    private final SipFrontEnd frontEnd;
    private final Bridge bridge = new Bridge();
    private final AnsweredCall caller;
    private final List<PlacedCall> ringing = new ArrayList<>();
    private Optional<PlacedCall> chosen = Optional.empty();
    private Optional<EndReason> refusal = Optional.empty();
    private boolean over;

    BridgedCall(SipFrontEnd frontEnd, Invitation invitation) {
        this.frontEnd = frontEnd;
        this.caller = new AnsweredCall(frontEnd, invitation, bridge.first(), this::callerEnded);
    }

    AnsweredCall caller() {
        return caller;
    }

    /// Calls all contacts.
    ///
    /// @param contacts at least one
    /// @param terms makes those of the call to one contact
    void dial(List<SipUri> contacts, String from, Function<SipUri, CallTerms> terms) {
        caller.hold();
        synchronized (this) {
            for (SipUri contact : contacts) {
                ringing.add(
                        new PlacedCall(
                                frontEnd,
                                terms.apply(contact),
                                bridge.second(),
                                contact,
                                from,
                                this));
            }
        }
        boolean dialled = false;
        for (PlacedCall call : List.copyOf(ringing)) {
            if (call.dial()) {
                dialled = true;
            } else {
                forget(call);
            }
        }
        if (!dialled) {
            caller.refuse(503, SipReason.phrase(503));
        }
    }

    private synchronized void forget(PlacedCall call) {
        ringing.remove(call);
    }

    @Override
    public void ringing(PlacedCall call) {
        synchronized (this) {
            if (over || chosen.isPresent()) {
                return;
            }
        }
        caller.ring();
    }

    @Override
    public void early(PlacedCall call) {
        synchronized (this) {
            if (over || chosen.isPresent()) {
                return;
            }
        }
        caller.early();
    }

    @Override
    public void answered(PlacedCall call) {
        List<PlacedCall> others;
        synchronized (this) {
            if (over || chosen.isPresent()) {
                others = List.of(call);
            } else {
                chosen = Optional.of(call);
                others = ringing.stream().filter(one -> one != call).toList();
            }
        }
        others.forEach(other -> other.end("another phone answered"));
        if (!others.contains(call)) {
            caller.answer();
        }
    }

    @Override
    public void ended(PlacedCall call, EndReason reason) {
        boolean last;
        boolean wasChosen;
        EndReason best;
        synchronized (this) {
            ringing.remove(call);
            wasChosen = chosen.filter(one -> one == call).isPresent();
            last = ringing.isEmpty() && chosen.isEmpty();
            best = refusal.filter(kept -> kept.kind() == EndReason.Kind.BUSY).orElse(reason);
            refusal = Optional.of(best);
            if (over) {
                return;
            }
            over = wasChosen || last;
        }
        if (wasChosen) {
            caller.end(OTHER_SIDE);
        } else if (last) {
            int status = best.status() >= 300 ? best.status() : 480;
            caller.refuse(status, SipReason.phrase(status));
        }
    }

    private void callerEnded() {
        List<PlacedCall> left;
        synchronized (this) {
            over = true;
            left = List.copyOf(ringing);
        }
        left.forEach(call -> call.end(OTHER_SIDE));
    }
}
