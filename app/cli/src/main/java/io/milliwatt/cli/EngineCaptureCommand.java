package io.milliwatt.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.bench.tap.TapPlan;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.bench.tap.TapReportJson;
import io.milliwatt.bench.tap.Taps;
import io.milliwatt.inspector.rtp.StreamReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `milliwatt engine capture`.
@Command(
        mixinStandardHelpOptions = true,
        name = "capture",
        description =
                "Capture the packets of an engine, or of any container of Docker's, where it sees them, "
                        + "until Ctrl+C; count its RTP streams")
final class EngineCaptureCommand implements Callable<Integer> {
    private static final long TOLD_MILLIS = 1_000;

    private final Services services;
    private final Console console;

    @Parameters(
            paramLabel = "NAME",
            description = "Name of an engine, or name or id of any container")
    private String name = "";

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Write the packets to this pcapng file")
    private @Nullable Path file;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "How long, such as 10s (default: until Ctrl+C)")
    private @Nullable Duration duration;

    @Option(names = "--host", description = "Capture on the host too, and show the hop between")
    private boolean host;

    @Option(names = "--json", description = "Print what was seen as JSON")
    private boolean json;

    EngineCaptureCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        TapPlan plan = services.tapPlan(name).withHost(host).writingTo(Optional.ofNullable(file));
        try (var cancelled = new Cancellation();
                Taps taps = services.openTaps(plan)) {
            console.note("Capturing" + (duration == null ? "; Ctrl+C ends it" : ""));
            long begin = System.nanoTime();
            long told = begin;
            while (!cancelled.getAsBoolean() && !isOver(begin) && goOn(taps)) {
                TimeUnit.MILLISECONDS.sleep(50);
                if (System.nanoTime() - told > TOLD_MILLIS * 1_000_000) {
                    told = System.nanoTime();
                    tell(taps);
                }
            }
            List<StreamReport> streams = taps.streams();
            print(taps.finish(), streams);
        }
        return ExitStatus.OK;
    }

    private boolean isOver(long begin) {
        return duration != null && System.nanoTime() - begin > duration.toNanos();
    }

    /// Without any tap there is nothing to wait for.
    private static boolean goOn(Taps taps) {
        return taps.taps().stream().anyMatch(it -> it.problem().isEmpty());
    }

    private void tell(Taps taps) {
        long packets = 0;
        long dropped = 0;
        for (TapReport.TapState each : taps.taps()) {
            packets += each.packets();
            dropped += each.kernelDropped() + each.ownDropped();
        }
        console.note("  " + packets + " packets, " + dropped + " dropped");
    }

    private void print(TapReport report, List<StreamReport> streams) {
        if (!json) {
            var output = new TapOutput(console);
            output.streams(streams);
            output.report(report);
            return;
        }
        ObjectNode object = TapReportJson.of(report);
        ArrayNode array = object.putArray("streams");
        for (StreamReport each : streams) {
            array.addObject()
                    .put("tap", report.taps().get(each.key().tap()).place().key())
                    .put("ssrc", each.key().ssrcText())
                    .put("source", each.key().source().toString())
                    .put("destination", each.key().destination().toString())
                    .put("payloadType", each.mainPayload().payloadType())
                    .put("codec", each.mainPayload().codec())
                    .put("packets", each.sequence().packets())
                    .put("expected", each.sequence().expected())
                    .put("lost", each.sequence().lost());
        }
        console.json(object);
    }
}
