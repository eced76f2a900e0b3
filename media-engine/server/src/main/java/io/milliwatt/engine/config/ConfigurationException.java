package io.milliwatt.engine.config;

import java.io.Serial;

/// A setting that cannot be used; the message names it, its value, and what is allowed.
public final class ConfigurationException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
