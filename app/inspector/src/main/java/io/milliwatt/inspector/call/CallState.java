package io.milliwatt.inspector.call;

/// How far a call came.
public enum CallState {
    /// The request was sent, nobody rang or answered yet.
    SETTING_UP("setting up"),
    RINGING("ringing"),
    /// Answered, and not ended in the capture.
    IN_CALL("in call"),
    /// Answered and ended by BYE; of other requests: answered with success.
    COMPLETED("completed"),
    CANCELLED("cancelled"),
    BUSY("busy"),
    /// Refused by whoever was asked: 4xx, 6xx.
    REJECTED("rejected"),
    /// Sent elsewhere: 3xx.
    DIVERTED("diverted"),
    /// A server or the network failed: 408, 5xx.
    FAILED("failed"),
    /// Not known: only its RTP is in the capture ([CallsWithoutSip]).
    WITHOUT_SIP("without SIP");

    private final String word;

    CallState(String word) {
        this.word = word;
    }

    /// As it is shown and printed.
    public String word() {
        return word;
    }

    /// Whether nothing more is expected.
    public boolean ended() {
        return switch (this) {
            case SETTING_UP, RINGING, IN_CALL, WITHOUT_SIP -> false;
            case COMPLETED, CANCELLED, BUSY, REJECTED, DIVERTED, FAILED -> true;
        };
    }
}
