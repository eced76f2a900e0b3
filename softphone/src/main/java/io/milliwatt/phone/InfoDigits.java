package io.milliwatt.phone;

import io.milliwatt.sip.DtmfInfo;
import io.milliwatt.sip.RequestOutcome;
import io.milliwatt.sip.SipCall;

/// Sends digits by INFO, one after the other, each when the one before was answered.
final class InfoDigits {
    private static final int DIGIT_MILLIS = 160;

    private final PhoneCall call;
    private final SipCall dialog;
    private final String digits;

    InfoDigits(PhoneCall call, SipCall dialog, String digits) {
        this.call = call;
        this.dialog = dialog;
        this.digits = digits;
    }

    void sendFrom(int index) {
        if (index >= digits.length()) {
            return;
        }
        DtmfInfo digit = new DtmfInfo(Character.toUpperCase(digits.charAt(index)), DIGIT_MILLIS);
        var _ =
                dialog.info(DtmfInfo.RELAY, digit.relayBody())
                        .thenAccept(outcome -> answered(index, outcome));
    }

    private void answered(int index, RequestOutcome outcome) {
        switch (outcome) {
            case RequestOutcome.Answered answer when answer.success() -> sendFrom(index + 1);
            case RequestOutcome.Answered answer -> refused(answer.status() + " " + answer.reason());
            case RequestOutcome.Unanswered silence -> refused(silence.words());
        }
    }

    private void refused(String why) {
        call.problem("the far end took no digits by INFO: " + why);
    }
}
