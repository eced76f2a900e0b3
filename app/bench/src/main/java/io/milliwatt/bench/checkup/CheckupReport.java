package io.milliwatt.bench.checkup;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.List;

/// What came of a checkup.
///
/// @param target SIP URI that was looked at
/// @param name the engine's or container's name; empty when it is none of this host's
/// @param hears whether a phone on the LAN will hear the server
/// @param heard whether the server will hear that phone
/// @param words both in a sentence
/// @param checks all that was looked at, in order
/// @param findings what is wrong, the first is the one to mend
public record CheckupReport(
        String target,
        String name,
        Outlook hears,
        Outlook heard,
        String words,
        List<Check> checks,
        List<Finding> findings) {
    public CheckupReport {
        checks = List.copyOf(checks);
        findings = List.copyOf(findings);
    }

    /// What is to be expected.
    public enum Outlook {
        YES,
        NO,
        /// Too little could be looked at.
        UNKNOWN;

        /// As in JSON.
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Whether something is wrong that keeps calls from working.
    public boolean hasError() {
        return findings.stream().anyMatch(it -> it.severity() == Severity.ERROR);
    }
}
