package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Locale;
import java.util.Optional;

/// One thing that can be wrong with a call.
public interface Rule {
    /// The id that is printed and documented: `R1`.
    String id();

    /// Where it is explained.
    default String page() {
        return "docs/findings.md#" + id().toLowerCase(Locale.ROOT);
    }

    /// Looks at a call; empty when this is not what is wrong with it.
    Optional<Finding> examine(CallEvidence evidence);

    /// A finding of this rule.
    default Optional<Finding> finding(Severity severity, String message, String fix) {
        return Optional.of(new Finding(id(), severity, message, fix));
    }
}
