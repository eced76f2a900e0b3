package io.milliwatt.bench.topology;

import io.milliwatt.bench.doctor.Topology;
import io.milliwatt.bench.doctor.Topology.Host;
import io.milliwatt.bench.doctor.Topology.Server;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.network.Lan;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.route.HostFacts;
import io.milliwatt.bench.route.HostRoute;
import io.milliwatt.bench.route.Obstacle;
import io.milliwatt.bench.route.Packet;
import io.milliwatt.bench.route.PacketVerdict;
import io.milliwatt.bench.route.RuleWalk;
import io.milliwatt.bench.toolbox.HostCommand;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads the host's routes, rules and remembered flows, and follows the packets of a call through
/// them.
final class HostLook {
    private static final String FLOWS = "#flows";

    private final Toolbox toolbox;

    HostLook(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /// What the phone sends.
    ///
    /// @param transport `udp`, `tcp`
    /// @param address where to: the host's, or a container's own
    /// @param port of that address
    record Sent(String transport, String address, int port) {}

    /// Looks once, by one command.
    Host look(Topology topology, Sent sent) throws BenchException {
        String script =
                "conntrack -L -p udp 2>/dev/null | sed 's/^/" + FLOWS + " /'; " + HostFacts.SCRIPT;
        String text =
                toolbox.require(
                        ToolboxTask.onHost(
                                "read the host's routes, rules and flows",
                                HostCommand.shell(script).toArray(String[]::new)));
        var flows = new StringBuilder();
        var rest = new StringBuilder();
        text.lines()
                .forEach(line -> {
                    if (line.startsWith(FLOWS)) {
                        flows.append(line.substring(FLOWS.length())).append('\n');
                    } else {
                        rest.append(line).append('\n');
                    }
                });
        return judge(topology, sent, HostFacts.parse(rest.toString()), flows.toString());
    }

    /// Judges what was read.
    static Host judge(Topology topology, Sent sent, HostFacts facts, String flows) {
        Optional<Lan> lan = lan(topology, facts);
        return new Host(
                obstacles(topology, sent, facts, lan),
                overlaps(topology, sent, facts),
                topology.server()
                        .map(it -> RememberedFlows.stale(flows, it, topology.docker()))
                        .orElse(List.of()),
                lan.filter(_ -> !topology.phone().address().isEmpty()));
    }

    private static Optional<Lan> lan(Topology topology, HostFacts facts) {
        return numeric(topology.phone().address())
                .map(it -> facts.lan(Optional.of(it)))
                .orElseGet(() -> facts.lan(Optional.empty()));
    }

    private static List<Obstacle> obstacles(
            Topology topology, Sent sent, HostFacts facts, Optional<Lan> lan) {
        Optional<InetAddress> to = numeric(sent.address());
        if (to.isEmpty() || topology.phone().onThisHost() || lan.isEmpty()) {
            return List.of(); // this host's own packets meet none of these
        }
        InetAddress from =
                numeric(topology.phone().address())
                        .orElseGet(() -> InetAddress.ofLiteral(lan.get().subnet().anyHost()));
        String in = lan.get().device();
        var walk = new RuleWalk(facts.rules());
        var found = new ArrayList<Obstacle>();
        var arriving = new Packet(in, "", from, to.get(), sent.transport(), sent.port());
        dropped(walk.beforeRouting(arriving), Obstacle.Kind.RAW_DROP).ifPresent(found::add);
        Optional<Packet> forwarded = forwarded(topology, sent, facts, in, from);
        if (forwarded.isEmpty()) {
            dropped(walk.arriving(arriving), Obstacle.Kind.INPUT_DROP).ifPresent(found::add);
            return found;
        }
        if (!facts.forwards()) {
            found.add(new Obstacle(Obstacle.Kind.FORWARDING_OFF, "net.ipv4.ip_forward = 0"));
        }
        dropped(walk.forwarding(forwarded.get()), Obstacle.Kind.FORWARD_DROP).ifPresent(found::add);
        return found;
    }

    /// The packet as it is handed on to the container; empty when it is for this host itself.
    private static Optional<Packet> forwarded(
            Topology topology, Sent sent, HostFacts facts, String in, InetAddress from) {
        Optional<Server> server = topology.server();
        if (topology.isContainerAddress(sent.address())) {
            return numeric(sent.address())
                    .flatMap(it -> packet(topology, facts, sent, in, from, it, sent.port()));
        }
        if (server.isEmpty() || server.get().mode() != NetworkMode.PUBLISHED) {
            return Optional.empty();
        }
        Optional<InetAddress> container =
                server.get().addresses().stream().findFirst().flatMap(HostLook::numeric);
        int port =
                server.get().published().stream()
                        .filter(it -> it.transport().equals(sent.transport()))
                        .filter(it -> it.covers(sent.address(), sent.port()))
                        .map(it -> it.containerFirst() + sent.port() - it.ports().first())
                        .findFirst()
                        .orElse(sent.port());
        return container.flatMap(it -> packet(topology, facts, sent, in, from, it, port));
    }

    private static Optional<Packet> packet(
            Topology topology,
            HostFacts facts,
            Sent sent,
            String in,
            InetAddress from,
            InetAddress container,
            int port) {
        return topology.docker()
                .networkOf(container.getHostAddress())
                .map(network -> network.bridge())
                .or(() -> device(facts.routes(), container))
                .map(out -> new Packet(in, out, from, container, sent.transport(), port));
    }

    private static Optional<String> device(List<HostRoute> routes, InetAddress to) {
        return routes.stream()
                .filter(it -> it.destination().contains(to))
                .max(Comparator.comparingInt(it -> it.destination().prefix()))
                .map(HostRoute::device);
    }

    private static Optional<Obstacle> dropped(PacketVerdict verdict, Obstacle.Kind kind) {
        return verdict.kind() == PacketVerdict.Kind.DROPPED
                ? Optional.of(new Obstacle(kind, verdict.rule()))
                : Optional.empty();
    }

    /// Routes that win against the bridge's own for the container's address.
    private static List<HostRoute> overlaps(Topology topology, Sent sent, HostFacts facts) {
        var addresses = new ArrayList<String>();
        topology.server().ifPresent(it -> addresses.addAll(it.addresses()));
        if (topology.isContainerAddress(sent.address())) {
            addresses.add(sent.address());
        }
        var found = new ArrayList<HostRoute>();
        for (String each : addresses) {
            topology.docker()
                    .networkOf(each)
                    .ifPresent(network ->
                            facts.routes().stream()
                                    .filter(it -> !it.device().equals(network.bridge()))
                                    .filter(it ->
                                            it.destination().prefix() > network.subnet().prefix())
                                    .filter(it ->
                                            numeric(each)
                                                    .filter(it.destination()::contains)
                                                    .isPresent())
                                    .filter(it -> !found.contains(it))
                                    .forEach(found::add));
        }
        return found;
    }

    private static Optional<InetAddress> numeric(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
