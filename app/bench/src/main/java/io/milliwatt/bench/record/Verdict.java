package io.milliwatt.bench.record;

/// The one-word outcome of a test call.
public enum Verdict {
    /// Media flowed both ways and what was heard is what was sent (or, for a number that does not
    /// echo, audio came).
    AUDIO("audio"),
    /// The call was answered, but nothing, or not what was sent, was heard.
    NO_AUDIO("no-audio"),
    /// The call was not answered, or ended before it could be judged.
    NO_CALL("no-call"),
    /// There was no engine to call: it did not start, or died.
    NO_ENGINE("no-engine");

    private final String key;

    Verdict(String key) {
        this.key = key;
    }

    /// The word used in JSON.
    public String key() {
        return key;
    }
}
