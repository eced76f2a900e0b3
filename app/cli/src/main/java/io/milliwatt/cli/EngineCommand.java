package io.milliwatt.cli;

import io.milliwatt.bench.engine.Announcement;
import io.milliwatt.bench.engine.EngineControl;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
                "say what to do with the engine: start, stop, restart, rm, rename, list, status, logs, shell, capture, recordings, conferences, registrations or impair");
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
                console.json(EngineJson.of(engine));
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
                if (!engine.advertisedAddress().equals(engine.reachedAt())) {
                    console.line(
                            "SDP      %s, on purpose",
                            HostAddress.text(engine.advertisedAddress()));
                }
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

    @Command(
            mixinStandardHelpOptions = true,
            name = "restart",
            description =
                    "Stop an engine and start it again with the same settings; with the best address of now when its own is gone")
    int restart(
            @Mixin EngineName name,
            @Option(
                            names = "--advertise",
                            paramLabel = "IP",
                            description = "At another address of this host")
                    @Nullable String advertise)
            throws BenchException {
        var _ = name.find(services);
        try (var cancelled = new Cancellation()) {
            EngineInfo again =
                    advertise == null
                            ? services.engines()
                                    .restart(name.text(), console.launchProgress(), cancelled)
                            : services.engines()
                                    .restartAt(
                                            name.text(),
                                            NetworkCommand.literal("--advertise", advertise),
                                            console.launchProgress(),
                                            cancelled);
            console.line("Restarted %s in %.2f s", name, again.readyMillis() / 1_000);
            console.line("Dial     %s", again.dial("echo"));
        }
        return ExitStatus.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "stop",
            description = "End its calls, stop and remove an engine and all that was made for it")
    int stop(
            @Mixin EngineName name,
            @Option(
                            names = "--keep",
                            description =
                                    "Keep the stopped engine and its log; engine restart starts it again, engine rm removes it")
                    boolean keep)
            throws BenchException {
        if (keep) {
            services.engines().end(name.text());
            console.line("Stopped %s; it is kept: ./milliwatt engine restart %s", name, name);
        } else {
            services.engines().stop(name.text());
            console.line("Stopped %s", name);
        }
        return ExitStatus.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "rm",
            description = "Remove an engine, running or ended, and all that was made for it")
    int remove(@Mixin EngineName name) throws BenchException {
        services.engines().stop(name.text());
        console.line("Removed %s", name);
        return ExitStatus.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "rename",
            description = "Give an engine another name; it goes on running")
    int rename(
            @Parameters(index = "0", paramLabel = "NAME", description = "Name it has") String name,
            @Parameters(index = "1", paramLabel = "NEW-NAME", description = "Name it gets")
                    String to)
            throws BenchException {
        services.engines().rename(name, to);
        console.line("Renamed %s to %s", name, to);
        return ExitStatus.OK;
    }
}
