package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// R26: DTMF digits do not arrive: the two sides number telephone events differently, or the server
/// takes them neither as events (RFC 4733) nor by INFO, or it heard others than were sent.
final class DigitsLost implements Rule {
    private static final int REFUSED = 300;

    /// A call that ends before all digits are sent has lost none.
    private static final double BEGIN_MILLIS = 1_000;

    private static final double DIGIT_MILLIS = 400;

    @Override
    public String id() {
        return "R26";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (evidence.offer().isEmpty() || evidence.answer().isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> offered = evidence.offer().get().eventsTypes();
        Set<Integer> answered = evidence.answer().get().eventsTypes();
        if (!offered.isEmpty() && !answered.isEmpty() && Collections.disjoint(offered, answered)) {
            return finding(
                    Severity.WARNING,
                    "The offer numbers telephone events "
                            + words(offered)
                            + ", the answer "
                            + words(answered)
                            + ": a server that ignores its own number hears no digits",
                    "Let the server answer with the number of the offer, "
                            + words(offered)
                            + " (RFC 3264, section 6.1)");
        }
        var digits = evidence.signalling().dtmf();
        if (digits.asked().isEmpty() || !evidence.answered()) {
            return Optional.empty();
        }
        if (answered.isEmpty() && digits.infoStatus() >= REFUSED) {
            return finding(
                    Severity.WARNING,
                    "The digits "
                            + digits.asked()
                            + " were not taken: the answer names no telephone-event, and INFO was"
                            + " refused with "
                            + digits.infoStatus(),
                    "Switch on RFC 4733 events in the server (dtmf mode rfc2833 or auto)");
        }
        boolean over =
                evidence.end().isPresent()
                        && evidence.course().connectedMillis()
                                > BEGIN_MILLIS + DIGIT_MILLIS * digits.asked().length();
        return over && digits.heard().filter(it -> !it.equals(digits.asked())).isPresent()
                ? finding(
                        Severity.WARNING,
                        "The digits "
                                + digits.asked()
                                + " were sent, the server heard "
                                + (digits.heard().get().isEmpty() ? "none" : digits.heard().get()),
                        "Look for lost packets and for the payload type of telephone-event ("
                                + words(answered)
                                + ") in the server")
                : Optional.empty();
    }

    private static String words(Set<Integer> types) {
        return types.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
