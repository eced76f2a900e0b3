package io.milliwatt.inspector.sip;

import java.util.Optional;

/// A value of CSeq, RFC 3261, section 20.16.
///
/// @param number 0 to 4294967295
public record CSeq(long number, String method) {
    /// Reads it; empty when it is not one.
    static Optional<CSeq> of(String value) {
        String[] words = value.trim().split("\\s+");
        return words.length == 2 && words[0].matches("[0-9]{1,10}")
                ? Optional.of(new CSeq(Long.parseLong(words[0]), words[1]))
                : Optional.empty();
    }
}
