package io.milliwatt.cli;

import io.milliwatt.bench.inspector.CallFinding;
import io.milliwatt.bench.inspector.Captured;
import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.DtmfEvent;
import io.milliwatt.inspector.call.EndpointNames;
import io.milliwatt.inspector.call.Ladder;
import io.milliwatt.inspector.call.LadderRow;
import io.milliwatt.inspector.call.OfferAnswer;
import io.milliwatt.inspector.call.RelatedCall;
import io.milliwatt.inspector.rtp.StreamReport;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Prints a capture for people.
final class InspectOutput {
    /// Calls that are shown message by message without being asked for.
    private static final int FEW = 3;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private final Console console;
    private final Captured captured;
    private final boolean detailed;

    InspectOutput(Console console, Captured captured, boolean detailed) {
        this.console = console;
        this.captured = captured;
        this.detailed = detailed;
    }

    void print() {
        Inspection inspection = captured.inspection();
        printCapture();
        printCalls(inspection.calls(), "Calls");
        printCalls(inspection.others(), "Outside of calls");
        printCalls(inspection.withoutSip(), "Without SIP");
        if (detailed || inspection.calls().size() <= FEW) {
            inspection.calls().forEach(this::printCall);
            inspection.others().stream()
                    .filter(other -> detailed || !other.related().isEmpty())
                    .limit(detailed ? Long.MAX_VALUE : FEW)
                    .forEach(this::printCall);
        }
        printStreams(inspection);
        printFindings();
        if (inspection.calls().isEmpty()
                && inspection.others().isEmpty()
                && inspection.allStreams().isEmpty()) {
            console.line(
                    "There is neither SIP nor RTP in it. TLS cannot be read here; SIP and RTP"
                            + " in clear are found on any port.");
        }
    }

    private void printCapture() {
        var summary = captured.summary();
        console.line(
                "Capture  %s, %d packets, %.1f s%s",
                summary.format().label(),
                summary.packets(),
                Math.max(0, summary.lastNanos() - summary.firstNanos()) / 1e9,
                summary.interfaces().stream()
                        .map(one -> one.name())
                        .filter(name -> !name.isEmpty())
                        .collect(
                                Collectors.collectingAndThen(
                                        Collectors.joining(", "),
                                        names -> names.isEmpty() ? "" : ", taken at " + names)));
        long count = summary.problems().count();
        if (count > 0) {
            console.line("Problems %d in the file:", count);
            summary.problems().first().stream()
                    .limit(5)
                    .forEach(problem -> console.line("         %s", problem.toString()));
        }
        captured.inspection().notes().forEach(note -> console.line("Note     %s", note));
    }

    private void printCalls(List<Call> calls, String title) {
        if (calls.isEmpty()) {
            return;
        }
        console.line("");
        console.line("%s (%d)", title, calls.size());
        console.line(
                "  %-12s  %-9s  %-20s  %-20s  %-10s  %8s  %8s  %4s  %s",
                "start", "method", "from", "to", "state", "set-up", "duration", "msgs", "Call-ID");
        for (Call call : calls) {
            console.line(
                    "  %-12s  %-9s  %-20s  %-20s  %-10s  %8s  %8s  %4d  %s",
                    time(call.times().startNanos()),
                    call.identity().method(),
                    cut(call.parties().from().label(), 20),
                    cut(call.parties().to().label(), 20),
                    call.state().word(),
                    millis(call.times().setUpMillis()),
                    seconds(call.times().durationMillis()),
                    call.messages().size(),
                    call.callId());
        }
    }

    private void printCall(Call call) {
        console.line("");
        console.line("Call %s", call.callId());
        console.line(
                "  %s -> %s, %s%s",
                call.parties().from().uri(),
                call.parties().to().uri(),
                call.state().word(),
                call.release().words().isEmpty() ? "" : ": " + call.release().words());
        call.problems().forEach(problem -> console.line("  ! %s", problem));
        Ladder ladder = Ladder.of(call, EndpointNames.NONE);
        for (LadderRow row : ladder.rows()) {
            console.line(
                    "  %10.3f  %+9.3f  %-21s %s %-21s  %s%s%s",
                    row.sinceStartMillis() / 1e3,
                    row.deltaMillis() / 1e3,
                    cut(ladder.columns().get(row.fromColumn()).name(), 21),
                    "→",
                    cut(ladder.columns().get(row.toColumn()).name(), 21),
                    row.label(),
                    row.way().note().isEmpty() ? "" : "  (" + row.way().note() + ")",
                    mark(call, row));
        }
        for (OfferAnswer exchange : call.exchanges()) {
            exchange.changes()
                    .forEach(change ->
                            console.line(
                                    "  SDP in message %d: %s",
                                    exchange.offerMessage() + 1, change));
        }
        if (!call.media().digits().isEmpty()) {
            console.line(
                    "  DTMF %s",
                    call.media().digits().stream()
                            .map(DtmfEvent::digit)
                            .map(String::valueOf)
                            .collect(Collectors.joining(" ")));
        }
        call.related().forEach(other -> console.line("  %s: %s", belonging(other), other.reason()));
    }

    private static String belonging(RelatedCall other) {
        if (other.outside()) {
            return "Belongs to what is outside of calls, Call-ID " + other.callId();
        }
        return (other.relation() == RelatedCall.Relation.LEG
                        ? "Seems to be one conversation with call "
                        : "Belongs to call ")
                + (other.index() + 1);
    }

    private static String mark(Call call, LadderRow row) {
        if (!(row.source() instanceof LadderRow.Source.Message(int index, boolean again, _))) {
            return "";
        }
        CallMessage message = call.messages().get(index);
        return (again ? "  (again)" : "")
                + (message.problems().isEmpty()
                        ? ""
                        : "  ! " + String.join("; ", message.problems()));
    }

    private void printStreams(Inspection inspection) {
        List<CallStream> streams = inspection.allStreams();
        if (streams.isEmpty()) {
            return;
        }
        console.line("");
        console.line("RTP streams (%d)", streams.size());
        console.line(
                "  %-10s  %-21s  %-21s  %-8s  %7s  %5s  %6s  %8s  %8s  %6s  %6s  %s",
                "SSRC", "from", "to", "codec", "packets", "lost", "%", "mean Δ", "max Δ", "jitter",
                "max", "");
        for (CallStream stream : streams) {
            StreamReport report = stream.report();
            String codec = report.mainPayload().codec();
            console.line(
                    "  %-10s  %-21s  %-21s  %-8s  %7d  %5d  %6.2f  %8.2f  %8.2f  %6.2f  %6.2f  %s",
                    report.key().ssrcText(),
                    report.key().source(),
                    report.key().destination(),
                    codec.isEmpty() ? "PT " + report.mainPayload().payloadType() : codec,
                    report.sequence().packets(),
                    report.sequence().lost(),
                    report.sequence().lostPercent(),
                    report.timing().deltaMillis().mean(),
                    report.timing().deltaMillis().max(),
                    report.timing().jitterMillis().mean(),
                    report.timing().jitterMillis().max(),
                    remarks(stream));
        }
    }

    private String remarks(CallStream stream) {
        var summary = captured.summary();
        String tap =
                summary.interfaces().size() < 2 ? "" : summary.tapName(stream.report().key().tap());
        return (tap.isEmpty() ? "" : "at " + tap + "  ")
                + (stream.noReverseStream() ? "no reverse stream  " : "")
                + (stream.sameAs() >= 0 ? "seen before  " : "")
                + stream.quality()
                        .map(quality ->
                                String.format(
                                        Locale.ROOT,
                                        "MOS %.2f (R %.0f)",
                                        quality.mos(),
                                        quality.r()))
                        .orElse("");
    }

    private void printFindings() {
        if (captured.findings().isEmpty()) {
            return;
        }
        console.line("");
        for (CallFinding found : captured.findings()) {
            String severity = found.finding().severity().key();
            console.line(
                    "%-8s %s  %s",
                    severity.substring(0, 1).toUpperCase(Locale.ROOT) + severity.substring(1),
                    found.finding().rule(),
                    found.finding().message());
            if (captured.inspection().calls().size() > 1) {
                console.line("         call: %s", found.callId());
            }
            if (!found.finding().fix().isBlank()) {
                console.line("         fix: %s", found.finding().fix());
            }
        }
    }

    private static String time(long nanos) {
        return TIME.format(Instant.ofEpochSecond(0, nanos));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    private static String millis(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.0f ms", value.getAsDouble()) : "-";
    }

    private static String seconds(OptionalDouble value) {
        return value.isPresent()
                ? String.format(Locale.ROOT, "%.1f s", value.getAsDouble() / 1e3)
                : "-";
    }
}
