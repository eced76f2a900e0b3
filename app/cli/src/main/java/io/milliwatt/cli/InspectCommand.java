package io.milliwatt.cli;

import io.milliwatt.bench.inspector.CaptureCopy;
import io.milliwatt.bench.inspector.CaptureReading;
import io.milliwatt.bench.inspector.Captured;
import io.milliwatt.bench.inspector.InspectionCsv;
import io.milliwatt.bench.inspector.InspectionJson;
import io.milliwatt.bench.inspector.StreamWav;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.capture.CaptureProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `milliwatt inspect`.
@Command(
        mixinStandardHelpOptions = true,
        name = "inspect",
        description =
                "Show the calls, messages and streams of a capture, and what is wrong with them",
        footer = {
            "",
            "Examples:",
            "  milliwatt inspect call.pcapng                       calls, streams, findings",
            "  milliwatt inspect call.pcap.gz --call 3f2a@host     one call, message by message",
            "  milliwatt inspect call.pcapng --csv streams         for a spreadsheet",
            "  milliwatt inspect all.pcap --call 3f2a@host --write one.pcapng",
            "  milliwatt inspect call.pcapng --stream 0x5a1c09e2 --wav heard.wav",
            "  milliwatt inspect report.zip                        what call --report wrote"
        })
final class InspectCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "FILE",
            description = "A capture (pcap, pcapng, also .gz), or a report of call --report")
    private Path file = Path.of("");

    @Option(
            names = "--call",
            paramLabel = "CALL-ID",
            description = "Only this call; the begin of its Call-ID will do")
    private String callId = "";

    @Option(
            names = "--stream",
            paramLabel = "SSRC",
            description = "Only streams with this SSRC, such as 0x5a1c09e2")
    private String ssrc = "";

    @Option(names = "--json", description = "Print calls, streams and findings as JSON")
    private boolean json;

    @Option(
            names = "--csv",
            paramLabel = "calls|streams|messages",
            description = "Print one table as CSV")
    private @Nullable String csv;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Write the packets of what is shown to a capture (pcapng)")
    private @Nullable Path write;

    @Option(names = "--sip-only", description = "With --write: without media")
    private boolean sipOnly;

    @Option(
            names = "--wav",
            paramLabel = "FILE",
            description =
                    "Write what a stream carries to a WAV file (give --stream if there are several)")
    private @Nullable Path wav;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        checkOptions();
        Captured all;
        try (var cancelled = new Cancellation()) {
            all = CaptureReading.read(file, NatMap.NONE, CaptureProgress.NONE, cancelled);
        }
        Captured chosen = chosen(all);
        if (csv != null) {
            String table = csv.toUpperCase(Locale.ROOT);
            console.text(InspectionCsv.of(chosen.inspection(), InspectionCsv.Table.valueOf(table)));
        } else if (json) {
            console.json(InspectionJson.of(chosen));
        } else {
            new InspectOutput(console, chosen, !callId.isEmpty()).print();
        }
        if (write != null) {
            long packets =
                    CaptureCopy.write(
                            chosen,
                            callsAndOthers(chosen.inspection()),
                            chosen.inspection().streams(),
                            sipOnly,
                            write,
                            () -> false);
            console.note("Wrote " + packets + " packets to " + write);
        }
        if (wav != null) {
            console.note(StreamWav.write(chosen, stream(chosen), wav));
        }
        return chosen.hasError() ? ExitStatus.FAILED : ExitStatus.OK;
    }

    private void checkOptions() throws BenchException {
        if (csv != null && !csv.matches("(?i)calls|streams|messages")) {
            throw usage("\"" + csv + "\" is no table", "Give --csv calls, streams or messages");
        }
        if (csv != null && json) {
            throw usage("--csv and --json were both given", "Give one of them");
        }
        if (sipOnly && write == null) {
            throw usage("--sip-only says what to write", "Give --write FILE with it");
        }
        if (!ssrc.isEmpty() && !ssrc.matches("(?i)(0x)?[0-9a-f]{1,8}")) {
            throw usage(
                    "\"" + ssrc + "\" is no SSRC", "Give a hexadecimal number such as 0x5a1c09e2");
        }
    }

    private static BenchException usage(String message, String fix) {
        return new BenchException(ProblemCode.BAD_USAGE, message, fix);
    }

    /// What was asked for; the findings are those of the calls that are left.
    private Captured chosen(Captured all) throws BenchException {
        Inspection inspection = all.inspection();
        if (callId.isEmpty() && ssrc.isEmpty()) {
            return all;
        }
        List<Call> calls = chosen(inspection.calls());
        List<Call> others = chosen(inspection.others());
        List<CallStream> streams =
                callId.isEmpty()
                        ? inspection.allStreams().stream().filter(this::isAsked).toList()
                        : List.of();
        if (calls.isEmpty() && others.isEmpty() && streams.isEmpty()) {
            throw usage(
                    "There is nothing of "
                            + (callId.isEmpty() ? "SSRC " + ssrc : "Call-ID " + callId)
                            + " in "
                            + file,
                    "See what there is: milliwatt inspect " + file);
        }
        var chosen = new Inspection(calls, others, streams, inspection.notes());
        return new Captured(all.file(), all.summary(), chosen, CaptureReading.findings(chosen));
    }

    private List<Call> chosen(List<Call> calls) {
        return callId.isEmpty()
                ? List.of()
                : calls.stream().filter(call -> call.callId().startsWith(callId)).toList();
    }

    private boolean isAsked(CallStream stream) {
        String digits = ssrc.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
        return ssrc.isEmpty() || stream.report().key().ssrc() == Long.parseLong(digits, 16);
    }

    private static List<Call> callsAndOthers(Inspection inspection) {
        var all = new ArrayList<Call>(inspection.calls());
        all.addAll(inspection.others());
        return all;
    }

    private CallStream stream(Captured chosen) throws BenchException {
        List<CallStream> streams =
                chosen.inspection().allStreams().stream()
                        .filter(this::isAsked)
                        .filter(stream -> stream.sameAs() < 0)
                        .toList();
        if (streams.size() == 1) {
            return streams.getFirst();
        }
        throw usage(
                streams.isEmpty()
                        ? "There is no RTP stream to write"
                        : "There are " + streams.size() + " RTP streams",
                "Say which one: --stream SSRC, and --call CALL-ID when several have it");
    }
}
