package io.milliwatt.cli;

import io.milliwatt.bench.engine.EngineAddress;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.network.AddressState;
import io.milliwatt.bench.network.AddressWatch;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin private final EngineName name = new EngineName();

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
        EngineInfo engine = name.find(services);
        Optional<AddressWatch> found = EngineAddress.watch(engine, services::addresses);
        if (found.isEmpty()) {
            console.line(
                    "%s is reached at its container's own address, %s: it is the right one whatever"
                            + " becomes of this host's addresses",
                    name, HostAddress.text(engine.reachedAt()));
            return ExitStatus.OK;
        }
        AddressWatch watch = found.get();
        try (var cancelled = new Cancellation()) {
            while (!cancelled.getAsBoolean()) {
                Optional<AddressState> change = watch.change();
                if (change.isPresent()) {
                    console.line(change.get().words());
                    if (relaunch && canRelaunch(change.get())) {
                        engine = relaunch(change.get(), cancelled);
                        watch = EngineAddress.watch(engine, services::addresses).orElse(watch);
                    } else if (canRelaunch(change.get())) {
                        console.line(
                                "  fix: ./milliwatt engine restart %s%s", name, at(change.get()));
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

    private static boolean canRelaunch(AddressState state) {
        return state instanceof AddressState.Stranded || state.relaunchWith().isPresent();
    }

    private static String at(AddressState state) {
        return state.relaunchWith().map(it -> " --advertise " + HostAddress.text(it)).orElse("");
    }

    private EngineInfo relaunch(AddressState state, Cancellation cancelled) throws BenchException {
        Optional<InetAddress> address = state.relaunchWith();
        var progress = console.launchProgress();
        EngineInfo again =
                address.isPresent()
                        ? services.engines()
                                .restartAt(name.text(), address.get(), progress, cancelled)
                        : services.engines().restart(name.text(), progress, cancelled);
        console.line("Restarted %s: %s", name, again.dial("echo"));
        return again;
    }
}
