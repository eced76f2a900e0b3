package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.Tap;
import java.util.Optional;

/// R15: encrypted media came that the keys of the session descriptions do not open.
final class WrongKeys implements Rule {
    @Override
    public String id() {
        return "R15";
    }

    /// One packet may be damaged, or of an offer before.
    private static final long LEAST = 5;

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        long refused = evidence.heard().unauthenticPackets();
        if (refused < LEAST) {
            return Optional.empty();
        }
        boolean none = evidence.packets(Tap.PHONE_IN) == 0;
        return finding(
                none ? Severity.ERROR : Severity.WARNING,
                refused
                        + " packets came that were not made with the key agreed on"
                        + (none ? ", and none that was" : ""),
                "Compare the a=crypto lines with what the far end sends: another key, plain RTP, or a"
                        + " stranger; without encryption: --srtp off");
    }
}
