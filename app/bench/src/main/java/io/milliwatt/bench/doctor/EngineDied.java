package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Optional;

/// R16: the engine ended while the call was on.
final class EngineDied implements Rule {
    @Override
    public String id() {
        return "R16";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (evidence.engine().isEmpty() || evidence.engineDeath().isEmpty()) {
            return Optional.empty();
        }
        var engine = evidence.engine().get();
        return finding(
                Severity.ERROR,
                "The engine \""
                        + engine.name()
                        + "\" died in the call. "
                        + evidence.engineDeath().get(),
                "See what it said last: ./milliwatt engine logs "
                        + engine.name()
                        + ", and start it again: ./milliwatt engine start --name "
                        + engine.name());
    }
}
