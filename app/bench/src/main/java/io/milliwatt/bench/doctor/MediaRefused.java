package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Optional;

/// R14: answered, but the audio was refused with port 0, or without a codec in common.
final class MediaRefused implements Rule {
    @Override
    public String id() {
        return "R14";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (evidence.offer().isEmpty() || evidence.answer().isEmpty()) {
            return Optional.empty();
        }
        var offered = evidence.offer().get();
        var answered = evidence.answer().get();
        if (answered.rtpPort() == 0) {
            return finding(
                    Severity.ERROR,
                    "The answer refuses the audio: its m= line has port 0",
                    "Offer a codec that the far end has; offered were "
                            + String.join(", ", offered.audioCodecs()));
        }
        boolean common =
                answered.audioCodecs().stream()
                        .anyMatch(codec ->
                                offered.audioCodecs().stream().anyMatch(codec::equalsIgnoreCase));
        return common
                ? Optional.empty()
                : finding(
                        Severity.ERROR,
                        "The answer names "
                                + String.join(", ", answered.audioCodecs())
                                + ", offered were "
                                + String.join(", ", offered.audioCodecs())
                                + ": no codec in common",
                        "Let both sides have PCMA or PCMU");
    }
}
