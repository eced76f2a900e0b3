package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.app.Bridge;
import io.milliwatt.engine.media.MediaServer;
import io.milliwatt.protocol.sdp.Capabilities;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipUri;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way to a call with a registered user: a call to each contact of the user until one of them
/// answers. A back-to-back user agent: both sides have media with the engine only.
final class BridgedCall implements PlacedCall.Progress {
    /// What becomes of the side that wants the user. May be called from several threads.
    interface Wanting {
        void ringing();

        /// Early media flows.
        void early();

        /// The user answered: the calls are to be joined.
        void answered(PlacedCall callee);

        /// Nobody answered.
        void refused(int status);
    }

    private final Wanting wanting;
    private final List<PlacedCall> ringing = new ArrayList<>();
    private Optional<PlacedCall> chosen = Optional.empty();
    private Optional<EndReason> refusal = Optional.empty();
    private boolean over;

    private BridgedCall(Wanting wanting) {
        this.wanting = wanting;
    }

    /// Calls all contacts of a user, as long as the caller does not hang up.
    ///
    /// @param bridge its second side is for the user
    /// @param caller whose encodings the user is offered first
    static void dial(
            SipFrontEnd frontEnd,
            Bridge bridge,
            SipSession caller,
            Wanting wanting,
            RegisteredPhones.Found.Phones user) {
        var bridged = new BridgedCall(wanting);
        MediaServer media = frontEnd.media();
        Capabilities ours = EngineCapabilities.matching(caller.session(), media);
        synchronized (bridged) {
            for (SipUri contact : user.contacts()) {
                bridged.ringing.add(
                        new PlacedCall(
                                frontEnd,
                                media.newTerms(ours, hostOf(contact, caller)),
                                bridge.second(),
                                contact,
                                userOf(caller.call().remoteUri()),
                                bridged));
            }
        }
        caller.whenEnded(bridged::callerEnded);
        bridged.dial();
    }

    private void dial() {
        List<PlacedCall> all;
        synchronized (this) {
            all = List.copyOf(ringing);
        }
        boolean dialled = false;
        for (PlacedCall call : all) {
            if (call.dial()) {
                dialled = true;
            } else {
                forget(call);
            }
        }
        if (!dialled) {
            wanting.refused(503);
        }
    }

    private synchronized void forget(PlacedCall call) {
        ringing.remove(call);
    }

    /// Where the signalling of a contact will come from; a name that cannot be resolved is taken
    /// for the caller's host, which makes its media address one to be confirmed.
    private static InetAddress hostOf(SipUri target, SipSession caller) {
        try {
            return target.resolve().getAddress();
        } catch (SipException _) {
            return caller.call().remoteAddress().getAddress();
        }
    }

    private static String userOf(String uri) {
        try {
            String user = SipUri.parse(uri).user();
            return user.isEmpty() ? "anonymous" : user;
        } catch (SipException _) {
            return "anonymous";
        }
    }

    private synchronized boolean isOpen() {
        return !over && chosen.isEmpty();
    }

    @Override
    public void ringing(PlacedCall call) {
        if (isOpen()) {
            wanting.ringing();
        }
    }

    @Override
    public void early(PlacedCall call) {
        if (isOpen()) {
            wanting.early();
        }
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
            wanting.answered(call);
        }
    }

    @Override
    public void ended(PlacedCall call, EndReason reason) {
        EndReason best;
        synchronized (this) {
            ringing.remove(call);
            best = refusal.filter(kept -> kept.kind() == EndReason.Kind.BUSY).orElse(reason);
            refusal = Optional.of(best);
            if (over || chosen.isPresent() || !ringing.isEmpty()) {
                return;
            }
            over = true;
        }
        wanting.refused(best.status() >= 300 ? best.status() : 480);
    }

    private void callerEnded() {
        List<PlacedCall> left;
        synchronized (this) {
            if (chosen.isPresent()) {
                return;
            }
            over = true;
            left = List.copyOf(ringing);
        }
        left.forEach(call -> call.end(Pairing.OTHER_SIDE));
    }
}
