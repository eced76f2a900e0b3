package io.milliwatt.inspector.call;

import java.util.Locale;

/// The two ends of a call.
public enum Side {
    /// Who sent the first INVITE.
    CALLER,
    CALLEE;

    public Side other() {
        return this == CALLER ? CALLEE : CALLER;
    }

    /// `caller`, `callee`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
