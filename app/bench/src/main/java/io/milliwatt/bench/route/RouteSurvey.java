package io.milliwatt.bench.route;

import io.milliwatt.bench.network.Lan;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.route.PacketVerdict.Kind;
import io.milliwatt.bench.toolbox.HostCommand;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands between a LAN and a container network on the Docker host, judged from its routes and
/// rules alone, and what removes it. Nothing is asked here.
///
/// @param network the container network
/// @param lan where the phones are
/// @param facts the host
public record RouteSurvey(ContainerSubnet network, Lan lan, HostFacts facts) {
    private static final String UDP = "udp";

    /// The first words of the purpose of each change for this network: by it the changes are found
    /// again in the journal.
    public static String purposeOf(Subnet subnet) {
        return "route to " + subnet + ": ";
    }

    /// What the rules would do with a packet of a phone.
    ///
    /// @param port the port of the container
    public Packet packetTo(int port) {
        return new Packet(
                lan.device(),
                network.bridge(),
                InetAddress.ofLiteral(lan.subnet().anyHost()),
                InetAddress.ofLiteral(network.subnet().anyHost()),
                UDP,
                port);
    }

    /// The obstacles on this host for packets to a port, in the order in which they are met.
    public List<Obstacle> obstacles(int port) {
        return obstacles(packetTo(port));
    }

    List<Obstacle> obstacles(Packet packet) {
        var found = new ArrayList<Obstacle>();
        var walk = new RuleWalk(facts.rules());
        PacketVerdict raw = walk.beforeRouting(packet);
        if (raw.kind() == Kind.DROPPED) {
            found.add(new Obstacle(Obstacle.Kind.RAW_DROP, raw.rule()));
        }
        if (!facts.forwards()) {
            found.add(new Obstacle(Obstacle.Kind.FORWARDING_OFF, "net.ipv4.ip_forward = 0"));
        }
        PacketVerdict forward = walk.forwarding(packet);
        if (forward.kind() == Kind.DROPPED) {
            found.add(new Obstacle(Obstacle.Kind.FORWARD_DROP, forward.rule()));
        }
        return found;
    }

    /// The rules that cannot be judged and decide, as they stand there.
    public List<String> unknownRules(int port) {
        var walk = new RuleWalk(facts.rules());
        return List.of(walk.beforeRouting(packetTo(port)), walk.forwarding(packetTo(port))).stream()
                .filter(it -> it.kind() == Kind.UNKNOWN)
                .map(PacketVerdict::rule)
                .toList();
    }

    /// Routes of this host, other than that to the network itself, that share addresses with it: a
    /// phone with the same route would lose one of the two.
    public List<HostRoute> overlaps() {
        return facts.routes().stream()
                .filter(it -> it.destination().prefix() > 1)
                .filter(it -> !it.device().equals(network.bridge()))
                .filter(it -> it.destination().overlaps(network.subnet()))
                .toList();
    }

    /// The changes that remove the obstacles of this host, in the order in which they are met.
    ///
    /// @param port the port by which the obstacles are looked for: one that is not published
    public List<RouteStep> steps(int port) {
        var steps = new ArrayList<RouteStep>();
        for (Obstacle each : obstacles(port)) {
            step(each.kind()).ifPresent(steps::add);
        }
        if (isMasqueraded()) {
            steps.add(keepSource());
        }
        return steps;
    }

    /// Whether what a container sends first leaves with the host's address, which is not the one in
    /// SDP then.
    boolean isMasqueraded() {
        return new RuleWalk(facts.rules())
                .isMasqueraded(
                        new Packet(
                                network.bridge(),
                                lan.device(),
                                InetAddress.ofLiteral(network.subnet().anyHost()),
                                InetAddress.ofLiteral(lan.subnet().anyHost()),
                                UDP,
                                0));
    }

    /// The change that removes an obstacle; empty for those that are not this host's.
    public Optional<RouteStep> step(Obstacle.Kind kind) {
        return switch (kind) {
            case RAW_DROP ->
                    Optional.of(
                            new RouteStep(
                                    kind,
                                    rule("before the drop in raw", "raw", "PREROUTING", fromLan()),
                                    "Docker drops packets to container addresses in raw PREROUTING;"
                                            + " a rule before that one lets those of the LAN"
                                            + " through"));
            case FORWARDING_OFF ->
                    Optional.of(
                            new RouteStep(
                                    kind,
                                    HostCommand.setting(
                                            purpose("forward packets"),
                                            "net.ipv4.ip_forward",
                                            "1",
                                            "0"),
                                    "a host that does not forward hands nothing on to containers"));
            case FORWARD_DROP ->
                    Optional.of(
                            new RouteStep(
                                    kind,
                                    rule("accept from the LAN", "filter", userChain(), fromLan()),
                                    "Docker's FORWARD chain drops what no container published;"
                                            + " DOCKER-USER comes first and is the user's"));
            case NO_ROUTE, NO_ANSWER, NO_MEDIA, INPUT_DROP -> Optional.empty();
        };
    }

    private RouteStep keepSource() {
        return new RouteStep(
                Obstacle.Kind.NO_ANSWER,
                rule(
                        "keep the container's address",
                        "nat",
                        "POSTROUTING",
                        List.of(
                                "-s", network.subnet().toString(),
                                "-d", lan.subnet().toString(),
                                "-o", lan.device(),
                                "-j", "RETURN")),
                "what a container sends first would leave with the host's address, which is not the"
                        + " one in its SDP");
    }

    /// A host without Docker's chain for the user, such as Podman's, takes FORWARD itself.
    private String userChain() {
        return facts.rules().chain("filter", "DOCKER-USER").isPresent() ? "DOCKER-USER" : "FORWARD";
    }

    private List<String> fromLan() {
        return List.of(
                "-i", lan.device(),
                "-s", lan.subnet().toString(),
                "-d", network.subnet().toString(),
                "-p", UDP,
                "-j", "ACCEPT");
    }

    private HostCommand rule(String what, String table, String chain, List<String> words) {
        var all = new ArrayList<>(words.subList(0, words.size() - 2));
        all.addAll(List.of("-m", "comment", "--comment", "milliwatt-route-" + network.subnet()));
        all.addAll(words.subList(words.size() - 2, words.size()));
        return HostCommand.rule(purpose(what), table, chain, all);
    }

    private String purpose(String what) {
        return purposeOf(network.subnet()) + what;
    }
}
