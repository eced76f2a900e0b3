package io.milliwatt.bench.topology;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.milliwatt.bench.docker.DockerSite;
import io.milliwatt.bench.docker.MachineFacts;
import io.milliwatt.bench.doctor.CallEvidence;
import io.milliwatt.bench.doctor.MediaFacts.AtServer;
import io.milliwatt.bench.doctor.SdpFacts;
import io.milliwatt.bench.doctor.Topology;
import io.milliwatt.bench.doctor.Topology.Docker;
import io.milliwatt.bench.doctor.Topology.Host;
import io.milliwatt.bench.doctor.Topology.Listener;
import io.milliwatt.bench.doctor.Topology.Phone;
import io.milliwatt.bench.doctor.Topology.Server;
import io.milliwatt.bench.doctor.Topology.State;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.route.ContainerSubnets;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipTransport;
import io.milliwatt.sip.SipUri;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// Finds out the [Topology] of a call.
public final class TopologyLook {
    private final Toolbox toolbox;

    public TopologyLook(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /// With the user's Docker. Cheap: nothing is opened before it is needed.
    public static TopologyLook create() {
        return new TopologyLook(Toolbox.create());
    }

    /// What the daemon alone says, in some ten milliseconds. Where it cannot be asked, what the
    /// engine says of itself.
    ///
    /// @param target SIP URI called
    /// @param engine the engine called, when it is one of ours
    public Topology quick(String target, Optional<EngineInfo> engine, Phone phone) {
        Topology known = Topology.of(engine).with(phone);
        boolean embedded = engine.filter(it -> it.runtime() == RuntimeKind.EMBEDDED).isPresent();
        if (embedded || !toolbox.docker().endpoint().isLocal()) {
            return known;
        }
        try {
            toolbox.docker().check();
            Optional<ServerLook.Found> found = find(target, engine);
            var docker = new Docker(List.of(), new ContainerSubnets(toolbox.docker()).all());
            Topology with = known.with(docker);
            return found.isPresent() ? with.with(found.map(ServerLook.Found::server)) : with;
        } catch (BenchException _) {
            return known;
        }
    }

    /// What Docker says of one container.
    public static Server server(InspectContainerResponse container) {
        return ServerLook.server(container, Optional.empty());
    }

    /// What was seen in a server's container while a call was on.
    ///
    /// @param packets at its interface
    /// @param listening its open sockets; those for RTP are there as long as the call only
    public record Watched(AtServer packets, List<Listener> listening) {}

    /// The same, with the daemon's kind, the host's routes, rules and flows, and the sockets in the
    /// container; what cannot be read is left as it was. Takes about a second, and nothing where
    /// the toolbox image is not there.
    ///
    /// @param watched what was seen while the call was on; empty when nobody looked
    public Topology deep(Topology quick, CallEvidence evidence, Optional<Watched> watched) {
        if (!toolbox.docker().endpoint().isLocal() || !isOfThisHost(quick, evidence)) {
            return quick;
        }
        Topology deep = quick.with(kind(quick.docker()));
        if (!toolbox.isReady()) {
            return deep;
        }
        deep = deep.with(host(deep, evidence));
        if (watched.isPresent()) {
            List<Listener> listening = watched.get().listening();
            return deep.with(deep.server().map(it -> it.with(listening)));
        }
        boolean over = evidence.answered() && evidence.end().isPresent();
        return over ? deep : deep.with(withSockets(deep, evidence));
    }

    /// A remote server's troubles are not written in this host's rules.
    private static boolean isOfThisHost(Topology quick, CallEvidence evidence) {
        return quick.server().isPresent()
                || uri(evidence.target())
                        .flatMap(TopologyLook::addressOf)
                        .filter(evidence.hostAddresses()::contains)
                        .isPresent();
    }

    private Docker kind(Docker known) {
        try {
            var site = DockerSite.of(toolbox.docker(), MachineFacts.read(List.of()));
            return new Docker(site.traits(), known.networks());
        } catch (BenchException _) {
            return known;
        }
    }

    private Host host(Topology topology, CallEvidence evidence) {
        Optional<HostLook.Sent> sent = sent(evidence);
        try {
            return sent.isPresent()
                    ? new HostLook(toolbox).look(topology, sent.get())
                    : topology.host();
        } catch (BenchException _) {
            return topology.host();
        }
    }

    /// What the phone sent in vain: SIP, when nobody answered, else RTP.
    private static Optional<HostLook.Sent> sent(CallEvidence evidence) {
        Optional<SdpFacts> answer = evidence.answer().filter(it -> it.rtpPort() > 0);
        if (answer.isPresent()) {
            return answer.map(it -> new HostLook.Sent("udp", it.address(), it.rtpPort()));
        }
        Optional<SipUri> uri = uri(evidence.target());
        return uri.flatMap(TopologyLook::addressOf)
                .map(it ->
                        new HostLook.Sent(
                                uri.get().effectiveTransport() == SipTransport.UDP ? "udp" : "tcp",
                                it.getHostAddress(),
                                uri.get().effectivePort()));
    }

    private Optional<Server> withSockets(Topology topology, CallEvidence evidence) {
        if (topology.server().filter(it -> it.state() == State.RUNNING).isEmpty()) {
            return topology.server();
        }
        try {
            Optional<ServerLook.Found> found = find(evidence.target(), evidence.engine());
            if (found.isEmpty()) {
                return topology.server();
            }
            List<Listener> listening = new SocketLook(toolbox).listeners(found.get().id());
            return topology.server().map(it -> it.with(listening));
        } catch (BenchException _) {
            return topology.server();
        }
    }

    /// Watches for two seconds what arrives at and leaves the container that is called, and reads
    /// its sockets; empty where that cannot be seen.
    public Optional<Watched> watch(String target, Optional<EngineInfo> engine) {
        try {
            Optional<ServerLook.Found> found =
                    toolbox.docker().endpoint().isLocal() && toolbox.isReady()
                            ? find(target, engine)
                            : Optional.empty();
            if (found.isEmpty() || found.get().server().addresses().isEmpty()) {
                return Optional.empty();
            }
            Server server = found.get().server();
            int port = uri(target).map(SipUri::effectivePort).orElse(SipUri.DEFAULT_PORT);
            int inside =
                    server.published().stream()
                            .filter(it -> it.has(port))
                            .map(it -> it.containerFirst() + port - it.ports().first())
                            .findFirst()
                            .orElse(port);
            var look = new SocketLook(toolbox);
            String container = found.get().id();
            List<Listener> listening = look.listeners(container);
            return Optional.of(new Watched(look.watch(container, server, inside), listening));
        } catch (BenchException _) {
            return Optional.empty();
        }
    }

    private Optional<ServerLook.Found> find(String target, Optional<EngineInfo> engine)
            throws BenchException {
        var look = new ServerLook(toolbox.docker());
        if (engine.isPresent()) {
            return look.of(engine.get());
        }
        Optional<SipUri> uri = uri(target);
        Optional<InetAddress> address = uri.flatMap(TopologyLook::addressOf);
        return address.isEmpty()
                ? Optional.empty()
                : look.at(address.get().getHostAddress(), uri.get().effectivePort());
    }

    private static Optional<SipUri> uri(String target) {
        try {
            return Optional.of(SipUri.parse(target));
        } catch (SipException _) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> addressOf(SipUri uri) {
        try {
            return Optional.of(InetAddress.getByName(uri.host()));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }
}
