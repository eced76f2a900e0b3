package io.milliwatt.cli;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.network.AddressState;
import io.milliwatt.bench.network.AddressWatch;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `milliwatt network watch`.
@Command(
        mixinStandardHelpOptions = true,
        name = "watch",
        description =
                "Watch whether an engine's address is still the right one; tell when it is gone or a "
                        + "better one came")
final class WatchCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "ENGINE",
            defaultValue = LaunchRequest.DEFAULT_NAME,
            description = "Name of the engine (default: ${DEFAULT-VALUE})")
    private String name = LaunchRequest.DEFAULT_NAME;

    @Option(
            names = "--relaunch",
            description = "Launch the engine again at the new address, which ends its calls")
    private boolean relaunch;

    @Option(
            names = "--once",
            description = "Look once; exit status 1 when the address is not the right one")
    private boolean once;

    WatchCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        EngineInfo engine = RunningEngines.find(services, name);
        var watch = new AddressWatch(services::addresses, engine.reachedAt());
        try (var cancelled = new Cancellation()) {
            while (!cancelled.getAsBoolean()) {
                Optional<AddressState> change = watch.change();
                if (change.isPresent()) {
                    console.line(change.get().words());
                    Optional<InetAddress> address = change.get().relaunchWith();
                    if (address.isPresent() && relaunch) {
                        engine = relaunchAt(address.get(), cancelled);
                        watch = new AddressWatch(services::addresses, engine.reachedAt());
                    } else if (address.isPresent()) {
                        console.line(
                                "  fix: ./milliwatt engine restart %s --advertise %s",
                                name, HostAddress.text(address.get()));
                    }
                }
                if (once) {
                    boolean right = watch.look() instanceof AddressState.Right;
                    return right || relaunch ? ExitStatus.OK : ExitStatus.FAILED;
                }
                cancelled.pause(AddressWatch.PERIOD_MILLIS);
            }
        }
        return ExitStatus.OK;
    }

    private EngineInfo relaunchAt(InetAddress address, Cancellation cancelled)
            throws BenchException {
        EngineInfo again =
                services.engines().restartAt(name, address, console.launchProgress(), cancelled);
        console.line("Restarted %s: %s", name, again.dial("echo"));
        return again;
    }
}
