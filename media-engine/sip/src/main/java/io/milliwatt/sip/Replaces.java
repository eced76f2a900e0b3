package io.milliwatt.sip;

import java.util.Optional;
import java.util.regex.Pattern;

/// Names a dialog at the far end that is to be replaced, RFC 3891.
///
/// @param toTag the tag of the far end itself
/// @param fromTag the tag of its peer
/// @param earlyOnly only if it is not answered yet
public record Replaces(String callId, String toTag, String fromTag, boolean earlyOnly) {
    private static final Pattern WRITABLE = Pattern.compile("[!-~&&[^;,]]+");

    /// Reads the value of a Replaces header; empty when a part is missing.
    public static Optional<Replaces> parse(String value) {
        String[] parts = value.split(";", -1);
        String to = "";
        String from = "";
        boolean early = false;
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.startsWith("to-tag=")) {
                to = part.substring(7);
            } else if (part.startsWith("from-tag=")) {
                from = part.substring(9);
            } else if (part.equals("early-only")) {
                early = true;
            }
        }
        String callId = parts[0].strip();
        return isWritable(callId) && isWritable(to) && isWritable(from)
                ? Optional.of(new Replaces(callId, to, from, early))
                : Optional.empty();
    }

    /// Whether it can stand in a header: what came escaped in a URI may hold anything, a line break
    /// too.
    private static boolean isWritable(String text) {
        return WRITABLE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return callId
                + ";to-tag="
                + toTag
                + ";from-tag="
                + fromTag
                + (earlyOnly ? ";early-only" : "");
    }
}
