package io.milliwatt.inspector.sip;

import java.util.Map;

/// A value of Via, RFC 3261, section 20.42.
///
/// @param transport `UDP`, `TCP` ...
/// @param sentBy host and port as written
/// @param branch empty = none
/// @param received the parameter; empty = none
/// @param rport the parameter of RFC 3581; empty = none or without a value
public record Via(String transport, String sentBy, String branch, String received, String rport) {
    /// What the branch of an RFC 3261 transaction begins with, section 8.1.1.7.
    static final String COOKIE = "z9hG4bK";

    static final Via NONE = new Via("", "", "", "", "");

    static Via of(String value) {
        String[] words = HeaderText.beforeParameters(value).trim().split("\\s+", 2);
        String protocol = words[0];
        Map<String, String> parameters = HeaderText.parameters(value);
        return new Via(
                protocol.substring(protocol.lastIndexOf('/') + 1),
                words.length < 2 ? "" : words[1].trim(),
                parameters.getOrDefault("branch", ""),
                parameters.getOrDefault("received", ""),
                parameters.getOrDefault("rport", ""));
    }

    /// Whether the branch identifies the transaction.
    boolean isUnique() {
        return branch.regionMatches(true, 0, COOKIE, 0, COOKIE.length())
                && branch.length() > COOKIE.length();
    }
}
