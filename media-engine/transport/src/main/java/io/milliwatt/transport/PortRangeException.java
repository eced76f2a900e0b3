package io.milliwatt.transport;

import java.io.Serial;

/// A port range that cannot be used; the message says which, and what is allowed.
public final class PortRangeException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    public PortRangeException(String message) {
        super(message);
    }
}
