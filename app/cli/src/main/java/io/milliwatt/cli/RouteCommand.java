package io.milliwatt.cli;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.route.ClientSystem;
import io.milliwatt.bench.route.ContainerSubnets;
import io.milliwatt.bench.route.EngineAdvice;
import io.milliwatt.bench.route.HostRoute;
import io.milliwatt.bench.route.ProbeReport;
import io.milliwatt.bench.route.RouteStep;
import io.milliwatt.bench.route.RouteSurvey;
import io.milliwatt.bench.toolbox.HostChange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `milliwatt route ...`: phones on the LAN at a container's own address.
@Command(
        mixinStandardHelpOptions = true,
        name = "route",
        description = "Let phones on the LAN reach containers at their own addresses")
final class RouteCommand implements Runnable {
    private static final String YES_HELP = "Do it; without it, only show what would be done";

    private final Services services;
    private final Console console;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the specification
    RouteCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    /// Which network, and for whom.
    static final class Where {
        @Option(
                names = "--network",
                paramLabel = "NAME",
                defaultValue = ContainerSubnets.DEFAULT,
                description = "The Docker network (default: ${DEFAULT-VALUE})")
        private String network = ContainerSubnets.DEFAULT;

        @Option(
                names = "--phone",
                paramLabel = "IP",
                description =
                        "An address on the phones' network (default: the network of the default route)")
        private @Nullable String phone;

        RouteSurvey survey(Services services) throws BenchException {
            Optional<InetAddress> address =
                    phone == null
                            ? Optional.empty()
                            : Optional.of(NetworkCommand.literal("--phone", phone));
            return services.route().survey(network, address);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to do with the route: show, add, remove or probe");
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "show",
            description =
                    "Show what stands between the LAN and a container network, and the command for each "
                            + "system's side of it. Changes nothing")
    int show(
            @Mixin Where where,
            @Option(
                            names = "--for",
                            paramLabel = "SYSTEM",
                            description =
                                    "Only the commands for linux, network-manager, networkd, windows, macos, openwrt, mikrotik or cisco-ios")
                    @Nullable String system,
            @Option(names = "--json", description = "Print it as JSON") boolean json)
            throws BenchException {
        Optional<ClientSystem> only = system == null ? Optional.empty() : Optional.of(find(system));
        RouteSurvey survey = where.survey(services);
        List<ClientSystem.Commands> commands =
                ClientSystem.all(survey.network().subnet(), survey.lan().hostText()).stream()
                        .filter(it -> only.isEmpty() || only.get() == it.system())
                        .toList();
        List<EngineAdvice> advice = advice(survey);
        List<HostChange> inForce = services.route().inForce(survey.network().subnet());
        if (json) {
            console.json(RouteOutput.json(survey, commands, advice, inForce));
            return ExitStatus.OK;
        }
        new RouteOutput(console).survey(survey, commands, advice, inForce);
        return ExitStatus.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "add",
            description =
                    "Let packets of the LAN through to a container network on this host. Each command is "
                            + "shown; with --yes it is run and journaled, and route remove or clean undo it")
    int add(@Mixin Where where, @Option(names = "--yes", description = YES_HELP) boolean yes)
            throws BenchException {
        RouteSurvey survey = where.survey(services);
        checkOverlaps(survey);
        List<RouteStep> steps = survey.steps(LaunchRequest.DEFAULT_SIP_PORT);
        var output = new RouteOutput(console);
        if (steps.isEmpty()) {
            console.line("This host lets the LAN %s through already", survey.lan().subnet());
        }
        for (RouteStep step : steps) {
            output.step(step);
            if (yes) {
                services.route().make(step);
            }
        }
        if (!yes && !steps.isEmpty()) {
            console.line("Nothing was changed; do it with: ./milliwatt route add --yes");
        }
        output.client(
                ClientSystem.LINUX.commands(survey.network().subnet(), survey.lan().hostText()));
        console.line("Other systems: ./milliwatt route show; undo: ./milliwatt route remove --yes");
        return ExitStatus.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "remove",
            description = "Undo what route add did for a container network")
    int remove(@Mixin Where where, @Option(names = "--yes", description = YES_HELP) boolean yes)
            throws BenchException {
        RouteSurvey survey = where.survey(services);
        List<HostChange> changes =
                yes
                        ? services.route().close(survey.network().subnet())
                        : services.route().inForce(survey.network().subnet()).reversed();
        for (HostChange each : changes) {
            console.line("%s %s", yes ? "Undone " : "To undo", each.purpose());
        }
        if (changes.isEmpty()) {
            console.line("Nothing is changed for %s", survey.network().subnet());
        } else if (!yes) {
            console.line("Nothing was undone; do it with: ./milliwatt route remove --yes");
        }
        return ExitStatus.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "probe",
            description =
                    "Ask a running engine at its container's address from a place on the LAN: SIP OPTIONS "
                            + "and an RTP echo. Tells which obstacle the packets met")
    int probe(
            @Mixin Where where,
            @Mixin EngineName name,
            @Option(
                            names = "--without-route",
                            description =
                                    "Do not give the place the static route first: as a phone that has none")
                    boolean withoutRoute,
            @Option(names = "--json", description = "Print it as JSON") boolean json)
            throws BenchException {
        EngineInfo engine = name.find(services);
        InetAddress container =
                engine.containerAddress()
                        .orElseThrow(() ->
                                new BenchException(
                                        ProblemCode.BAD_CONFIGURATION,
                                        "The engine "
                                                + name
                                                + " has no container address of its own",
                                        "Probe one in Docker that is not in mode host"));
        RouteSurvey survey = where.survey(services);
        ProbeReport report =
                services.route()
                        .probe(
                                survey,
                                new InetSocketAddress(container, engine.sipPort()),
                                !withoutRoute);
        if (json) {
            console.json(RouteOutput.json(report));
        } else {
            new RouteOutput(console).report(report, survey);
        }
        return report.obstacle().isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private List<EngineAdvice> advice(RouteSurvey survey) {
        try {
            return EngineAdvice.of(services.network().site().release(), survey.lan().device());
        } catch (BenchException _) {
            return List.of();
        }
    }

    private void checkOverlaps(RouteSurvey survey) throws BenchException {
        List<HostRoute> overlaps = survey.overlaps();
        if (!overlaps.isEmpty()) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "The container network "
                            + survey.network().subnet()
                            + " shares addresses with a network of this host: "
                            + overlaps.getFirst().words(),
                    "Give the engine a network of its own: docker network create --subnet"
                            + " 172.30.0.0/24 milliwatt-lan, then --network milliwatt-lan");
        }
    }

    private static ClientSystem find(String key) throws BenchException {
        for (ClientSystem each : ClientSystem.values()) {
            if (each.key().equalsIgnoreCase(key)) {
                return each;
            }
        }
        throw new BenchException(
                ProblemCode.BAD_USAGE,
                "\"" + key + "\" is no system that is known here",
                "Give --for linux, network-manager, networkd, windows, macos, openwrt, mikrotik or"
                        + " cisco-ios");
    }
}
