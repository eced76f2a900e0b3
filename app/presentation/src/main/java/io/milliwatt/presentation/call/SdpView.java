package io.milliwatt.presentation.call;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.presentation.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A session description, line by line; RFC 8866. Of the lines that decide where the audio goes
/// (`c=`, `m=`) it is told whether they are right, where that can be known.
///
/// @param lines in order
public record SdpView(List<Line> lines) {
    /// One line.
    ///
    /// @param text as on the wire, without its end
    /// @param health colour; IDLE = not judged
    /// @param note why; empty when not judged
    public record Line(String text, Health health, String note) {}

    public static final SdpView EMPTY = new SdpView(List.of());

    public SdpView {
        lines = List.copyOf(lines);
    }

    /// An offer of the phone, which nobody needs to judge but by findings.
    public static SdpView ofOffer(String sdp, List<Finding> findings) {
        return of(sdp, Optional.empty(), findings);
    }

    /// An answer of `engine`.
    public static SdpView ofAnswer(
            String sdp, Optional<EngineInfo> engine, List<Finding> findings) {
        return of(sdp, engine, findings);
    }

    private static SdpView of(String sdp, Optional<EngineInfo> engine, List<Finding> findings) {
        List<Line> lines = new ArrayList<>();
        for (String text : sdp.split("\r?\n", -1)) {
            if (!text.isBlank()) {
                lines.add(line(text, engine, findings));
            }
        }
        return new SdpView(lines);
    }

    private static Line line(String text, Optional<EngineInfo> engine, List<Finding> findings) {
        if (text.startsWith("c=")) {
            String address = text.substring(text.lastIndexOf(' ') + 1);
            return blamed(text, address, findings)
                    .orElseGet(() -> connection(text, address, engine));
        }
        if (text.startsWith("m=audio ")) {
            String port = text.split(" ", 3)[1];
            return blamed(text, port, findings).orElseGet(() -> media(text, port, engine));
        }
        return new Line(text, Health.IDLE, "");
    }

    /// The finding that names this very address or port.
    private static Optional<Line> blamed(String text, String value, List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.severity() != Severity.NOTE && names(f.message(), value))
                .findFirst()
                .map(f ->
                        new Line(
                                text,
                                f.severity() == Severity.ERROR ? Health.BAD : Health.WARN,
                                f.rule()));
    }

    private static boolean names(String message, String value) {
        int at = message.indexOf(value);
        while (at >= 0) {
            int end = at + value.length();
            boolean startsHere = at == 0 || !isPart(message.charAt(at - 1));
            boolean endsHere =
                    end == message.length()
                            || !isPart(message.charAt(end))
                            || (message.charAt(end) == '.'
                                    && (end + 1 == message.length()
                                            || !Character.isDigit(message.charAt(end + 1))));
            if (startsHere && endsHere) {
                return true;
            }
            at = message.indexOf(value, at + 1);
        }
        return false;
    }

    private static boolean isPart(char c) {
        return Character.isLetterOrDigit(c) || c == '.';
    }

    private static Line connection(String text, String address, Optional<EngineInfo> engine) {
        if (engine.isEmpty()) {
            return new Line(text, Health.IDLE, "");
        }
        String advertised = engine.get().advertisedAddress().getHostAddress();
        return address.equals(advertised)
                ? new Line(text, Health.GOOD, "the advertised address")
                : new Line(text, Health.BAD, "not the advertised " + advertised);
    }

    private static Line media(String text, String portText, Optional<EngineInfo> engine) {
        if (engine.isEmpty() || !portText.matches("[0-9]{1,5}")) {
            return new Line(text, Health.IDLE, "");
        }
        int port = Integer.parseInt(portText);
        var range = engine.get().rtpPorts();
        String words = Format.range(range.toString());
        if (port == 0) {
            return new Line(text, Health.BAD, "refused");
        }
        boolean published = engine.get().containerId().isPresent();
        return port >= range.first() && port <= range.last()
                ? new Line(text, Health.GOOD, (published ? "published, " : "in ") + words)
                : new Line(text, Health.BAD, "outside " + words);
    }
}
