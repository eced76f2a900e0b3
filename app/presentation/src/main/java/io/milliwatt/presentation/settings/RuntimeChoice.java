package io.milliwatt.presentation.settings;

import io.milliwatt.bench.engine.RuntimeKind;
import java.util.Optional;

/// Where the next engine is to run.
public enum RuntimeChoice {
    AUTO("Docker, else embedded", Optional.empty()),
    DOCKER("Docker", Optional.of(RuntimeKind.DOCKER)),
    EMBEDDED("Embedded", Optional.of(RuntimeKind.EMBEDDED));

    private final String label;
    private final Optional<RuntimeKind> kind;

    RuntimeChoice(String label, Optional<RuntimeKind> kind) {
        this.label = label;
        this.kind = kind;
    }

    public String label() {
        return label;
    }

    /// As a launch request takes it.
    public Optional<RuntimeKind> kind() {
        return kind;
    }
}
