package io.milliwatt.bench.doctor;

import io.milliwatt.bench.docker.DockerTrait;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.engine.Publishing;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.network.Lan;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.route.ContainerSubnet;
import io.milliwatt.bench.route.HostRoute;
import io.milliwatt.bench.route.Obstacle;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What Docker and the host say of the way between phone and server. All of it is optional: a
/// capture knows nothing of it, and a host whose daemon does not answer knows little.
///
/// @param server the container that is called; empty when it is none of this host's
/// @param docker the daemon
/// @param host the Docker host
/// @param phone where the phone stands
public record Topology(Optional<Server> server, Docker docker, Host host, Phone phone) {
    /// Nothing is known.
    public static final Topology UNKNOWN =
            new Topology(Optional.empty(), Docker.UNKNOWN, Host.UNKNOWN, Phone.UNKNOWN);

    /// How a container is.
    public enum State {
        RUNNING,
        PAUSED,
        ENDED
    }

    /// A container that answers calls, ours or any other.
    ///
    /// @param name engine's name, or the container's
    /// @param ours whether it is an engine that Milliwatt launched
    /// @param mode how it stands in the network
    /// @param state how it is
    /// @param addresses its own addresses, in Docker's networks
    /// @param published what is led to it, from the host's addresses
    /// @param listening its open UDP and TCP sockets; empty when not looked at
    public record Server(
            String name,
            boolean ours,
            NetworkMode mode,
            State state,
            Set<String> addresses,
            List<Published> published,
            List<Listener> listening) {
        public Server {
            addresses = Set.copyOf(addresses);
            published = List.copyOf(published);
            listening = List.copyOf(listening);
        }

        /// The same, with its sockets known.
        public Server with(List<Listener> sockets) {
            return new Server(name, ours, mode, state, addresses, published, sockets);
        }

        /// Whether the phone is meant to use the container's own address.
        public boolean ownAddress() {
            return mode.ownAddress();
        }

        /// The command that shows its log.
        public String logs() {
            return ours ? "./milliwatt engine logs " + name : "docker logs " + name;
        }

        /// How a range of published UDP ports of this container is told, such as `40000-40019`.
        public String udpRanges() {
            List<String> ranges =
                    published.stream().filter(Published::udp).map(Published::words).toList();
            return ranges.isEmpty() ? "no UDP port" : String.join(", ", ranges);
        }
    }

    /// Ports of the host that lead to a container.
    ///
    /// @param transport `udp`, `tcp`
    /// @param address of the host; `0.0.0.0` and `::` are all
    /// @param ports of the host
    /// @param containerFirst the port in the container that the first of them leads to
    public record Published(String transport, String address, PortRange ports, int containerFirst) {
        public boolean udp() {
            return transport.equals("udp");
        }

        /// Whether a port of an address of the host is in it.
        public boolean covers(String hostAddress, int port) {
            return has(port) && isAt(hostAddress);
        }

        public boolean has(int port) {
            return port >= ports.first() && port <= ports.last();
        }

        public boolean isAt(String hostAddress) {
            return address.isEmpty()
                    || address.equals("0.0.0.0")
                    || address.equals("::")
                    || address.equals(hostAddress);
        }

        /// Whether a port of the container is reached by it.
        public boolean leadsTo(int containerPort) {
            return containerPort >= containerFirst && containerPort < containerFirst + ports.size();
        }

        /// The port of the host that leads to a port of the container.
        public int hostPortFor(int containerPort) {
            return ports.first() + containerPort - containerFirst;
        }

        /// Host port equals container port, as SDP needs it.
        public boolean straight() {
            return ports.first() == containerFirst;
        }

        String words() {
            String text = ports.size() == 1 ? Integer.toString(ports.first()) : ports.toString();
            return straight()
                    ? text
                    : text
                            + " (container "
                            + containerFirst
                            + (ports.size() == 1 ? "" : "-" + (containerFirst + ports.size() - 1))
                            + ")";
        }
    }

    /// An open socket in a container.
    ///
    /// @param transport `udp`, `tcp`
    /// @param address where it is bound
    /// @param port its port
    public record Listener(String transport, String address, int port) {
        public boolean loopback() {
            return address.startsWith("127.") || address.equals("::1");
        }

        public boolean anywhere() {
            return address.equals("0.0.0.0") || address.equals("::") || address.equals("*");
        }
    }

    /// The daemon.
    ///
    /// @param traits in what it is not simply Docker on this Linux host
    /// @param networks its bridge networks
    public record Docker(List<DockerTrait> traits, List<ContainerSubnet> networks) {
        public static final Docker UNKNOWN = new Docker(List.of(), List.of());

        public Docker {
            traits = List.copyOf(traits);
            networks = List.copyOf(networks);
        }

        /// The network that an address is in, the host's own address in it (the gateway) included.
        public Optional<ContainerSubnet> networkOf(String address) {
            return numeric(address)
                    .flatMap(it ->
                            networks.stream()
                                    .filter(network -> network.subnet().contains(it))
                                    .findFirst());
        }

        /// The network whose gateway, the host's own address on the bridge, this is.
        public Optional<ContainerSubnet> networkOfGateway(String address) {
            return networks.stream().filter(it -> gatewayOf(it).equals(address)).findFirst();
        }

        /// Docker does not always say it of its default network: it is the first address then.
        private static String gatewayOf(ContainerSubnet network) {
            return network.gateway().isEmpty()
                    ? new Subnet(network.subnet().bits() + 1, Integer.SIZE).address()
                    : network.gateway();
        }
    }

    /// The Docker host, looked at when a call goes wrong.
    ///
    /// @param obstacles what keeps the phone's packets from the server, in the order in which they
    ///   are met
    /// @param overlaps routes that take the packets for the container's network elsewhere
    /// @param staleFlows flows of which the kernel remembers another address than the container's
    /// @param towardsPhone this host's interface in the phone's network, where that is asked
    public record Host(
            List<Obstacle> obstacles,
            List<HostRoute> overlaps,
            List<StaleFlow> staleFlows,
            Optional<Lan> towardsPhone) {
        public static final Host UNKNOWN =
                new Host(List.of(), List.of(), List.of(), Optional.empty());

        public Host {
            obstacles = List.copyOf(obstacles);
            overlaps = List.copyOf(overlaps);
            staleFlows = List.copyOf(staleFlows);
        }
    }

    /// What the kernel remembers of packets to a published port.
    ///
    /// @param source `IP:port` they came from
    /// @param destination `IP:port` of the host
    /// @param remembered address they are handed to; the host's own = nobody was there then
    public record StaleFlow(String source, String destination, String remembered) {}

    /// Where the phone stands.
    ///
    /// @param address its address; empty when not known
    /// @param onThisHost whether that is this host, which reaches more than a phone on the LAN
    /// @param routes networks that it has a static route to by way of this host, `172.17.0.0/16`
    public record Phone(String address, boolean onThisHost, List<String> routes) {
        public static final Phone UNKNOWN = new Phone("", false, List.of());

        public Phone {
            routes = List.copyOf(routes);
        }
    }

    /// What an engine of ours says of itself, when Docker is not asked.
    public static Topology of(Optional<EngineInfo> engine) {
        return engine.map(it -> UNKNOWN.with(Optional.of(server(it)))).orElse(UNKNOWN);
    }

    private static Server server(EngineInfo engine) {
        boolean led =
                engine.runtime() == RuntimeKind.DOCKER
                        && engine.placement().mode() == NetworkMode.PUBLISHED;
        var published = new ArrayList<Published>();
        if (led) {
            String at = engine.reachedAt().getHostAddress();
            published.add(new Published("udp", at, engine.rtpPorts(), engine.rtpPorts().first()));
            var sip = new PortRange(engine.sipPort(), engine.sipPort());
            published.add(new Published("udp", at, sip, engine.sipPort()));
            published.add(new Published("tcp", at, sip, engine.sipPort()));
            engine.tlsPort()
                    .ifPresent(port ->
                            published.add(
                                    new Published("tcp", at, new PortRange(port, port), port)));
        }
        return new Server(
                engine.name(),
                true,
                engine.placement().mode(),
                engine.running() ? State.RUNNING : State.ENDED,
                engine.containerAddress().map(it -> Set.of(it.getHostAddress())).orElse(Set.of()),
                published,
                List.of());
    }

    /// The rules' range of an engine whose RTP is led to it by one rule and not by Docker.
    public static Optional<Published> ledByRule(EngineInfo engine) {
        return engine.placement().publishing() == Publishing.DNAT
                        && engine.placement().mode() == NetworkMode.PUBLISHED
                ? Optional.of(
                        new Published(
                                "udp",
                                engine.reachedAt().getHostAddress(),
                                engine.rtpPorts(),
                                engine.rtpPorts().first()))
                : Optional.empty();
    }

    public Topology with(Optional<Server> other) {
        return new Topology(other, docker, host, phone);
    }

    public Topology with(Docker other) {
        return new Topology(server, other, host, phone);
    }

    public Topology with(Host other) {
        return new Topology(server, docker, other, phone);
    }

    public Topology with(Phone other) {
        return new Topology(server, docker, host, other);
    }

    /// Whether an address is a container's, which a phone on the LAN has no way to by itself.
    public boolean isContainerAddress(String address) {
        return server.filter(it -> it.addresses().contains(address)).isPresent()
                || docker.networkOf(address).isPresent();
    }

    /// An address as a number; empty for a name.
    static Optional<InetAddress> numeric(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
