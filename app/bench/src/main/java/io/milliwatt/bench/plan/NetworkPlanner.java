package io.milliwatt.bench.plan;

import io.milliwatt.bench.network.EphemeralPorts;
import io.milliwatt.bench.network.PortProbe;
import io.milliwatt.bench.network.PortUse;
import io.milliwatt.bench.network.TakenPort;
import io.milliwatt.bench.plan.PlanOption.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Plans the network of an engine for a number of calls.
public final class NetworkPlanner {
    private static final int MAX_PORT = 65_535;

    /// Ports that a shared pool is given: each holds hundreds of calls, and several spread them
    /// over the kernel's queues.
    private static final int SHARED_PORTS = 10;

    /// Rules of a range that is published by DNAT: nat PREROUTING, nat OUTPUT, filter DOCKER-USER.
    private static final int DNAT_RULES = 3;

    /// One run of the toolbox that writes them.
    private static final double DNAT_SECONDS = 0.5;

    /// Starting a container in the host's network skips the bridge.
    private static final double HOST_START_SHARE = 0.5;

    /// A range is cheap while nobody waits for it: about 50 ports on a usual machine.
    private static final double CHEAP_SECONDS = 4.0;

    private static final int CHEAP_MEGABYTES = 350;

    private final PortProbe ports;
    private final EphemeralPorts ephemeral;

    public NetworkPlanner(PortProbe ports, EphemeralPorts ephemeral) {
        this.ports = ports;
        this.ephemeral = ephemeral;
    }

    /// Plans; looks at each port of the range of a pair for each stream.
    public NetworkPlan plan(PlanRequest request, PublishCosts costs) {
        int streams = request.streams();
        List<PlanOption> options =
                List.of(
                        published(request, Kind.PUBLISHED, 2 * streams, costs),
                        published(request, Kind.RTCP_MUX, streams, costs),
                        published(request, Kind.SHARED, Math.min(SHARED_PORTS, 2 * streams), costs),
                        dnat(request, costs),
                        container(costs),
                        host(costs));
        PlanOption recommended = recommend(options);
        Optional<PlanOption> range =
                Optional.of(recommended.ports() > 0 ? recommended : options.getFirst())
                        .filter(PlanOption::fits);
        List<TakenPort> taken =
                range.map(it ->
                                ports.taken(
                                        request.address(), uses(request.firstPort(), it.ports())))
                        .orElse(List.of());
        return new NetworkPlan(
                request,
                options,
                recommended,
                reason(recommended, options, costs),
                taken,
                taken.isEmpty() ? Optional.empty() : range.flatMap(it -> freeRange(request, it)),
                range.flatMap(it -> clash(request.firstPort(), it.ports())),
                costs);
    }

    private Optional<String> freeRange(PlanRequest request, PlanOption option) {
        OptionalInt first =
                ports.freeUdpRange(request.address(), request.firstPort(), option.ports());
        return first.isPresent() ? range(first.getAsInt(), option.ports()) : Optional.empty();
    }

    private static List<PortUse> uses(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(port -> new PortUse(PortUse.Transport.UDP, port))
                .toList();
    }

    private static PlanOption published(
            PlanRequest request, Kind kind, int count, PublishCosts costs) {
        Optional<String> range = range(request.firstPort(), count);
        String condition =
                switch (kind) {
                    case PUBLISHED -> "works with every phone and every engine";
                    case RTCP_MUX ->
                            "the engine and every phone must put RTCP on the RTP port (a=rtcp-mux,"
                                    + " RFC 5761); few desk phones do, and Milliwatt's engine takes"
                                    + " a pair all the same";
                    default ->
                            "the built-in engine tells the calls apart by their sources; few other"
                                    + " engines can";
                };
        Optional<String> command =
                range.filter(_ -> kind != Kind.RTCP_MUX)
                        .map(it ->
                                "./milliwatt engine start"
                                        + (kind == Kind.SHARED ? " --port-pool shared" : "")
                                        + " --rtp-ports "
                                        + it);
        return new PlanOption(kind, count, range, costs.of(count), condition, command);
    }

    private static PlanOption dnat(PlanRequest request, PublishCosts costs) {
        int count = 2 * request.streams();
        Cost bare = costs.of(0);
        Optional<String> range = range(request.firstPort(), count);
        return new PlanOption(
                Kind.DNAT,
                count,
                range,
                new Cost(
                        bare.startSeconds() + DNAT_SECONDS,
                        bare.stopSeconds() + DNAT_SECONDS,
                        0,
                        0,
                        DNAT_RULES),
                "rules beside Docker's, which Milliwatt puts in and takes out; a container does not"
                        + " reach itself by the host's address",
                range.map(it -> "./milliwatt engine start --publish dnat --rtp-ports " + it));
    }

    private static PlanOption container(PublishCosts costs) {
        return new PlanOption(
                Kind.CONTAINER,
                0,
                Optional.empty(),
                costs.of(0),
                "phones on the LAN need a route to the container's network: ./milliwatt route show",
                Optional.of("./milliwatt engine start --mode container"));
    }

    private static PlanOption host(PublishCosts costs) {
        Cost bare = costs.of(0);
        return new PlanOption(
                Kind.HOST,
                0,
                Optional.empty(),
                new Cost(bare.startSeconds() * HOST_START_SHARE, bare.stopSeconds(), 0, 0, 0),
                "the engine shares the host's ports and sees its whole network; one engine for each"
                        + " SIP port",
                Optional.of("./milliwatt engine start --mode host"));
    }

    private static Optional<String> range(int first, int count) {
        int last = first + count - 1;
        return last <= MAX_PORT ? Optional.of(first + "-" + last) : Optional.empty();
    }

    private static PlanOption recommend(List<PlanOption> options) {
        PlanOption published = options.getFirst();
        return published.fits() && isCheap(published.cost())
                ? published
                : options.stream().filter(it -> it.kind() == Kind.SHARED).findFirst().orElseThrow();
    }

    private static boolean isCheap(Cost cost) {
        return cost.startSeconds() + cost.stopSeconds() <= CHEAP_SECONDS
                && cost.memoryMegabytes() <= CHEAP_MEGABYTES;
    }

    private static String reason(PlanOption chosen, List<PlanOption> options, PublishCosts costs) {
        PlanOption published = options.getFirst();
        if (chosen.kind() == Kind.PUBLISHED) {
            return String.format(
                    Locale.ROOT,
                    "%d ports are cheap enough (%.1f s more than no ports, start and stop together),"
                            + " and nothing else works with every phone and engine",
                    chosen.ports(),
                    more(chosen.cost(), costs));
        }
        String why =
                published.fits()
                        ? String.format(
                                Locale.ROOT,
                                "%d published ports would take %.0f s to start and %.0f s to stop,"
                                        + " and %.0f MB",
                                published.ports(),
                                published.cost().startSeconds(),
                                published.cost().stopSeconds(),
                                published.cost().memoryMegabytes())
                        : published.ports() + " ports do not fit above the first port";
        return why
                + "; "
                + chosen.ports()
                + " shared ports carry them all. An engine that cannot share ports takes one rule"
                + " for the range (dnat) or the host's network (host)";
    }

    private static double more(Cost cost, PublishCosts costs) {
        Cost bare = costs.of(0);
        return cost.startSeconds() - bare.startSeconds() + cost.stopSeconds() - bare.stopSeconds();
    }

    private Optional<EphemeralClash> clash(int first, int count) {
        int inside = ephemeral.unreservedWithin(first, first + count - 1);
        if (inside == 0) {
            return Optional.empty();
        }
        String fix =
                "sudo sysctl -w net.ipv4.ip_local_reserved_ports="
                        + ephemeral.reservedWith(first, first + count - 1);
        return Optional.of(new EphemeralClash(ephemeral.first(), ephemeral.last(), inside, fix));
    }
}
