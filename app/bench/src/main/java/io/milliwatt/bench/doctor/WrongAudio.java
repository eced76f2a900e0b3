package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.Tap;
import java.util.Optional;

/// R19: packets come, but what is in them is not what was sent, or is silence.
final class WrongAudio implements Rule {
    @Override
    public String id() {
        return "R19";
    }

    /// What comes back is looked for by comparing with all that was sent; of a shorter call, too
    /// little is left of it behind the delay.
    private static final double COMPARABLE_MILLIS = 4_500;

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (!nothingOfItHeard(evidence) || PhoneStarved.isSo(evidence) && evidence.echoExpected()) {
            return Optional.empty();
        }
        return finding(
                Severity.ERROR,
                evidence.packets(Tap.PHONE_IN)
                        + " RTP packets came, but "
                        + (evidence.echoExpected()
                                ? "what was sent is not in them"
                                : "there is nothing to hear in them"),
                "Record it and listen: ./milliwatt call "
                        + evidence.target()
                        + " --record heard.wav; a wrong codec sounds like noise, a muted source like silence");
    }

    /// Whether packets came, and what should be in them is not, as far as can be said.
    static boolean nothingOfItHeard(CallEvidence evidence) {
        boolean longEnough =
                evidence.packets(Tap.PHONE_IN) >= 100
                        && (!evidence.echoExpected()
                                || evidence.course().connectedMillis() >= COMPARABLE_MILLIS);
        return evidence.settled()
                && longEnough
                && !evidence.heard().audio().heard()
                && evidence.heard().audioExpected()
                && evidence.end().isPresent();
    }
}
