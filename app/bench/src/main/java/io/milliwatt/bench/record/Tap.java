package io.milliwatt.bench.record;

/// A point where the packets of a call are seen, in the order in which an echoed packet passes
/// them.
public enum Tap {
    PHONE_OUT("phone-out"),
    ENGINE_IN("engine-in"),
    ENGINE_OUT("engine-out"),
    PHONE_IN("phone-in");

    private final String key;

    Tap(String key) {
        this.key = key;
    }

    /// The word used in JSON.
    public String key() {
        return key;
    }
}
