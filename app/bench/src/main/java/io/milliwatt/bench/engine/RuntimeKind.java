package io.milliwatt.bench.engine;

import java.util.Locale;

/// Where an engine runs.
public enum RuntimeKind {
    /// A container of the Docker daemon.
    DOCKER,
    /// A child process of this machine, no container.
    EMBEDDED;

    /// The word used on the command line and in JSON.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
