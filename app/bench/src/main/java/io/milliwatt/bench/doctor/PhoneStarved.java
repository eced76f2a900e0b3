package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import java.util.Locale;
import java.util.Optional;

/// R34: what was heard cannot be judged, since this machine did not let the phone keep time: its
/// own packets left with long gaps between them.
final class PhoneStarved implements Rule {
    /// A phone that sends each 20 ms and now and then after this has waited for a processor.
    private static final double STARVED_MILLIS = 100;

    @Override
    public String id() {
        return "R34";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (!isSo(evidence) || !evidence.echoExpected() || !WrongAudio.nothingOfItHeard(evidence)) {
            return Optional.empty();
        }
        return finding(
                Severity.WARNING,
                String.format(
                        Locale.ROOT,
                        "The phone itself sent with gaps of up to %.0f ms instead of 20: this machine is"
                                + " too busy to judge what came back",
                        evidence.at(Tap.PHONE_OUT).map(StreamRecord::maxDeltaMillis).orElse(0.0)),
                "Call again when the machine has a processor to spare: uptime, top");
    }

    /// Whether the phone's own packets left too irregularly.
    static boolean isSo(CallEvidence evidence) {
        return evidence.at(Tap.PHONE_OUT)
                .filter(it -> it.maxDeltaMillis() >= STARVED_MILLIS)
                .isPresent();
    }
}
