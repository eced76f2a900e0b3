package io.milliwatt.phone;

import io.milliwatt.protocol.sdp.AnswerOutcome;
import io.milliwatt.protocol.sdp.OfferAnswerFailure;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.IncomingTransfer;
import io.milliwatt.sip.ReofferReply;
import io.milliwatt.sip.SipCall;
import io.milliwatt.sip.SipCallListener;
import io.milliwatt.sip.TransferProgress;
import java.util.Optional;

/// What the far end does to a call: turns events of SIP into states of the call and changes of its
/// session. Called by SIP one event at a time.
final class CallEvents implements SipCallListener {
    private final PhoneCall call;
    private final CallSession session;

    CallEvents(PhoneCall call, CallSession session) {
        this.call = call;
        this.session = session;
    }

    @Override
    public void provisional(SipCall dialog, int status, String reason, Optional<String> sdp) {
        if (status == 100) {
            return;
        }
        boolean early =
                sdp.flatMap(session::answerReceived)
                        .filter(AnswerOutcome.Agreed.class::isInstance)
                        .isPresent();
        if (early) {
            call.become(new PhoneCallState.EarlyMedia());
        } else if (!(call.state() instanceof PhoneCallState.EarlyMedia)) {
            call.become(new PhoneCallState.Ringing());
        }
    }

    @Override
    public void answered(SipCall dialog, String sdp) {
        if (sdp.isEmpty() && session.hasMedia()) {
            session.connected(); // the answer came with 183
        } else {
            negotiated(dialog, sdp);
        }
    }

    @Override
    public void confirmed(SipCall dialog, Optional<String> sdp) {
        if (sdp.isPresent() || !session.hasMedia()) {
            negotiated(dialog, sdp.orElse(""));
        } else {
            session.connected();
        }
    }

    /// Reads the answer to our offer; a call without common audio makes no sense.
    private void negotiated(SipCall dialog, String sdp) {
        Optional<AnswerOutcome> result = session.answerReceived(sdp);
        if (result.isPresent()
                && result.get() instanceof AnswerOutcome.Failed(OfferAnswerFailure failure)) {
            dialog.abandon(
                    EndReason.of(
                            EndReason.Kind.PROTOCOL,
                            "the far end's answer cannot be used: "
                                    + (sdp.isEmpty() ? "it has no SDP" : failure.detail())));
        } else {
            session.connected();
        }
    }

    @Override
    public ReofferReply reoffered(SipCall dialog, Optional<String> offer) {
        ReofferReply reply = session.answerReoffer(offer);
        if (offer.isPresent() && reply instanceof ReofferReply.Accept) {
            session.connected();
        }
        return reply;
    }

    @Override
    public void reofferAnswered(SipCall dialog, String sdp) {
        session.reofferAnswered(sdp);
    }

    @Override
    public void reofferRefused(SipCall dialog, int status, String reason) {
        session.reofferRefused();
        call.problem(
                "the far end does not take part in hold or resume (" + status + " " + reason + ")");
    }

    @Override
    public void transferRequested(SipCall dialog, IncomingTransfer transfer) {
        call.transferRequested(transfer);
    }

    @Override
    public void transferProgress(SipCall dialog, TransferProgress progress) {
        call.transferring(progress);
        if (progress.stage() == TransferProgress.Stage.SUCCEEDED) {
            dialog.hangUp();
        }
    }

    @Override
    public void dtmf(SipCall dialog, char digit, int durationMillis) {
        call.digitReceived(digit);
    }

    @Override
    public void ended(SipCall dialog, EndReason reason) {
        session.ended(reason);
    }
}
