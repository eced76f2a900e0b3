package io.milliwatt.cli;

import io.milliwatt.bench.call.AudioChoice;
import io.milliwatt.bench.call.CallRequest;
import io.milliwatt.bench.call.MediaSecurity;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.EngineRecord;
import io.milliwatt.bench.tap.TapReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `milliwatt demo`.
@Command(
        mixinStandardHelpOptions = true,
        name = "demo",
        description =
                "Launch an engine, call echo with a reference signal, print the call record, clean up")
final class DemoCommand implements Callable<Integer> {
    private static final String NAME = LaunchRequest.DEMO_NAME;
    private static final Duration DEFAULT_DURATION = Duration.ofMillis(5_500);

    private final Services services;
    private final Console console;

    @Mixin private final EngineOptions engineOptions = new EngineOptions();
    @Mixin private final VantageOptions vantage = new VantageOptions();
    @Mixin private final PcapOption pcap = new PcapOption();
    @Mixin private final ReportOptions report = new ReportOptions();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "How long to call, such as 5s (default: 5.5s)")
    private Duration duration = DEFAULT_DURATION;

    @Option(names = "--json", description = "Print the call record as JSON")
    private boolean json;

    DemoCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var output = new CallOutput(console, json);
        DurationReader.check(duration);
        vantage.check();
        report.check();
        try (var cancelled = new Cancellation();
                var _ = services.engines().use()) {
            LaunchRequest request;
            EngineInfo engine;
            try {
                request = engineOptions.toRequest(NAME, true);
                console.note("Launching the engine");
                engine = services.engines().launch(request, console.launchProgress(), cancelled);
            } catch (BenchException problem) {
                return output.printNoEngine(problem, asked());
            }
            CallRecord record;
            Optional<TapReport> seen;
            try (var calls =
                    vantage.open(
                            services, console, Optional.of(engine), Optional.empty(), cancelled)) {
                var called = new WantedTaps.Called(engine.dial("echo"), Optional.of(engine), calls);
                try (var taps =
                        WantedTaps.open(services, console, pcap.file(), report.isAsked(), called)) {
                    console.note("Calling " + engine.dial("echo"));
                    Instant start = Instant.now();
                    var call =
                            calls.dial(
                                    new CallRequest(
                                            engine.dial("echo"),
                                            Optional.of(engine),
                                            Optional.of(duration),
                                            new AudioChoice.Reference(Optional.empty()),
                                            List.of("PCMA", "PCMU"),
                                            "udp",
                                            "",
                                            MediaSecurity.OFF));
                    CallCommand.waitForEnd(call, cancelled, console);
                    record = call.snapshot();
                    seen = taps.finish();
                    report.write(services, console, record, Optional.of(engine), start, seen);
                    seen = taps.shown(seen);
                }
            } finally {
                stop(engine.name());
            }
            return output.print(record, seen);
        }
    }

    /// The record is what was asked for: that something is left behind is told beside it.
    private void stop(String name) {
        try {
            services.engines().stop(name);
        } catch (BenchException problem) {
            if (problem.code() != ProblemCode.NO_SUCH_ENGINE) {
                console.problem(problem);
            }
        }
    }

    private EngineRecord asked() {
        return new EngineRecord(NAME, "none", "", "", 0, "", -1);
    }
}
