package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.Tap;
import java.util.Locale;
import java.util.Optional;

/// R28: the server sends faster or slower than its timestamps say: sooner or later a phone's buffer
/// runs over or dry, at regular intervals.
final class ClockDrift implements Rule {
    /// Crystals differ by 100; what is more is a timer.
    private static final double NOTICEABLE_PPM = 1_000;

    private static final double SECONDS_A_SLIP = 0.060;

    @Override
    public String id() {
        return "R28";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (!evidence.settled()) {
            return Optional.empty();
        }
        return evidence.media()
                .at(Tap.PHONE_IN)
                .filter(it -> Math.abs(it.driftPpm()) >= NOTICEABLE_PPM)
                .flatMap(it ->
                        finding(
                                Severity.WARNING,
                                String.format(
                                        Locale.ROOT,
                                        "The server sends %.1f %% too %s: a buffer of 60 ms is %s"
                                                + " every %.0f s",
                                        Math.abs(it.driftPpm()) / 10_000,
                                        it.driftPpm() > 0 ? "fast" : "slowly",
                                        it.driftPpm() > 0 ? "full" : "empty",
                                        SECONDS_A_SLIP / Math.abs(it.driftPpm()) * 1e6),
                                "Let the server send at absolute times, and not sleep 20 ms after"
                                        + " each packet; in a virtual machine, look at its clock"));
    }
}
