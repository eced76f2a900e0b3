package io.milliwatt.bench.route;

import io.milliwatt.bench.docker.RootlessDaemon;
import io.milliwatt.bench.network.Lan;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.toolbox.Holder;
import io.milliwatt.bench.toolbox.HostChange;
import io.milliwatt.bench.toolbox.HostChanges;
import io.milliwatt.bench.toolbox.HostCommand;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Opens the way from a LAN to a container network on this Docker host, probes it, and closes it.
/// Each change is in the journal before it is made; it stays until [#close] or `./milliwatt clean`.
public final class LanRoutes {
    private final Toolbox toolbox;
    private final HostChanges changes;

    public LanRoutes(Toolbox toolbox, HostChanges changes) {
        this.toolbox = toolbox;
        this.changes = changes;
    }

    /// Those of the user's Docker.
    public static LanRoutes create() {
        return new LanRoutes(Toolbox.create(), HostChanges.create());
    }

    /// Docker's networks.
    public ContainerSubnets networks() {
        return new ContainerSubnets(toolbox.docker());
    }

    /// Reads the host and judges.
    ///
    /// @param network name of a Docker network
    /// @param phone an address on the phones' network; empty = the network of the default route
    /// @throws BenchException `BAD_CONFIGURATION`: no such network, or this host is not on that LAN
    public RouteSurvey survey(String network, Optional<InetAddress> phone) throws BenchException {
        ContainerSubnet subnet = networks().find(network);
        HostFacts facts = facts();
        Lan lan =
                facts.lan(phone)
                        .orElseThrow(() ->
                                new BenchException(
                                        ProblemCode.BAD_CONFIGURATION,
                                        phone.map(it ->
                                                        "This host has no interface on the network of "
                                                                + it.getHostAddress())
                                                .orElse("This host has no default route"),
                                        "Give --phone an address on a network that this host is on:"
                                                + " ip route"));
        return new RouteSurvey(subnet, lan, facts);
    }

    private HostFacts facts() throws BenchException {
        RootlessDaemon.refuse(toolbox.docker(), "The way from the LAN to containers");
        List<String> script = HostCommand.shell(HostFacts.SCRIPT);
        return HostFacts.parse(
                toolbox.require(
                        ToolboxTask.onHost(
                                "read the host's routes and rules",
                                script.toArray(String[]::new))));
    }

    /// Makes one change.
    public HostChange make(RouteStep step) throws BenchException {
        return changes.make(step.command(), new Holder.OfUser());
    }

    /// The changes for a network that are in force, the earliest first.
    public List<HostChange> inForce(Subnet subnet) throws BenchException {
        return changes.inForce().stream()
                .filter(it -> it.purpose().startsWith(RouteSurvey.purposeOf(subnet)))
                .toList();
    }

    /// Undoes all changes for a network, the latest first.
    ///
    /// @return what was undone
    public List<HostChange> close(Subnet subnet) throws BenchException {
        var undone = new ArrayList<HostChange>();
        for (HostChange each : inForce(subnet).reversed()) {
            changes.undo(each);
            undone.add(each);
        }
        return undone;
    }

    /// Asks an engine at its container's address from a machine on a LAN of its own. What [#make]
    /// has opened for the phones' LAN is opened for that one too, as long as it asks.
    ///
    /// @param survey of the phones' LAN
    /// @param engine the container's own address and SIP port
    /// @param asker the program that asks, see [CablePlace#lay]
    /// @param withRoute whether that machine is given the static route, as a phone would be
    public ProbeReport probe(
            RouteSurvey survey, InetSocketAddress engine, Class<?> asker, boolean withRoute)
            throws BenchException {
        try (var place = CablePlace.lay(changes, asker);
                var _ = openAlso(survey.network(), place.address(), engine.getPort())) {
            if (withRoute) {
                place.route(survey.network().subnet());
            }
            return probe(
                    survey(survey.network().name(), Optional.of(place.address())), engine, place);
        }
    }

    /// Opens for a place on a LAN of its own what [#make] has opened for the phones' LAN: it is to
    /// meet what they meet. Nothing is done where nothing was opened.
    ///
    /// @param network a container network
    /// @param place its address
    /// @param port the port by which the obstacles are looked for
    public Opened openAlso(ContainerSubnet network, InetAddress place, int port)
            throws BenchException {
        Set<String> opened =
                inForce(network.subnet()).stream()
                        .map(HostChange::purpose)
                        .collect(Collectors.toSet());
        var made = new Opened(changes, new ArrayList<>());
        if (opened.isEmpty()) {
            return made;
        }
        try {
            for (RouteStep step : survey(network.name(), Optional.of(place)).steps(port)) {
                if (opened.contains(step.command().purpose())) {
                    made.made().add(changes.make(step.command(), Holder.thisProcess()));
                }
            }
            return made;
        } catch (BenchException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /// Changes of [#openAlso], undone when it is closed.
    ///
    /// @param changes undoes them
    /// @param made the changes, the earliest first
    public record Opened(HostChanges changes, List<HostChange> made) implements AutoCloseable {
        @Override
        public void close() throws BenchException {
            for (HostChange each : made.reversed()) {
                changes.undo(each);
            }
        }
    }

    /// Asks an engine at its container's address from a phone's place, and finds what the packets
    /// met by counting them on the host. The rule that counts is gone afterwards.
    ///
    /// @param engine the container's own address and SIP port
    public ProbeReport probe(RouteSurvey survey, InetSocketAddress engine, LanProbe place)
            throws BenchException {
        String comment = "milliwatt probe " + place.address().getHostAddress();
        HostChange counting =
                changes.make(
                        HostCommand.rule(
                                RouteSurvey.purposeOf(survey.network().subnet()) + "count a probe",
                                "raw",
                                "PREROUTING",
                                List.of(
                                        "-s",
                                        place.address().getHostAddress(),
                                        "-d",
                                        engine.getAddress().getHostAddress(),
                                        "-m",
                                        "comment",
                                        "--comment",
                                        comment)),
                        Holder.thisProcess());
        try {
            HostFacts before = facts();
            ProbeAnswer answer = place.ask(engine);
            HostFacts after = facts();
            return ProbeReport.of(
                    answer,
                    new RouteSurvey(survey.network(), survey.lan(), after),
                    before.rules(),
                    after.rules(),
                    comment);
        } finally {
            changes.undo(counting);
        }
    }
}
