package io.milliwatt.bench.tap;

/// Where a tap stands.
public enum Place {
    PHONE("phone"),
    HOST("host"),
    ENGINE("engine");

    private final String key;

    Place(String key) {
        this.key = key;
    }

    /// The word in JSON, and the name of the interface in a capture file.
    public String key() {
        return key;
    }
}
