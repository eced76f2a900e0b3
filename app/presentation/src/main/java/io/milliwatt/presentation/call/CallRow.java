package io.milliwatt.presentation.call;

import io.milliwatt.bench.call.Vantage;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.call.CallState;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.EndpointNames;
import io.milliwatt.inspector.call.Quality;
import io.milliwatt.inspector.call.Topology;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.sip.NameAddress;
import io.milliwatt.presentation.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// A call of the list: of a capture, or of this window's phone.
///
/// @param number counts the calls of the list; what makes a row the same row
/// @param call what SIP and RTP show
/// @param names who is who, as far as that is known
/// @param findings what the doctor says, the one to mend first
/// @param session the call of this window's phone; empty for one of a capture
public record CallRow(
        long number,
        Call call,
        EndpointNames names,
        List<Finding> findings,
        Optional<FinishedCall> session) {
    /// What stands where nothing was measured.
    public static final String NOT_MEASURED = "n/a";

    public CallRow {
        findings = List.copyOf(findings);
    }

    public Instant at() {
        long nanos = call.times().startNanos();
        return Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000);
    }

    /// `phone (LAN)`, `alice@192.0.2.7`.
    public String from() {
        return session.map(one -> one.vantage() == Vantage.LAN ? "phone (LAN)" : "phone (host)")
                .orElseGet(() -> party(call.parties().from()));
    }

    /// `echo`, `bob@192.0.2.9`.
    public String to() {
        return session.map(one -> user(one.record().target()))
                .orElseGet(() -> party(call.parties().to()));
    }

    /// `echo` of `sip:echo@192.0.2.9`.
    private static String user(String target) {
        String rest = target.substring(target.indexOf(':') + 1);
        int at = rest.indexOf('@');
        return at > 0 ? rest.substring(0, at) : rest;
    }

    private String party(NameAddress who) {
        if (call.state() == CallState.WITHOUT_SIP) {
            return who.uri();
        }
        String label = who.label();
        return label.isEmpty()
                ? "?"
                : who.host().isEmpty() || label.equals(who.host())
                        ? label
                        : label + "@" + who.host();
    }

    /// In a word or two.
    public String state() {
        if (session.isPresent()) {
            return session.get().state();
        }
        return oneWay() ? "one way" : call.state().word();
    }

    private boolean oneWay() {
        return call.answered() && call.streams().stream().anyMatch(CallStream::noReverseStream);
    }

    /// Colour of the state: the worst of how it ended and what was found.
    public Health health() {
        if (session.isPresent()) {
            return session.get().health();
        }
        if (oneWay() || has(Severity.ERROR)) {
            return Health.BAD;
        }
        Health own =
                switch (call.state()) {
                    case SETTING_UP, RINGING, IN_CALL, WITHOUT_SIP -> Health.IDLE;
                    case COMPLETED -> Health.GOOD;
                    case CANCELLED, BUSY, DIVERTED -> Health.WARN;
                    case REJECTED, FAILED -> Health.BAD;
                };
        boolean warned = own == Health.GOOD && (has(Severity.WARNING) || lostPercent() > 0);
        return warned ? Health.WARN : own;
    }

    private boolean has(Severity severity) {
        return findings.stream().anyMatch(finding -> finding.severity() == severity);
    }

    /// Whether it is to be counted among those with errors.
    public boolean wrong() {
        return health() == Health.BAD;
    }

    public String setUp() {
        return millis(call.times().setUpMillis());
    }

    private static String millis(OptionalDouble millis) {
        return millis.isPresent() ? Format.millis(millis.getAsDouble()) : "–";
    }

    public String duration() {
        OptionalDouble millis = call.times().durationMillis();
        return millis.isPresent()
                ? Format.clock(Duration.ofMillis(Math.round(millis.getAsDouble())))
                : "–";
    }

    /// Of the media, without repetition.
    public String codec() {
        return call.streams().stream()
                .map(stream -> stream.report().mainPayload().codec())
                .filter(codec -> !codec.isEmpty())
                .distinct()
                .limit(2)
                .collect(Collectors.joining(", "));
    }

    /// The worst stream's, percent of what was expected.
    public double lostPercent() {
        return call.streams().stream()
                .mapToDouble(stream -> stream.report().sequence().lostPercent())
                .max()
                .orElse(-1);
    }

    /// `0`, `1.8 %`; an en dash where nothing flowed.
    public String lost() {
        double percent = lostPercent();
        if (percent < 0) {
            return "–";
        }
        return percent == 0
                ? "0"
                : String.format(Locale.ROOT, percent < 0.1 ? "%.2f %%" : "%.1f %%", percent);
    }

    /// The worst stream's.
    public String mos() {
        return call.streams().stream()
                .flatMap(stream -> stream.quality().stream())
                .mapToDouble(Quality::mos)
                .min()
                .stream()
                .mapToObj(mos -> String.format(Locale.ROOT, "%.1f", mos))
                .findFirst()
                .orElse(NOT_MEASURED);
    }

    /// What is to be mended first; else how it ended, where that says something.
    public String firstFinding() {
        if (!findings.isEmpty()) {
            return findings.getFirst().rule() + " " + findings.getFirst().message();
        }
        if (!call.problems().isEmpty()) {
            return Format.sentence(call.problems().getFirst());
        }
        boolean plain = health() == Health.GOOD || health() == Health.IDLE;
        String words = session.map(one -> one.record().endReason()).orElse(call.release().words());
        return plain ? "–" : Format.sentence(words);
    }

    /// What is known of the network for judging a description of this call.
    Topology topology(CallMessage message) {
        Optional<EngineInfo> engine = session.flatMap(FinishedCall::engine);
        Endpoint sender = message.place().source();
        if (engine.isEmpty()) {
            return Topology.seenFrom(sender);
        }
        EngineInfo info = engine.get();
        List<Topology.Prefix> containers =
                info.containerAddress()
                        .filter(inside -> !inside.equals(info.reachedAt()))
                        .map(inside ->
                                List.of(
                                        new Topology.Prefix(
                                                inside, inside.getAddress().length * 8)))
                        .orElse(List.of());
        return new Topology(Optional.of(sender), containers, Set.of(), Set.of(info.reachedAt()));
    }

    /// What the filter looks through, in small letters.
    String searchText() {
        var text = new StringBuilder();
        text.append(from()).append(' ').append(to()).append(' ').append(call.callId());
        text.append(' ').append(state()).append(' ').append(codec()).append(' ');
        text.append(call.parties().from().uri()).append(' ').append(call.parties().to().uri());
        text.append(' ').append(call.parties().requestUri()).append(' ');
        text.append(call.parties().callerAgent()).append(' ').append(call.parties().calleeAgent());
        call.messages().stream()
                .map(message -> message.head().label())
                .distinct()
                .forEach(label -> text.append(' ').append(label));
        call.messages().stream()
                .flatMap(m -> List.of(m.place().source(), m.place().destination()).stream())
                .distinct()
                .forEach(endpoint -> text.append(' ').append(endpoint));
        call.streams().forEach(stream -> text.append(' ').append(stream.report().key().ssrcText()));
        findings.forEach(finding ->
                text.append(' ').append(finding.rule()).append(' ').append(finding.message()));
        call.problems().forEach(problem -> text.append(' ').append(problem));
        text.append(' ').append(call.release().words());
        return text.toString().toLowerCase(Locale.ROOT);
    }

    /// As a line of a table, in the order of [#CSV_HEADER].
    String csv() {
        return Csv.line(
                at().toString(),
                call.callId(),
                from(),
                to(),
                state(),
                plain(call.times().setUpMillis()),
                plain(call.times().durationMillis()),
                codec(),
                lostPercent() < 0 ? "" : String.format(Locale.ROOT, "%.3f", lostPercent()),
                mos().equals(NOT_MEASURED) ? "" : mos(),
                firstFinding().equals("–") ? "" : firstFinding());
    }

    private static String plain(OptionalDouble millis) {
        return millis.isPresent() ? String.format(Locale.ROOT, "%.3f", millis.getAsDouble()) : "";
    }

    /// Names of the columns of [#csv].
    static final String CSV_HEADER =
            Csv.line(
                    "time",
                    "callId",
                    "from",
                    "to",
                    "state",
                    "setUpMillis",
                    "durationMillis",
                    "codec",
                    "lostPercent",
                    "mos",
                    "finding");
}
