package io.milliwatt.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.plan.Cost;
import io.milliwatt.bench.plan.NetworkPlan;
import io.milliwatt.bench.plan.PlanOption;
import io.milliwatt.bench.plan.PlanRequest;
import io.milliwatt.bench.plan.PublishCosts;
import io.milliwatt.bench.problem.BenchException;
import java.net.InetAddress;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `milliwatt network plan`.
@Command(
        mixinStandardHelpOptions = true,
        name = "plan",
        description =
                "Tell what a number of calls costs before anything is launched: ports, seconds, memory, "
                        + "processes, rules, and the alternatives")
final class PlanCommand implements Callable<Integer> {
    private static final int SHOWN_PORTS = 5;

    private final Services services;
    private final Console console;

    @Option(
            names = "--calls",
            paramLabel = "N",
            required = true,
            description = "Calls at the same time")
    private int calls;

    @Option(
            names = "--legs",
            paramLabel = "1|2",
            defaultValue = "1",
            description =
                    "RTP streams of a call at the engine: 1 where it ends there, 2 where it is joined to another (default: ${DEFAULT-VALUE})")
    private int legs = 1;

    @Option(
            names = "--first-port",
            paramLabel = "PORT",
            defaultValue = "40000",
            description = "Where the RTP range begins (default: ${DEFAULT-VALUE})")
    private int firstPort = 40_000;

    @Option(
            names = "--address",
            paramLabel = "IP",
            description = "The address to publish on (default: the best of this host)")
    private @Nullable String address;

    @Option(
            names = "--calibrate",
            description =
                    "Measure first what publishing costs on this daemon, for this and later plans (about 20 s)")
    private boolean calibrate;

    @Option(names = "--json", description = "Print the plan as JSON")
    private boolean json;

    PlanCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws BenchException {
        PlanRequest request = PlanRequest.of(calls, legs, firstPort, address());
        if (calibrate) {
            try (var cancelled = new Cancellation()) {
                services.network().calibrate(text -> console.note("  " + text), cancelled);
            }
        }
        NetworkPlan plan = services.network().plan(request);
        if (json) {
            console.json(toJson(plan));
        } else {
            print(plan);
        }
        return ExitStatus.OK;
    }

    private InetAddress address() throws BenchException {
        if (address != null) {
            return NetworkCommand.literal("--address", address);
        }
        return services.addresses().stream()
                .filter(HostAddress::usable)
                .findFirst()
                .map(HostAddress::address)
                .orElseGet(InetAddress::getLoopbackAddress);
    }

    private void print(NetworkPlan plan) {
        console.line(
                "%d calls, %d %s each, on %s",
                calls,
                legs,
                legs == 1 ? "stream" : "streams",
                HostAddress.text(plan.request().address()));
        console.line("");
        console.line(
                "   %-10s %6s %-13s %8s %8s %9s %8s %7s",
                "way", "ports", "range", "start s", "stop s", "memory MB", "proxies", "rules");
        for (PlanOption option : plan.options()) {
            Cost cost = option.cost();
            boolean chosen = option == plan.recommended();
            console.line(
                    "%s  %-10s %6d %-13s %8.1f %8.1f %9.0f %8d %7d",
                    chosen ? "*" : " ",
                    option.kind().key(),
                    option.ports(),
                    option.range().orElse(option.ports() == 0 ? "-" : "does not fit"),
                    cost.startSeconds(),
                    cost.stopSeconds(),
                    cost.memoryMegabytes(),
                    cost.proxies(),
                    cost.rules());
        }
        console.line("");
        console.line(
                "Take     %s: %s",
                plan.recommended().kind().key(), plan.recommended().kind().words());
        console.line("Because  %s", plan.reason());
        plan.recommended().command().ifPresent(it -> console.line("So       %s", it));
        for (PlanOption option : plan.options()) {
            console.line("         %s: %s", option.kind().key(), option.condition());
        }
        if (!plan.taken().isEmpty()) {
            console.line(
                    "Taken    %s%s",
                    plan.taken().stream()
                            .limit(SHOWN_PORTS)
                            .map(it -> it.use() + " by " + it.holder())
                            .collect(Collectors.joining(", ")),
                    plan.taken().size() > SHOWN_PORTS
                            ? " and " + (plan.taken().size() - SHOWN_PORTS) + " more"
                            : "");
            plan.freeRange().ifPresent(it -> console.line("         free: --rtp-ports %s", it));
        }
        plan.clash()
                .ifPresent(clash -> {
                    console.line(
                            "Clash    %d of these ports are among those the kernel gives to any program (%d-%d)",
                            clash.ports(), clash.first(), clash.last());
                    console.line("         fix: %s", clash.fix());
                });
        console.line(
                plan.costs().measured()
                        ? "Figures  measured on this daemon"
                        : "Figures  typical; measure this daemon: ./milliwatt network plan --calls "
                                + calls
                                + " --calibrate");
    }

    private static ObjectNode toJson(NetworkPlan plan) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("calls", plan.request().calls())
                .put("legs", plan.request().legs())
                .put("address", HostAddress.text(plan.request().address()))
                .put("recommended", plan.recommended().kind().key())
                .put("reason", plan.reason());
        ArrayNode options = json.putArray("options");
        for (PlanOption option : plan.options()) {
            Cost cost = option.cost();
            ObjectNode each =
                    options.addObject()
                            .put("kind", option.kind().key())
                            .put("ports", option.ports())
                            .put("range", option.range().orElse(null))
                            .put("startSeconds", cost.startSeconds())
                            .put("stopSeconds", cost.stopSeconds())
                            .put("memoryMegabytes", cost.memoryMegabytes())
                            .put("proxies", cost.proxies())
                            .put("rules", cost.rules())
                            .put("condition", option.condition());
            each.put("command", option.command().orElse(null));
        }
        ArrayNode taken = json.putArray("taken");
        plan.taken()
                .forEach(it ->
                        taken.addObject()
                                .put("port", it.use().port())
                                .put("transport", it.use().transport().key())
                                .put("holder", it.holder()));
        json.put("freeRange", plan.freeRange().orElse(null));
        if (plan.clash().isPresent()) {
            json.putObject("ephemeralClash")
                    .put("first", plan.clash().get().first())
                    .put("last", plan.clash().get().last())
                    .put("ports", plan.clash().get().ports())
                    .put("fix", plan.clash().get().fix());
        } else {
            json.putNull("ephemeralClash");
        }
        PublishCosts costs = plan.costs();
        json.putObject("costs")
                .put("measured", costs.measured())
                .put("startBaseSeconds", costs.startBaseSeconds())
                .put("startPortSeconds", costs.startPortSeconds())
                .put("stopBaseSeconds", costs.stopBaseSeconds())
                .put("stopPortSeconds", costs.stopPortSeconds())
                .put("proxyMegabytes", costs.proxyMegabytes())
                .put("proxies", costs.proxies());
        return json;
    }
}
