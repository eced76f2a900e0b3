package io.milliwatt.cli;

import io.milliwatt.bench.engine.LogLevel;
import io.milliwatt.bench.engine.LogQuery;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `milliwatt engine logs`.
@Command(
        mixinStandardHelpOptions = true,
        name = "logs",
        description = "Show an engine's log, or search in it")
final class EngineLogsCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Mixin private final EngineName name = new EngineName();

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "COUNT",
            defaultValue = "100",
            description = "How many of the newest lines (default: ${DEFAULT-VALUE})")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with new lines until Ctrl+C")
    private boolean follow;

    @Option(
            names = {"-g", "--grep"},
            paramLabel = "REGEX",
            description = "Only lines that match, in any case")
    private @Nullable String grep;

    @Option(
            names = "--level",
            paramLabel = "debug|info|warn|error",
            defaultValue = "debug",
            description = "Only lines of this level and above")
    private String level = "debug";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only lines since then: 10m ago, or 2026-03-04T14:02:11Z")
    private @Nullable String since;

    EngineLogsCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        LogQuery query = LogQuery.newest(Math.max(1, lines)).atLeast(LogLevel.of(level));
        if (grep != null) {
            query = query.containing(grep);
        }
        if (since != null) {
            query = query.since(begin(since));
        }
        var _ = name.find(services);
        if (!follow) {
            services.engines().logs(name.text(), query).forEach(console::line);
        } else {
            try (var cancelled = new Cancellation()) {
                services.engines()
                        .followLogs(
                                name.text(),
                                query,
                                console::line,
                                () -> cancelled.getAsBoolean() || console.closed());
            }
        }
        return ExitStatus.OK;
    }

    private static Instant begin(String text) throws BenchException {
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeParseException _) {
            try {
                return Instant.now().minus(new DurationReader().convert(text.strip()));
            } catch (TypeConversionException _) {
                throw new BenchException(
                        ProblemCode.BAD_USAGE,
                        "\"" + text + "\" is no time",
                        "Give --since 30s, 10m, 2h or an instant such as 2026-03-04T14:02:11Z");
            }
        }
    }
}
