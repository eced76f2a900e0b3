package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// R29: packets come more than once.
final class DuplicatePackets implements Rule {
    private static final double NOTICEABLE = 0.02;
    private static final long LEAST = 5;

    @Override
    public String id() {
        return "R29";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        for (Tap tap : List.of(Tap.ENGINE_IN, Tap.PHONE_IN)) {
            Optional<StreamRecord> stream = evidence.at(tap);
            if (stream.isPresent()
                    && stream.get().duplicates() >= LEAST
                    && stream.get().duplicates() >= NOTICEABLE * stream.get().packets()) {
                return finding(
                        Severity.WARNING,
                        String.format(
                                Locale.ROOT,
                                "%d of %d RTP packets came twice %s",
                                stream.get().duplicates(),
                                stream.get().packets(),
                                tap == Tap.ENGINE_IN
                                        ? "between phone and engine"
                                        : "on the way to the phone"),
                        "Look for two paths to the same place: a bridge with a loop, a mirrored port,"
                                + " two rules that both forward (ip link, tc -s qdisc)");
            }
        }
        return Optional.empty();
    }
}
