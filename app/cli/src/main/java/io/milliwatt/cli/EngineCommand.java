package io.milliwatt.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.bench.engine.Announcement;
import io.milliwatt.bench.engine.EngineControl;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.EngineUsage;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `milliwatt engine ...`.
@Command(
        mixinStandardHelpOptions = true,
        name = "engine",
        description = "Start, stop and look at engines")
final class EngineCommand implements Runnable {
    private static final String NAME_HELP = "Name of the engine (default: ${DEFAULT-VALUE})";

    private static final int WHOLE_LOG = 1_000_000;

    private final Services services;
    private final Console console;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the specification
    EngineCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do with the engine: start, stop, list, status, logs, recordings, conferences, registrations or impair");
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "start",
            description = "Start an engine and leave it running")
    int start(
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            defaultValue = LaunchRequest.DEFAULT_NAME,
                            description = NAME_HELP)
                    String name,
            @Mixin EngineOptions options,
            @Mixin StartOptions start,
            @Option(names = "--json", description = "Print the engine as JSON") boolean json)
            throws BenchException {
        try (var cancelled = new Cancellation()) {
            var request = options.toRequest(name, false).withSettings(start.settings());
            Optional<Announcement> announcement = start.announcement();
            console.note("Starting the engine \"" + name + "\"");
            EngineInfo engine =
                    services.engines().launch(request, console.launchProgress(), cancelled);
            if (announcement.isPresent()) {
                announce(engine, announcement.get());
            }
            if (json) {
                console.json(toJson(engine));
            } else {
                console.line(
                        "Engine   %s, %s, %s, ready in %.2f s",
                        engine.name(),
                        engine.runtime().key(),
                        engine.mode(),
                        engine.readyMillis() / 1_000);
                console.line("Dial     %s", engine.dial("echo"));
                console.line(
                        "Numbers  echo, milliwatt, play, record, ivr, conf-NAME, tone-440, status-486, ...");
                console.line("RTP      %s%s", engine.rtpPorts(), shared(engine));
                engine.dialTls("echo").ifPresent(uri -> console.line("TLS      %s", uri));
                console.line("Next     ./milliwatt call %s", next(engine));
                console.line("End it   ./milliwatt engine stop %s", engine.name());
            }
            return ExitStatus.OK;
        }
    }

    /// An engine that does not play what was asked for is not left behind.
    private void announce(EngineInfo engine, Announcement sound) throws BenchException {
        try {
            new EngineControl(engine).announce(sound);
        } catch (BenchException problem) {
            services.engines().stop(engine.name());
            throw problem;
        }
    }

    private static String shared(EngineInfo engine) {
        return engine.settings().sharedPorts() ? ", shared by all calls" : "";
    }

    /// A bare test number goes to the engine of the default name.
    private static String next(EngineInfo engine) {
        return engine.name().equals(LaunchRequest.DEFAULT_NAME) ? "echo" : engine.dial("echo");
    }

    /// The address it had, or the best one of now when that is gone.
    private Optional<InetAddress> addressOfNow(EngineInfo engine) {
        InetAddress had = engine.advertisedAddress();
        boolean still =
                had.isLoopbackAddress()
                        || services.addresses().stream()
                                .anyMatch(address -> address.address().equals(had));
        return still ? Optional.of(had) : Optional.empty();
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "restart",
            description =
                    "Stop an engine and start it again with the same settings; with the best address of now when its own is gone")
    int restart(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "NAME",
                            defaultValue = LaunchRequest.DEFAULT_NAME,
                            description = NAME_HELP)
                    String name)
            throws BenchException {
        EngineInfo engine = RunningEngines.find(services, name);
        services.engines().stop(name);
        try (var cancelled = new Cancellation()) {
            var again =
                    services.engines()
                            .launch(
                                    new LaunchRequest(
                                            name,
                                            Optional.of(engine.runtime()),
                                            addressOfNow(engine),
                                            engine.sipPort(),
                                            engine.rtpPorts(),
                                            false,
                                            engine.settings()),
                                    console.launchProgress(),
                                    cancelled);
            console.line("Restarted %s in %.2f s", name, again.readyMillis() / 1_000);
        }
        return ExitStatus.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "stop",
            aliases = "rm",
            description = "End its calls, stop and remove an engine and all that was made for it")
    int stop(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "NAME",
                            defaultValue = LaunchRequest.DEFAULT_NAME,
                            description = NAME_HELP)
                    String name)
            throws BenchException {
        services.engines().stop(name);
        console.line("Stopped %s", name);
        return ExitStatus.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "list",
            description = "List the running engines")
    int list(
            @Option(names = "--json", description = "Print an array of engines as JSON")
                    boolean json)
            throws BenchException {
        List<EngineInfo> engines = services.engines().list();
        if (json) {
            var array = JsonNodeFactory.instance.arrayNode();
            engines.forEach(engine -> array.add(toJson(engine)));
            console.json(array);
        } else if (engines.isEmpty()) {
            console.line("No engine runs. Start one: ./milliwatt engine start");
        } else {
            console.line(
                    "%-20s  %-9s  %-10s  %-28s  %s",
                    "NAME", "RUNTIME", "MODE", "DIAL", "RTP PORTS");
            for (EngineInfo engine : engines) {
                console.line(
                        "%-20s  %-9s  %-10s  %-28s  %s",
                        engine.name(),
                        engine.runtime().key(),
                        engine.mode(),
                        engine.dial("echo"),
                        engine.rtpPorts());
            }
        }
        return ExitStatus.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "status",
            description = "Show one engine and what it uses")
    int status(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "NAME",
                            defaultValue = LaunchRequest.DEFAULT_NAME,
                            description = NAME_HELP)
                    String name,
            @Option(names = "--json", description = "Print the engine as JSON") boolean json)
            throws BenchException {
        EngineInfo engine = RunningEngines.find(services, name);
        if (!engine.running()) {
            throw new BenchException(
                    ProblemCode.ENGINE_DIED,
                    "The engine \""
                            + name
                            + "\" does not run any more. "
                            + services.engines().whyEnded(engine).orElse(""),
                    "./milliwatt engine restart " + name + ", or ./milliwatt engine stop " + name);
        }
        EngineUsage usage = services.engines().usage(name);
        if (json) {
            ObjectNode object = toJson(engine);
            object.put("cpuPercent", Math.round(usage.cpuPercent() * 10) / 10.0);
            object.put("memoryBytes", usage.memoryBytes());
            console.json(object);
        } else {
            console.line(
                    "Engine   %s, %s, %s", engine.name(), engine.runtime().key(), engine.mode());
            console.line("Image    %s", engine.image());
            console.line("Dial     %s", engine.dial("echo"));
            console.line("RTP      %s", engine.rtpPorts());
            console.line(
                    "Uses     %.1f %% of a core, %.0f MB",
                    usage.cpuPercent(), usage.memoryBytes() / 1e6);
        }
        return ExitStatus.OK;
    }

    @Command(mixinStandardHelpOptions = true, name = "logs", description = "Show an engine's log")
    int logs(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "NAME",
                            defaultValue = LaunchRequest.DEFAULT_NAME,
                            description = NAME_HELP)
                    String name,
            @Option(
                            names = {"-n", "--lines"},
                            paramLabel = "COUNT",
                            defaultValue = "100",
                            description =
                                    "How many of the newest lines (default: ${DEFAULT-VALUE})")
                    int lines,
            @Option(
                            names = {"-f", "--follow"},
                            description = "Go on with new lines until Ctrl+C")
                    boolean follow)
            throws BenchException {
        var _ = RunningEngines.find(services, name);
        int shown = Math.max(1, lines);
        if (!follow) {
            services.engines().logs(name, shown).forEach(console::line);
        } else {
            // following begins with the first line there is
            var older = new AtomicInteger(services.engines().logs(name, WHOLE_LOG).size() - shown);
            try (var cancelled = new Cancellation()) {
                services.engines()
                        .followLogs(
                                name,
                                line -> {
                                    if (older.getAndDecrement() <= 0) {
                                        console.line(line);
                                    }
                                },
                                () -> cancelled.getAsBoolean() || console.closed());
            }
        }
        return ExitStatus.OK;
    }

    static ObjectNode toJson(EngineInfo engine) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("name", engine.name())
                .put("runtime", engine.runtime().key())
                .put("mode", engine.mode())
                .put("image", engine.image())
                .put("advertisedAddress", engine.advertisedAddress().getHostAddress())
                .put("sipPort", engine.sipPort())
                .put("rtpPorts", engine.rtpPorts().toString())
                .put("portPool", engine.settings().sharedPorts() ? "shared" : "exclusive");
        engine.tlsPort().ifPresent(port -> object.put("sipTlsPort", port));
        engine.pid().ifPresent(pid -> object.put("pid", pid));
        engine.containerId().ifPresent(id -> object.put("containerId", id));
        engine.containerAddress()
                .ifPresent(address -> object.put("containerAddress", address.getHostAddress()));
        object.put("startedAt", engine.startedAt().toString());
        object.put("readyMillis", Math.round(engine.readyMillis() * 10) / 10.0);
        object.put("dial", engine.dial("echo").toLowerCase(Locale.ROOT));
        return object;
    }
}
