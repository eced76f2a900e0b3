package io.milliwatt.cli;

import io.milliwatt.bench.call.AudioChoice;
import io.milliwatt.bench.call.CallRequest;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.EngineRecord;
import java.time.Duration;
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
    private static final String NAME = "demo";
    private static final Duration DEFAULT_DURATION = Duration.ofMillis(5_500);

    private final Services services;
    private final Console console;

    @Mixin private final EngineOptions engineOptions = new EngineOptions();

    @Option(names = "--duration", paramLabel = "TIME", description = "How long to call, such as 5s")
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
        try (var cancelled = new Cancellation()) {
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
            try (var calls = services.openCalls()) {
                console.note("Calling " + engine.dial("echo"));
                var call =
                        calls.dial(
                                new CallRequest(
                                        engine.dial("echo"),
                                        Optional.of(engine),
                                        Optional.of(duration),
                                        new AudioChoice.Reference(Optional.empty()),
                                        List.of("PCMA", "PCMU"),
                                        "udp",
                                        ""));
                CallCommand.waitForEnd(call, cancelled, console);
                record = call.snapshot();
            } finally {
                services.engines().stop(engine.name());
            }
            return output.print(record);
        }
    }

    private EngineRecord asked() {
        return new EngineRecord(NAME, "none", "", "", 0, "", -1);
    }
}
