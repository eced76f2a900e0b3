package io.milliwatt.cli;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.call.LanChoice;
import io.milliwatt.bench.call.TlsChoice;
import io.milliwatt.bench.call.Vantage;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Option;

/// Where the phone of a command stands.
final class VantageOptions {
    @Option(
            names = "--vantage",
            paramLabel = "host|lan",
            description =
                    "Where the phone stands: on this host, which reaches everything of Docker's, or behind it like a phone on the LAN (default: ${DEFAULT-VALUE})",
            defaultValue = "host")
    private String vantage = "host";

    @Option(
            names = "--lan-route",
            paramLabel = "NETWORK",
            split = ",",
            description =
                    "With --vantage lan: the phone, or its router, has a static route by way of this host to a network such as 172.17.0.0/16")
    private List<String> routes = List.of();

    /// Looks at the words, before anything is done.
    void check() throws BenchException {
        if (Vantage.of(vantage) == Vantage.HOST && !routes.isEmpty()) {
            throw new BenchException(
                    ProblemCode.BAD_USAGE,
                    "--lan-route is for a phone on the LAN",
                    "Add --vantage lan, or leave it away");
        }
        List<Subnet> _ = LanChoice.routes(routes);
    }

    /// The phone.
    ///
    /// @param engine whom it will call, when it is one of ours
    Calls open(
            Services services,
            Console console,
            Optional<EngineInfo> engine,
            Optional<TlsChoice> tls,
            BooleanSupplier cancelled)
            throws BenchException {
        if (Vantage.of(vantage) == Vantage.HOST) {
            return tls.isPresent() ? services.openCalls(tls.get()) : services.openCalls();
        }
        console.note("Putting a phone on the LAN");
        // an engine on the LAN itself cannot be reached from behind its own host
        Optional<String> beside =
                engine.filter(it -> it.placement().mode() == NetworkMode.MACVLAN)
                        .flatMap(EngineInfo::containerId);
        return services.openLanCalls(
                new LanChoice(LanChoice.routes(routes), beside, tls),
                console.imageProgress(),
                cancelled);
    }
}
