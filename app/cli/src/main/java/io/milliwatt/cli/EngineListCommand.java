package io.milliwatt.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.EngineUsage;
import io.milliwatt.bench.problem.BenchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `milliwatt engine list`.
@Command(
        mixinStandardHelpOptions = true,
        name = "list",
        aliases = "ls",
        description = "List the running engines and what they use")
final class EngineListCommand implements Callable<Integer> {
    private static final String ROW = "%-16s  %-8s  %-9s  %-26s  %-11s  %6s  %7s  %s";

    private final Services services;
    private final Console console;

    @Option(
            names = {"-a", "--all"},
            description = "Those too that have ended and are not removed")
    private boolean all;

    @Option(names = "--json", description = "Print an array of engines as JSON")
    private boolean json;

    EngineListCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    private record Row(EngineInfo engine, Optional<EngineUsage> usage) {}

    @Override
    public Integer call() throws Exception {
        List<EngineInfo> engines = all ? services.engines().all() : services.engines().list();
        services.engines().dockerProblem().ifPresent(console::problem);
        List<Row> rows = rows(engines);
        if (json) {
            var array = JsonNodeFactory.instance.arrayNode();
            rows.forEach(row ->
                    array.add(
                            row.usage()
                                    .map(usage -> EngineJson.of(row.engine(), usage))
                                    .orElseGet(() -> EngineJson.of(row.engine()))));
            console.json(array);
        } else if (rows.isEmpty()) {
            console.line("No engine runs. Start one: ./milliwatt engine start");
        } else {
            console.line(
                    ROW, "NAME", "STATE", "MODE", "DIAL", "RTP PORTS", "CPU", "MEMORY", "NETWORK");
            rows.forEach(this::print);
        }
        return ExitStatus.OK;
    }

    /// All are asked at once, since each takes a tenth of a second.
    private List<Row> rows(List<EngineInfo> engines) throws InterruptedException {
        var rows = new ArrayList<Row>();
        try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Optional<EngineUsage>>>();
            for (EngineInfo engine : engines) {
                answers.add(asking.submit(() -> usage(engine)));
            }
            for (int i = 0; i < engines.size(); i++) {
                rows.add(new Row(engines.get(i), answers.get(i).get()));
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return rows;
    }

    /// Empty when it ended just now.
    private Optional<EngineUsage> usage(EngineInfo engine) {
        if (!engine.running()) {
            return Optional.empty();
        }
        try {
            return Optional.of(services.engines().usage(engine.name()));
        } catch (BenchException _) {
            return Optional.empty();
        }
    }

    private void print(Row row) {
        EngineInfo engine = row.engine();
        console.line(
                ROW,
                engine.name(),
                engine.running() ? "running" : "ended",
                engine.mode(),
                engine.dial("echo"),
                engine.rtpPorts(),
                row.usage().map(it -> format("%.1f %%", it.cpuPercent())).orElse("-"),
                row.usage().map(it -> format("%.0f MB", it.memoryBytes() / 1e6)).orElse("-"),
                row.usage().map(EngineListCommand::traffic).orElse("-"));
    }

    static String traffic(EngineUsage usage) {
        return usage.traffic().known()
                ? format(
                        "%.1f MB in, %.1f MB out",
                        usage.traffic().receivedBytes() / 1e6, usage.traffic().sentBytes() / 1e6)
                : "-";
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
