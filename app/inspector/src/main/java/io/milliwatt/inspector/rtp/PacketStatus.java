package io.milliwatt.inspector.rtp;

import io.milliwatt.protocol.stats.Arrival;

/// What is to be said about one packet of a stream; one thing, the gravest.
public enum PacketStatus {
    OK("", false),
    AFTER_GAP("packets before it are missing", true),
    LATE("out of order", true),
    DUPLICATE("duplicate", true),
    RESTARTED("sequence numbers start over", true),
    REFUSED("sequence number jumps", true),
    WRONG_TIMESTAMP("incorrect timestamp", true),
    MARKER_MISSING("marker missing", true),
    PAYLOAD_CHANGED("payload type changed", false),
    TELEPHONE_EVENT("telephone event", false),
    COMFORT_NOISE("comfort noise", false);

    private final String words;
    private final boolean isProblem;

    PacketStatus(String words, boolean isProblem) {
        this.words = words;
        this.isProblem = isProblem;
    }

    static PacketStatus of(Arrival arrival) {
        return switch (arrival) {
            case FIRST, IN_ORDER -> OK;
            case AFTER_GAP -> AFTER_GAP;
            case LATE -> LATE;
            case DUPLICATE -> DUPLICATE;
            case RESTARTED -> RESTARTED;
            case REFUSED -> REFUSED;
        };
    }

    /// As shown in a table; empty for [#OK].
    public String words() {
        return words;
    }

    /// Whether "next problem" stops here.
    public boolean isProblem() {
        return isProblem;
    }
}
