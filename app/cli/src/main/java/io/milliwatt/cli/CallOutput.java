package io.milliwatt.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.CallRecordJson;
import io.milliwatt.bench.record.EngineRecord;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Verdict;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.bench.tap.TapReportJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Prints a call record, for people or as JSON.
final class CallOutput {
    private final Console console;
    private final boolean json;

    CallOutput(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /// Prints the record.
    ///
    /// @return the exit status it means
    int print(CallRecord record) {
        return print(record, Optional.empty());
    }

    /// Prints the record with what taps saw.
    int print(CallRecord record, Optional<TapReport> capture) {
        if (json) {
            ObjectNode object = CallRecordJson.of(record);
            capture.ifPresent(it -> object.set("capture", TapReportJson.of(it)));
            console.json(object);
        } else {
            capture.ifPresent(it -> new TapOutput(console).report(it));
            printText(record);
        }
        boolean error =
                record.findings().stream()
                        .anyMatch(finding -> finding.severity() == Severity.ERROR);
        return record.verdict() == Verdict.AUDIO && !error ? ExitStatus.OK : ExitStatus.FAILED;
    }

    /// A call that could not even be placed, because there is no engine: with `--json` a record all
    /// the same.
    int printNoEngine(BenchException problem, EngineRecord asked) {
        if (json) {
            var finding =
                    new Finding(
                            problem.code().name(),
                            Severity.ERROR,
                            problem.getMessage(),
                            problem.fix());
            console.json(
                    CallRecordJson.of(
                            new CallRecord(
                                    Verdict.NO_ENGINE,
                                    asked,
                                    "",
                                    "",
                                    "ended",
                                    problem.getMessage(),
                                    -1,
                                    -1,
                                    "",
                                    "",
                                    "",
                                    List.of(),
                                    List.of(),
                                    AudioResult.NONE,
                                    List.of(finding))));
        }
        console.problem(problem);
        return problem.code().exitCode();
    }

    private void printText(CallRecord record) {
        printEngine(record.engine());
        console.line("Call     %s, %s", record.target(), callInWords(record));
        if (!record.streams().isEmpty()) {
            console.line("");
            console.line(
                    "         %-10s  %-10s  %-6s  %8s  %6s  %10s  %10s",
                    "tap", "SSRC", "codec", "packets", "lost", "jitter ms", "max Δ ms");
            for (StreamRecord stream : record.streams()) {
                console.line(
                        "         %-10s  0x%08x  %-6s  %8d  %6d  %10.2f  %10.1f",
                        stream.tap().key(),
                        stream.ssrc(),
                        stream.codec(),
                        stream.packets(),
                        stream.lost(),
                        stream.jitterMillis(),
                        stream.maxDeltaMillis());
            }
            console.line("");
        }
        for (Finding finding : record.findings()) {
            console.line(
                    "%-8s %s  %s",
                    capital(finding.severity().key()), finding.rule(), finding.message());
            if (!finding.fix().isBlank()) {
                console.line("         fix: %s", finding.fix());
            }
        }
        console.line("Verdict  %s", verdictInWords(record));
    }

    private void printEngine(EngineRecord engine) {
        if (engine.name().isEmpty()) {
            return;
        }
        console.line(
                "Engine   %s, %s, %s, SIP %s:%d, RTP %s%s",
                engine.name(),
                engine.runtime(),
                engine.mode(),
                engine.advertisedAddress(),
                engine.sipPort(),
                engine.rtpPorts(),
                engine.readyMillis() > 0
                        ? String.format(
                                Locale.ROOT, ", ready in %.2f s", engine.readyMillis() / 1_000)
                        : "");
    }

    private static String callInWords(CallRecord record) {
        var words = new StringBuilder();
        if (record.setUpMillis() >= 0) {
            words.append(
                    String.format(
                            Locale.ROOT,
                            "answered after %.0f ms, %.1f s",
                            record.setUpMillis(),
                            record.durationMillis() / 1_000));
        } else {
            words.append("not answered");
        }
        if (record.encrypted()) {
            words.append(", encrypted with ").append(record.security());
        }
        if (!record.endReason().isEmpty()) {
            words.append(", ").append(record.endReason());
        }
        return words.toString();
    }

    private static String verdictInWords(CallRecord record) {
        AudioResult audio = record.audio();
        return switch (record.verdict()) {
            case AUDIO ->
                    audio.roundTripMillis() >= 0
                            ? String.format(
                                            Locale.ROOT,
                                            "audio both ways: what was sent came back after %.0f ms",
                                            audio.roundTripMillis())
                                    + aboveTheNoise(audio)
                            : audio.heard()
                                    ? "audio: the far end was heard"
                                    : "packets came, and silence was expected";
            case NO_AUDIO -> "no audio: the call was answered, but what was expected was not heard";
            case NO_CALL -> "no call";
            case NO_ENGINE -> "no engine";
        };
    }

    private static String aboveTheNoise(AudioResult audio) {
        return Double.isFinite(audio.snrDb())
                ? String.format(Locale.ROOT, ", %.1f dB above the noise", audio.snrDb())
                : "";
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
