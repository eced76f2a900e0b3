package io.milliwatt.sip;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One call, either direction. Nothing here blocks.
public interface SipCall {
    String callId();

    CallState state();

    /// URI of the far end: To of an outgoing, From of an incoming call.
    String remoteUri();

    /// Address signalling goes to.
    InetSocketAddress remoteAddress();

    SipTransport transport();

    /// Ends the call: BYE when established, CANCEL when not yet answered, 480 when it is an
    /// incoming call that was not answered. The listener hears of the end at once.
    void hangUp();

    /// Ends the call as [#hangUp()] does, but gives this reason to the listener: for a call that is
    /// found dead.
    void abandon(EndReason reason);

    /// Offers another session by re-INVITE (RFC 3261, section 14). While one is under way the
    /// newest offer waits for it; a collision (491, or 500 with Retry-After) is retried after the
    /// time of section 14.1.
    void reoffer(String sdp);

    /// Offers another session by UPDATE (RFC 3311) if the far end takes it, else as [#reoffer]
    /// does. Before the call is answered that is the only way, and needs a first offer that was
    /// answered reliably (RFC 3262).
    default void update(String sdp) {
        reoffer(sdp);
    }

    /// Sends INFO (RFC 6086 without a package, as DTMF uses it).
    CompletableFuture<RequestOutcome> info(String contentType, String body);

    /// OPTIONS within the dialog: does the far end still know the call?
    CompletableFuture<RequestOutcome> ping(Duration timeout);

    /// Asks the far end to call somebody else (REFER, RFC 3515); told to
    /// [SipCallListener#transferProgress]. This call goes on until somebody hangs it up.
    void refer(Referral referral);

    /// What names this call at its far end, for a [Referral] of another call to it; empty before
    /// there is a dialog.
    Optional<Replaces> dialogId();

    /// URI of the far end itself (its Contact), where a call that replaces this one must go; the
    /// URI called while it is not known.
    String remoteTarget();

    /// Attended transfer: asks the far end to call the far end of another call of ours, in place of
    /// that call.
    default void referTo(SipCall other) {
        refer(new Referral(other.remoteTarget(), other.dialogId(), true));
    }
}
