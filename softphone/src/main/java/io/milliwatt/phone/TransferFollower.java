package io.milliwatt.phone;

import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.IncomingTransfer;
import io.milliwatt.sip.OutgoingCall;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipUri;
import java.util.Optional;

/// Does what a far end asks for that transfers a call of ours, if the listener of the phone agrees:
/// places the new call and reports how it gets on.
final class TransferFollower {
    private final Phone phone;
    private final IncomingTransfer transfer;

    TransferFollower(Phone phone, IncomingTransfer transfer) {
        this.phone = phone;
        this.transfer = transfer;
    }

    /// On the thread of the listener.
    void ask(PhoneCall call) {
        SipUri target;
        try {
            target = transfer.referral().uri();
        } catch (SipException e) {
            transfer.refuse(400, "Refer-To Names No Call");
            call.problem("a transfer was refused: " + e.getMessage());
            return;
        }
        Optional<CallOptions> options = phone.listener().transferRequested(call, target.toString());
        if (options.isEmpty()) {
            transfer.refuse(603, "Decline");
            return;
        }
        transfer.accept();
        var _ =
                phone.call(
                        target,
                        options.get(),
                        new OutgoingCall.Origin(
                                transfer.referral().replaces(), transfer.referredBy()),
                        this::report);
    }

    private void report(PhoneCallState state) {
        switch (state) {
            case PhoneCallState.Dialling _, PhoneCallState.Incoming _ -> {}
            case PhoneCallState.Ringing _, PhoneCallState.EarlyMedia _ ->
                    transfer.progress(180, "Ringing");
            case PhoneCallState.Connected _ -> transfer.progress(200, "OK");
            case PhoneCallState.Ended(EndReason reason) ->
                    transfer.progress(
                            reason.status() >= 300 ? reason.status() : 503,
                            reason.phrase().isEmpty() ? "No Call" : reason.phrase());
        }
    }
}
