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
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.realtime.RealTime;
import io.milliwatt.bench.state.ProcessIdentity;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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

    private static final String ADVERTISE = "io.milliwatt.advertise";
    private static final String SIP_PORT = "io.milliwatt.sip-port";
    private static final String RTP_PORTS = "io.milliwatt.rtp-ports";
    private static final String MODE = "io.milliwatt.mode";
    private static final String PUBLISH = "io.milliwatt.publish";
    private static final String HOST = "io.milliwatt.host";
    private static final String CONTROL = "io.milliwatt.control-port";
    private static final String NETWORK = "io.milliwatt.network";
    private static final String STARTED = "io.milliwatt.started";
    private static final String EPHEMERAL = "io.milliwatt.ephemeral";
    private static final String OWNER = "io.milliwatt.owner";
    private static final String JOURNAL = "io.milliwatt.journal";

    private static final URI NOWHERE = URI.create("http://127.0.0.1:0");
    private static final long MAX_PROCESSES = 256;

    private EngineContainer() {}

    static String containerName(String engine) {
        return NAME_PREFIX + engine;
    }

    static Map<String, String> labels(
            LaunchRequest request,
            InetAddress host,
            EngineNetwork.Attachment attachment,
            ProcessIdentity owner,
            Path journal) {
        Placement placement = request.placement();
        var labels = new HashMap<String, String>();
        labels.put(LABEL, ENGINE);
        labels.put(MODE, placement.mode().key());
        labels.put(PUBLISH, placement.publishing().key());
        labels.put(NETWORK, placement.network());
        labels.put(HOST, host.getHostAddress());
        labels.put(ADVERTISE, attachment.listening().advertise());
        labels.put(CONTROL, Integer.toString(attachment.listening().controlPort()));
        labels.put(SIP_PORT, Integer.toString(request.sipPort()));
        labels.put(RTP_PORTS, request.rtpPorts().toString());
        labels.put(STARTED, Instant.now().toString());
        labels.put(EPHEMERAL, Boolean.toString(request.ephemeral()));
        labels.put(OWNER, owner.word());
        labels.put(JOURNAL, journal.toString());
        labels.put(RealTime.LABEL, Boolean.toString(request.settings().realtime()));
        return labels;
    }

    static List<String> environment(LaunchRequest request, Listening listening, String token) {
        return EngineEnvironment.of(request, listening, token).entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .toList();
    }

    static HostConfig hostConfig(LaunchRequest request, EngineNetwork.Attachment attachment) {
        Limits limits = request.placement().limits();
        var config =
                HostConfig.newHostConfig()
                        .withPortBindings(attachment.ports())
                        .withReadonlyRootfs(true)
                        .withTmpFs(Map.of("/tmp", "rw,noexec,nosuid,nodev,size=16m"))
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges"))
                        .withMemory(limits.memoryBytes())
                        .withMemorySwap(limits.memoryBytes())
                        .withPidsLimit(MAX_PROCESSES)
                        .withRestartPolicy(RestartPolicy.noRestart())
                        .withLogConfig(
                                new LogConfig(
                                        LogConfig.LoggingType.JSON_FILE,
                                        Map.of("max-size", "5m", "max-file", "2")));
        if (limits.cpus() > 0) {
            config.withNanoCPUs(Math.round(limits.cpus() * 1e9));
        }
        if (!attachment.network().isEmpty()) {
            config.withNetworkMode(attachment.network());
        }
        return config;
    }

    /// The host's address chosen for it.
    static Optional<InetAddress> hostOf(InspectContainerResponse container) {
        return Optional.ofNullable(labelsOf(container).get(HOST)).map(InetAddress::ofLiteral);
    }

    /// Whether what the host is changed for it is written down in that journal.
    static boolean isJournalledAt(InspectContainerResponse container, Path journal) {
        return journal.toString().equals(labelsOf(container).get(JOURNAL));
    }

    /// When it was started last, also by others; the beginning of time when it never was.
    static Instant runningSince(InspectContainerResponse container) {
        String text = container.getState().getStartedAt();
        try {
            return text == null ? Instant.MIN : Instant.parse(text);
        } catch (DateTimeParseException _) {
            return Instant.MIN;
        }
    }

    /// Reads a container back; empty when it is not one of ours.
    ///
    /// @param readyMillis launch to ready; 0 when not known
    static Optional<EngineInfo> read(InspectContainerResponse container, double readyMillis) {
        Map<String, String> labels = labelsOf(container);
        try {
            Placement placement = placementOf(container);
            Optional<InetAddress> own = addressOf(container);
            InetAddress host = InetAddress.ofLiteral(label(labels, HOST));
            InetAddress reachedAt = placement.mode().ownAddress() ? own.orElse(host) : host;
            String advertised = label(labels, ADVERTISE);
            return Optional.of(
                    new EngineInfo(
                            nameOf(container),
                            RuntimeKind.DOCKER,
                            placement,
                            imageOf(container),
                            advertised.equals(Listening.OWN)
                                    ? own.orElse(host)
                                    : InetAddress.ofLiteral(advertised),
                            Integer.parseInt(label(labels, SIP_PORT)),
                            PortRange.parse(label(labels, RTP_PORTS)),
                            Optional.of(container.getId()),
                            own,
                            Optional.empty(),
                            controlOf(container),
                            environmentOf(container).getOrDefault(EngineEnvironment.TOKEN, ""),
                            Instant.parse(label(labels, STARTED)),
                            readyMillis,
                            isRunning(container),
                            settingsOf(container, placement, host),
                            reachedAt));
        } catch (BenchException | RuntimeException _) {
            return Optional.empty(); // labelled by somebody else
        }
    }

    /// What it was told, from its environment and labels.
    private static EngineSettings settingsOf(
            InspectContainerResponse container, Placement placement, InetAddress host) {
        Map<String, String> labels = labelsOf(container);
        String advertised = labels.getOrDefault(ADVERTISE, Listening.OWN);
        boolean behindNat =
                !placement.mode().ownAddress()
                        && !advertised.equals(Listening.OWN)
                        && !advertised.equals(host.getHostAddress());
        return EngineEnvironment.settings(environmentOf(container))
                .withBehindNat(behindNat ? advertised : "")
                .withRealtime(Boolean.parseBoolean(labels.get(RealTime.LABEL)));
    }

    /// The engine's name is in the container's, which can be renamed; a label cannot.
    static String nameOf(InspectContainerResponse container) {
        return engineName(container.getName());
    }

    /// The engine's name in a container's, `/milliwatt-engine`.
    static String engineName(String containerName) {
        String name = containerName.startsWith("/") ? containerName.substring(1) : containerName;
        return name.startsWith(NAME_PREFIX) ? name.substring(NAME_PREFIX.length()) : name;
    }

    /// How it was placed.
    ///
    /// @throws IllegalArgumentException it has not the labels of ours
    static Placement placementOf(InspectContainerResponse container) throws BenchException {
        Map<String, String> labels = labelsOf(container);
        HostConfig config = container.getHostConfig();
        Long nanoCpus = config.getNanoCPUs();
        Long memory = config.getMemory();
        var limits = new Limits(nanoCpus == null ? 0 : nanoCpus / 1e9, memory == null ? 0 : memory);
        NetworkMode mode = NetworkMode.of(label(labels, MODE));
        return new Placement(
                mode,
                Publishing.of(label(labels, PUBLISH)),
                mode == NetworkMode.PUBLISHED && label(labels, ADVERTISE).equals(Listening.OWN),
                label(labels, NETWORK),
                limits);
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

    /// Removes a container, running or not, with its volumes; nothing happens when it is gone.
    static void remove(DockerConnection docker, String id) throws BenchException {
        docker.askForOne(
                it -> it.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec());
    }

    static NetworkMode modeOf(InspectContainerResponse container) {
        return NetworkMode.find(labelsOf(container).getOrDefault(MODE, ""))
                .orElse(NetworkMode.PUBLISHED);
    }

    /// Where the control API is reached; the port 0 stands for "nowhere", after the end.
    static URI controlOf(InspectContainerResponse container) {
        Map<String, String> labels = labelsOf(container);
        return switch (modeOf(container)) {
            case PUBLISHED -> publishedControl(container);
            case HOST -> URI.create("http://127.0.0.1:" + labels.getOrDefault(CONTROL, "0"));
            case CONTAINER, MACVLAN ->
                    addressOf(container)
                            .map(it ->
                                    URI.create(
                                            "http://"
                                                    + (it instanceof Inet4Address
                                                            ? it.getHostAddress()
                                                            : "[" + it.getHostAddress() + "]")
                                                    + ":"
                                                    + Listening.CONTROL_PORT))
                            .orElse(NOWHERE);
        };
    }

    private static URI publishedControl(InspectContainerResponse container) {
        NetworkSettings network = container.getNetworkSettings();
        Ports ports = network == null ? null : network.getPorts();
        if (ports != null) {
            Ports.Binding[] bindings =
                    ports.getBindings().get(ExposedPort.tcp(Listening.CONTROL_PORT));
            if (bindings != null && bindings.length > 0) {
                return URI.create("http://127.0.0.1:" + bindings[0].getHostPortSpec());
            }
        }
        return NOWHERE;
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

    /// Its address in the first of its networks; none in the host's.
    static Optional<InetAddress> addressOf(InspectContainerResponse container) {
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
