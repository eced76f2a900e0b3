package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.app.Bridge;
import io.milliwatt.protocol.sdp.Security;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipUri;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
        void refused(Refusal refusal);
    }

    /// Why there is no call with the user.
    ///
    /// @param reason value of a Reason header (RFC 3326, RFC 6432, section 2); empty when the
    ///   status says enough
    record Refusal(int status, String reason) {
        private static final int NO_ANSWER_FROM_USER = 19;

        static Refusal of(int status) {
            return new Refusal(status, "");
        }

        static Refusal unansweredWithin(Duration limit) {
            return new Refusal(
                    480,
                    "Q.850;cause="
                            + NO_ANSWER_FROM_USER
                            + ";text=\"nobody answered within "
                            + limit.toSeconds()
                            + " s\"");
        }
    }

    private final SipFrontEnd frontEnd;
    private final Bridge bridge;
    private final SipSession caller;
    private final Wanting wanting;
    private final List<PlacedCall> ringing = new ArrayList<>();

    /// What the phone of a call is offered when it refuses that call's offer.
    private final Map<PlacedCall, Security> secondOffers = new IdentityHashMap<>();

    private Optional<PlacedCall> chosen = Optional.empty();
    private Optional<EndReason> refusal = Optional.empty();
    private boolean over;

    private BridgedCall(SipFrontEnd frontEnd, Bridge bridge, SipSession caller, Wanting wanting) {
        this.frontEnd = frontEnd;
        this.bridge = bridge;
        this.caller = caller;
        this.wanting = wanting;
    }

    /// Calls all contacts of a user, as long as the caller does not hang up, and not for ever.
    ///
    /// @param bridge its second side is for the user
    /// @param caller whose encodings the user is offered first
    static void dial(
            SipFrontEnd frontEnd,
            Bridge bridge,
            SipSession caller,
            Wanting wanting,
            RegisteredPhones.Found.Phones user) {
        var bridged = new BridgedCall(frontEnd, bridge, caller, wanting);
        caller.whenEnded(bridged::callerEnded);
        bridged.dial(user.contacts());
        Duration limit = frontEnd.ringLimit();
        frontEnd.later(limit, () -> bridged.rangFor(limit));
    }

    private void dial(List<SipUri> contacts) {
        // who encrypts wants that of the other side as well; whoever cannot is asked again
        boolean encrypted = caller.isEncrypted();
        List<PlacedCall> all = new ArrayList<>();
        synchronized (this) {
            for (SipUri contact : contacts) {
                PlacedCall call =
                        newCall(contact, encrypted ? Security.REQUIRED : Security.OPTIONAL);
                secondOffers.put(call, encrypted ? Security.OPTIONAL : Security.REQUIRED);
                all.add(call);
            }
        }
        boolean dialled = false;
        for (PlacedCall call : all) {
            dialled |= dial(call);
        }
        if (!dialled) {
            wanting.refused(Refusal.of(503));
        }
    }

    /// Some phones refuse RTP/AVP with keys as others refuse RTP/SAVP.
    private synchronized PlacedCall newCall(SipUri contact, Security security) {
        var call =
                new PlacedCall(
                        frontEnd,
                        frontEnd.media()
                                .newTerms(
                                        EngineCapabilities.matching(
                                                        caller.session(), frontEnd.media())
                                                .withSecurity(security),
                                        hostOf(contact, caller)),
                        bridge.second(),
                        contact,
                        userOf(caller.call().remoteUri()),
                        this);
        ringing.add(call);
        return call;
    }

    private boolean dial(PlacedCall call) {
        boolean dialled = call.dial();
        if (!dialled) {
            forget(call);
        }
        return dialled;
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
        Optional<PlacedCall> again = another(call, reason);
        if (again.isPresent() && dial(again.get())) {
            return;
        }
        EndReason best;
        synchronized (this) {
            best = refusal.filter(kept -> kept.kind() == EndReason.Kind.BUSY).orElse(reason);
            refusal = Optional.of(best);
            if (over || chosen.isPresent() || !ringing.isEmpty()) {
                return;
            }
            over = true;
        }
        wanting.refused(Refusal.of(best.status() >= 300 ? best.status() : 480));
    }

    /// The next call to a phone that has refused what it was offered, not that it was called.
    private synchronized Optional<PlacedCall> another(PlacedCall call, EndReason reason) {
        ringing.remove(call);
        Optional<Security> other = Optional.ofNullable(secondOffers.remove(call));
        return isOpen() && (reason.status() == 488 || reason.status() == 606)
                ? other.map(security -> newCall(call.target(), security))
                : Optional.empty();
    }

    private void rangFor(Duration limit) {
        if (giveUp("nobody answered within " + limit.toSeconds() + " s")) {
            wanting.refused(Refusal.unansweredWithin(limit));
        }
    }

    private void callerEnded() {
        giveUp(Pairing.OTHER_SIDE);
    }

    /// @return whether it was open
    private boolean giveUp(String why) {
        List<PlacedCall> left;
        synchronized (this) {
            if (!isOpen()) {
                return false;
            }
            over = true;
            left = List.copyOf(ringing);
        }
        left.forEach(call -> call.end(why));
        return true;
    }
}
