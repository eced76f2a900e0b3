package io.milliwatt.sip;

import java.util.Optional;

/// Hears of one call. Events come one at a time and in order; methods must return at once. After
/// [#ended] nothing follows.
public interface SipCallListener {
    /// Hears of nothing.
    SipCallListener NONE = new SipCallListener() {};

    /// Our INVITE got a provisional response, 100..199; with SDP it is early media.
    default void provisional(SipCall call, int status, String reason, Optional<String> sdp) {}

    /// Our INVITE was answered with 2xx; the ACK is on its way.
    ///
    /// @param sdp the answer, whether it came with the 2xx or reliably before; empty text when the
    ///   far end sent none, or it made the offer
    default void answered(SipCall call, String sdp) {}

    /// The far end offers, because our INVITE did not.
    ///
    /// @return the answer; empty when the offer cannot be used, which ends the call
    default Optional<String> offered(SipCall call, String offer) {
        return Optional.empty();
    }

    /// The far end has answered, by PRACK, the offer in our reliable response
    /// ([IncomingCall#progress] of a call that came without an offer).
    default void answeredEarly(SipCall call, String sdp) {}

    /// The far end has confirmed our 2xx by ACK.
    ///
    /// @param sdp the answer when our 2xx carried the offer (delayed offer)
    default void confirmed(SipCall call, Optional<String> sdp) {}

    /// The far end offers another session (re-INVITE or UPDATE: hold, resume, codec, address),
    /// after the call was answered or before.
    ///
    /// @param offer the offer; empty when the far end asks for one
    /// @return the answer (or, if asked, our offer), or a refusal; the session stays as it was then
    default ReofferReply reoffered(SipCall call, Optional<String> offer) {
        return new ReofferReply.Refuse(488, "Not Acceptable Here");
    }

    /// Our re-INVITE was answered.
    default void reofferAnswered(SipCall call, String sdp) {}

    /// Our re-INVITE was refused; the session stays as it was.
    default void reofferRefused(SipCall call, int status, String reason) {}

    /// An INFO request that is no DTMF.
    ///
    /// @return whether the body was understood; otherwise it is answered with 415
    default boolean info(SipCall call, String contentType, String body) {
        return false;
    }

    /// A DTMF digit by INFO, `application/dtmf-relay` or `application/dtmf`.
    ///
    /// @param digit one of `0-9*#A-D`
    /// @param durationMillis as the far end says, 0 if it does not
    default void dtmf(SipCall call, char digit, int durationMillis) {}

    /// The far end wants us to call somebody else. May be answered at once or later, from any
    /// thread. Refused unless this is overridden.
    default void transferRequested(SipCall call, IncomingTransfer transfer) {
        transfer.refuse(603, "Decline");
    }

    /// How the far end gets on with the transfer we asked for ([SipCall#refer]).
    default void transferProgress(SipCall call, TransferProgress progress) {}

    /// The call is over.
    default void ended(SipCall call, EndReason reason) {}
}
