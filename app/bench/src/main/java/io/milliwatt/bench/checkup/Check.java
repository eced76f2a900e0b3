package io.milliwatt.bench.checkup;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One thing that was looked at before a call.
///
/// @param subject what
/// @param state how it is
/// @param text what was seen, a line
/// @param finding what is wrong; empty when nothing is
public record Check(Subject subject, State state, String text, Optional<Finding> finding) {
    /// What is looked at, in the order in which it is.
    public enum Subject {
        SERVER("Server", List.of("R16", "R30", "R33")),
        DOCKER("Docker", List.of("R9")),
        ADDRESS("Address", List.of("R5", "R6")),
        PORTS("Ports", List.of("R2", "R3", "R24")),
        ROUTES("Routes", List.of("R8", "R20")),
        FIREWALL("Firewall", List.of("R7", "R23")),
        FLOWS("Remembered flows", List.of("R12")),
        OPTIONS("SIP OPTIONS", List.of()),
        INVITE("SIP INVITE", List.of("R17", "R22")),
        SDP("Session description", List.of("R1", "R10", "R11", "R13", "R14", "R26")),
        MEDIA("Echo", List.of("R18"));

        private final String title;
        private final List<String> rules;

        Subject(String title, List<String> rules) {
            this.title = title;
            this.rules = rules;
        }

        /// For people.
        public String title() {
            return title;
        }

        /// As in JSON.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether a finding belongs here.
        boolean has(Finding finding) {
            return rules.contains(finding.rule());
        }
    }

    /// How it is.
    public enum State {
        GOOD,
        WARNING,
        BAD,
        /// Could not be looked at, with the reason as text.
        UNKNOWN;

        /// As in JSON.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check good(Subject subject, String text) {
        return new Check(subject, State.GOOD, text, Optional.empty());
    }

    static Check unknown(Subject subject, String text) {
        return new Check(subject, State.UNKNOWN, text, Optional.empty());
    }

    static Check of(Subject subject, Finding finding) {
        return new Check(
                subject,
                finding.severity() == Severity.ERROR
                        ? State.BAD
                        : finding.severity() == Severity.WARNING ? State.WARNING : State.GOOD,
                finding.message(),
                Optional.of(finding));
    }
}
