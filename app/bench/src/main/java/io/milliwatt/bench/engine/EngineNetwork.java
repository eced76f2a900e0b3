package io.milliwatt.bench.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.toolbox.Holder;
import io.milliwatt.bench.toolbox.HostChanges;
import io.milliwatt.bench.toolbox.HostCommand;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a network mode means for a launch, one class for each [NetworkMode]: which addresses, what
/// to look at beforehand, how the container is attached, and what is changed on the host for it.
sealed interface EngineNetwork
        permits PublishedNetwork, ContainerNetwork, HostNetwork, MacvlanNetwork {
    /// How the container is created.
    ///
    /// @param listening the addresses the engine is told
    /// @param ports published ports
    /// @param network the Docker network it joins; empty = Docker's default
    /// @param address its address there; empty = Docker's choice
    record Attachment(
            Listening listening, Ports ports, String network, Optional<InetAddress> address) {}

    /// Chooses the host's address for this engine; where it stands at an address of its own, that
    /// of this host which leads there.
    InetAddress chooseAddress(LaunchListener listener) throws BenchException;

    /// Looks at all that can be wrong before anything is created.
    void check(InetAddress host, LaunchListener listener) throws BenchException;

    /// How the container is attached. May create a network, which [DockerNetworks#removeUnused]
    /// takes away again.
    Attachment attach(InetAddress host, LaunchListener listener) throws BenchException;

    Surroundings around();

    /// Whether there is a [#reach], for which the toolbox is needed.
    default boolean changesHost() {
        return false;
    }

    /// The change of the host that makes a running container reachable where Docker does not; empty
    /// where Docker does.
    default Optional<HostCommand> reach(InspectContainerResponse container, InetAddress host)
            throws BenchException {
        return Optional.empty();
    }

    /// Makes that change. It is held by the container.
    default void connect(
            InspectContainerResponse container, InetAddress host, LaunchListener listener)
            throws BenchException {
        Optional<HostCommand> change = reach(container, host);
        if (change.isPresent()) {
            listener.progress(LaunchStep.START, change.get().purpose(), 0.5);
            around().host().make(change.get(), new Holder.OfContainer(container.getId()));
        }
    }

    /// The class of the request's mode.
    static EngineNetwork of(LaunchRequest request, Surroundings around) {
        return switch (request.placement().mode()) {
            case PUBLISHED -> new PublishedNetwork(request, around);
            case CONTAINER -> new ContainerNetwork(request, around);
            case HOST -> new HostNetwork(request, around);
            case MACVLAN -> new MacvlanNetwork(request, around);
        };
    }

    /// What the modes ask and use.
    ///
    /// @param checks looks at addresses and ports of this host
    /// @param daemon what is known of the daemon
    /// @param networks Docker's networks
    /// @param host makes and undoes changes of the host
    record Surroundings(
            LaunchChecks checks,
            DaemonFacts.Source daemon,
            DockerNetworks networks,
            HostChanges host) {}

    /// The ports of an engine beside its control API.
    static List<ExposedPort> sipPorts(LaunchRequest request) {
        var ports = new ArrayList<ExposedPort>();
        ports.add(ExposedPort.udp(request.sipPort()));
        ports.add(ExposedPort.tcp(request.sipPort()));
        if (request.settings().tls()) {
            ports.add(ExposedPort.tcp(EngineSettings.tlsPort(request.sipPort())));
        }
        return ports;
    }

    /// The RTP range, port by port.
    static List<ExposedPort> rtpPorts(LaunchRequest request) {
        var ports = new ArrayList<ExposedPort>();
        for (int port = request.rtpPorts().first(); port <= request.rtpPorts().last(); port++) {
            ports.add(ExposedPort.udp(port));
        }
        return ports;
    }
}
