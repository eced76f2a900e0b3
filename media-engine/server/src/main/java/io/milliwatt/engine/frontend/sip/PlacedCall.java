package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.app.CallApplication;
import io.milliwatt.engine.media.CallTerms;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.OutgoingCall;
import io.milliwatt.sip.SipCall;
import io.milliwatt.sip.SipUri;
import java.util.Optional;

/// A call that the engine places.
final class PlacedCall extends SipSession {
    /// Hears how it goes. May be called from several threads.
    interface Progress {
        void ringing(PlacedCall call);

        /// Early media flows.
        void early(PlacedCall call);

        void answered(PlacedCall call);

        /// After [#answered(PlacedCall)], or instead of it.
        void ended(PlacedCall call, EndReason reason);
    }

    private final SipUri target;
    private final String from;
    private final String callId;
    private final Progress progress;
    private Optional<SipCall> call = Optional.empty();

    PlacedCall(
            SipFrontEnd frontEnd,
            CallTerms terms,
            CallApplication application,
            SipUri target,
            String from,
            Progress progress) {
        super(frontEnd, terms, target.user(), application);
        this.target = target;
        this.from = from;
        this.callId = frontEnd.newCallId();
        this.progress = progress;
    }

    /// Who is called.
    SipUri target() {
        return target;
    }

    /// Sends the INVITE.
    ///
    /// @return false when no RTP port is free
    boolean dial() {
        Optional<String> offer = terms().offer();
        if (offer.isEmpty()) {
            terms().close();
            return false;
        }
        frontEnd().registry().add(this);
        synchronized (this) {
            call =
                    Optional.of(
                            frontEnd()
                                    .place(
                                            OutgoingCall.to(target, from, offer.get()),
                                            this,
                                            callId));
        }
        frontEnd().publish(this);
        return true;
    }

    @Override
    public void provisional(SipCall ringing, int status, String reason, Optional<String> sdp) {
        if (sdp.isPresent() && takeAnswer(sdp.get())) {
            startMedia();
            progress.early(this);
        } else if (status > 100) {
            progress.ringing(this);
        }
    }

    @Override
    public void answered(SipCall answeredCall, String sdp) {
        if (sdp.isEmpty() ? path().isEmpty() : !takeAnswer(sdp)) {
            end("the answer carries no session description");
            return;
        }
        if (markAnswered()) {
            startMedia();
            frontEnd().publish(this);
            progress.answered(this);
        }
    }

    @Override
    public void ended(SipCall endedCall, EndReason reason) {
        super.ended(endedCall, reason);
        progress.ended(this, reason);
    }

    @Override
    synchronized SipCall call() {
        return call.orElseThrow(() -> new IllegalStateException("not dialled yet"));
    }

    @Override
    public String callId() {
        return callId;
    }

    @Override
    String ourUri() {
        return fromUri();
    }

    @Override
    String fromUri() {
        return "sip:" + from + "@" + frontEnd().media().advertised();
    }

    @Override
    String toUri() {
        return target.toString();
    }
}
