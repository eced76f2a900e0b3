package io.milliwatt.bench.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.NetworkSettings;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.state.ProcessIdentity;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an engine looks as a container, written and read: everything that is known of an engine is
/// in its labels, ports and environment, so that any process can ask the daemon for it.
final class EngineContainer {
    static final String NAME_PREFIX = "milliwatt-";
    static final String LABEL = "io.milliwatt";
    static final String ENGINE = "engine";

    static final String NAME = "io.milliwatt.name";
    private static final String ADVERTISE = "io.milliwatt.advertise";
    private static final String SIP_PORT = "io.milliwatt.sip-port";
    private static final String RTP_PORTS = "io.milliwatt.rtp-ports";
    private static final String STARTED = "io.milliwatt.started";
    private static final String EPHEMERAL = "io.milliwatt.ephemeral";
    private static final String OWNER = "io.milliwatt.owner";

    private static final int CONTROL_PORT = 5080;
    private static final long MEMORY_BYTES = 512L << 20;
    private static final long MAX_PROCESSES = 256;

    private EngineContainer() {}

    static String containerName(String engine) {
        return NAME_PREFIX + engine;
    }

    static Map<String, String> labels(
            LaunchRequest request, InetAddress address, ProcessIdentity owner) {
        return Map.of(
                LABEL, ENGINE,
                NAME, request.name(),
                ADVERTISE, address.getHostAddress(),
                SIP_PORT, Integer.toString(request.sipPort()),
                RTP_PORTS, request.rtpPorts().toString(),
                STARTED, Instant.now().toString(),
                EPHEMERAL, Boolean.toString(request.ephemeral()),
                OWNER, owner.word());
    }

    static List<String> environment(LaunchRequest request, InetAddress address, String token) {
        return EngineEnvironment.of(request, address, "0.0.0.0", "0.0.0.0", CONTROL_PORT, token)
                .entrySet()
                .stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .toList();
    }

    static List<ExposedPort> exposedPorts(LaunchRequest request) {
        var ports = new ArrayList<ExposedPort>();
        ports.add(ExposedPort.tcp(CONTROL_PORT));
        ports.add(ExposedPort.udp(request.sipPort()));
        ports.add(ExposedPort.tcp(request.sipPort()));
        if (request.settings().tls()) {
            ports.add(ExposedPort.tcp(EngineSettings.tlsPort(request.sipPort())));
        }
        for (int port = request.rtpPorts().first(); port <= request.rtpPorts().last(); port++) {
            ports.add(ExposedPort.udp(port));
        }
        return ports;
    }

    /// Host port equals container port, because SDP and Contact carry the port; bound to one
    /// address, which halves the number of proxies and keeps the engine off other networks. The
    /// control API is published on the loopback address, on any free port.
    static HostConfig hostConfig(LaunchRequest request, InetAddress address) {
        var bindings = new Ports();
        for (ExposedPort port : exposedPorts(request)) {
            bindings.bind(
                    port,
                    port.equals(ExposedPort.tcp(CONTROL_PORT))
                            ? Ports.Binding.bindIp("127.0.0.1")
                            : Ports.Binding.bindIpAndPort(
                                    address.getHostAddress(), port.getPort()));
        }
        return HostConfig.newHostConfig()
                .withPortBindings(bindings)
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of("/tmp", "rw,noexec,nosuid,nodev,size=16m"))
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY_BYTES)
                .withMemorySwap(MEMORY_BYTES)
                .withPidsLimit(MAX_PROCESSES)
                .withRestartPolicy(RestartPolicy.noRestart())
                .withLogConfig(
                        new LogConfig(
                                LogConfig.LoggingType.JSON_FILE,
                                Map.of("max-size", "5m", "max-file", "2")));
    }

    /// Reads a container back; empty when it is not one of ours.
    ///
    /// @param readyMillis launch to ready; 0 when not known
    static Optional<EngineInfo> read(InspectContainerResponse container, double readyMillis) {
        Map<String, String> labels = labelsOf(container);
        try {
            return Optional.of(
                    new EngineInfo(
                            label(labels, NAME),
                            RuntimeKind.DOCKER,
                            "published",
                            imageOf(container),
                            InetAddress.ofLiteral(label(labels, ADVERTISE)),
                            Integer.parseInt(label(labels, SIP_PORT)),
                            PortRange.parse(label(labels, RTP_PORTS)),
                            Optional.of(container.getId()),
                            addressOf(container),
                            Optional.empty(),
                            controlOf(container),
                            environmentOf(container).getOrDefault(EngineEnvironment.TOKEN, ""),
                            Instant.parse(label(labels, STARTED)),
                            readyMillis,
                            isRunning(container),
                            EngineEnvironment.settings(environmentOf(container))));
        } catch (BenchException | RuntimeException _) {
            return Optional.empty(); // labelled by somebody else
        }
    }

    /// Whether nobody will end this container any more: it ran for a process that was killed, or
    /// its launch was killed before the container ran.
    ///
    /// @param sameMachine whether the daemon is on this machine
    static boolean isLeftover(Map<String, String> labels, String dockerState, boolean sameMachine) {
        boolean ownerEnded =
                ProcessIdentity.parse(labels.getOrDefault(OWNER, ""))
                        .filter(it -> it.hasEnded(sameMachine))
                        .isPresent();
        boolean ephemeral = Boolean.parseBoolean(labels.getOrDefault(EPHEMERAL, "false"));
        return ownerEnded && (ephemeral || dockerState.equals("created"));
    }

    static boolean isRunning(InspectContainerResponse container) {
        return Boolean.TRUE.equals(container.getState().getRunning());
    }

    /// The host port of the control API; the port 0 stands for "not published", after the end.
    static URI controlOf(InspectContainerResponse container) {
        NetworkSettings network = container.getNetworkSettings();
        Ports ports = network == null ? null : network.getPorts();
        if (ports != null) {
            Ports.Binding[] bindings = ports.getBindings().get(ExposedPort.tcp(CONTROL_PORT));
            if (bindings != null && bindings.length > 0) {
                return URI.create("http://127.0.0.1:" + bindings[0].getHostPortSpec());
            }
        }
        return URI.create("http://127.0.0.1:0");
    }

    private static Map<String, String> environmentOf(InspectContainerResponse container) {
        ContainerConfig config = container.getConfig();
        String[] environment = config.getEnv();
        var variables = new HashMap<String, String>();
        for (String each : environment == null ? new String[0] : environment) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                variables.put(each.substring(0, equals), each.substring(equals + 1));
            }
        }
        return variables;
    }

    private static Optional<InetAddress> addressOf(InspectContainerResponse container) {
        NetworkSettings network = container.getNetworkSettings();
        Map<String, ContainerNetwork> networks =
                network == null || network.getNetworks() == null ? Map.of() : network.getNetworks();
        return networks.values().stream()
                .map(ContainerNetwork::getIpAddress)
                .filter(each -> each != null && !each.isEmpty())
                .map(InetAddress::ofLiteral)
                .findFirst();
    }

    private static String imageOf(InspectContainerResponse container) {
        return String.valueOf(container.getConfig().getImage());
    }

    static Map<String, String> labelsOf(InspectContainerResponse container) {
        Map<String, String> labels = container.getConfig().getLabels();
        return labels == null ? Map.of() : new HashMap<>(labels);
    }

    private static String label(Map<String, String> labels, String name) {
        String value = labels.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no label " + name);
        }
        return value;
    }
}
