package io.milliwatt.inspector.call;

import java.util.Optional;

/// A digit that was pressed.
///
/// @param timeNanos nanoseconds since 1970
/// @param digit `0`-`9`, `*`, `#`, `A`-`D`, `!` for a hook flash
/// @param durationMillis 0 = not told
/// @param way how it was sent
/// @param from who pressed it; empty when nothing tells
/// @param frame of its first packet
public record DtmfEvent(
        long timeNanos,
        char digit,
        double durationMillis,
        Way way,
        Optional<Side> from,
        int tap,
        long frame) {
    /// How digits travel.
    public enum Way {
        /// RFC 4733.
        RTP("telephone-event"),
        /// RFC 6086, as telephones use it.
        INFO("INFO");

        private final String word;

        Way(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
