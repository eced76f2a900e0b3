package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import java.util.Locale;
import java.util.Optional;

/// R27: packets come so irregularly that a phone's buffer runs dry, and at which hop that begins.
final class LatePackets implements Rule {
    /// More than the usual buffer of a phone, 60 ms, holds.
    private static final double HIGH_JITTER_MILLIS = 25;

    private static final double LATE_SHARE = 0.05;
    private static final long LEAST_LATE = 10;
    private static final long ENOUGH_PACKETS = 100;

    @Override
    public String id() {
        return "R27";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        Optional<StreamRecord> heard = evidence.at(Tap.PHONE_IN);
        if (!evidence.settled() || heard.isEmpty() || heard.get().packets() < ENOUGH_PACKETS) {
            return Optional.empty();
        }
        long late = evidence.media().late();
        boolean manyLate = late >= LEAST_LATE && late >= LATE_SHARE * heard.get().packets();
        boolean jittery = heard.get().jitterMillis() >= HIGH_JITTER_MILLIS;
        if (!manyLate && !jittery) {
            return Optional.empty();
        }
        boolean before =
                evidence.at(Tap.ENGINE_IN)
                        .filter(it -> it.jitterMillis() >= HIGH_JITTER_MILLIS)
                        .isPresent();
        return finding(
                Severity.WARNING,
                String.format(
                        Locale.ROOT,
                        "Packets come irregularly %s: jitter %.0f ms, longest gap %.0f ms%s",
                        before
                                ? "between phone and engine"
                                : evidence.hasEngineTaps()
                                        ? "after the engine received them"
                                        : "from the server",
                        heard.get().jitterMillis(),
                        heard.get().maxDeltaMillis(),
                        late > 0 ? ", " + late + " too late to be played" : ""),
                "Look for a busy host or a limit of the container: ./milliwatt engine status, docker"
                        + " stats; real time helps (--realtime), else a longer jitter buffer");
    }
}
