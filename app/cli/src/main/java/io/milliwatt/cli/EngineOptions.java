package io.milliwatt.cli;

import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.engine.Limits;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.engine.Publishing;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that launches an engine.
final class EngineOptions {
    @Option(
            names = "--runtime",
            paramLabel = "auto|docker|embedded",
            description =
                    "Where the engine runs: a container, or a child process. auto takes Docker where a daemon is reachable (default: ${DEFAULT-VALUE})",
            defaultValue = "auto")
    private String runtime = "auto";

    @Option(
            names = "--sip-port",
            paramLabel = "PORT",
            description = "SIP port, UDP and TCP (default: ${DEFAULT-VALUE})",
            defaultValue = "5060")
    private int sipPort = LaunchRequest.DEFAULT_SIP_PORT;

    @Option(
            names = "--rtp-ports",
            paramLabel = "FIRST-LAST",
            description = "RTP and RTCP ports, two for each call (default: ${DEFAULT-VALUE})",
            defaultValue = "40000-40019")
    private String rtpPorts = LaunchRequest.DEFAULT_RTP_PORTS.toString();

    @Option(
            names = "--advertise",
            paramLabel = "IP|container",
            description =
                    "Address for SDP and Contact (default: the first that \"milliwatt network\" lists). With --mode macvlan the engine's own address on the LAN; container: the container's, to see what goes wrong")
    private @Nullable String advertise;

    @Option(
            names = "--mode",
            paramLabel = "published|container|host|macvlan",
            description =
                    "Network of the container: host ports lead to it, its own address on Docker's bridge, the host's network, an own address on the LAN (default: ${DEFAULT-VALUE})",
            defaultValue = "published")
    private String mode = "published";

    @Option(
            names = "--publish",
            paramLabel = "ports|dnat",
            description =
                    "How --mode published leads RTP to the container: Docker publishes each port, or one DNAT rule for the whole range (default: ${DEFAULT-VALUE})",
            defaultValue = "ports")
    private String publish = "ports";

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "Docker network to join (default: bridge; macvlan: one of our own)")
    private String network = "";

    @Option(
            names = "--cpus",
            paramLabel = "NUMBER",
            description = "Processors the container may use, such as 1.5 (default: all)")
    private @Nullable String cpus;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "Memory the container may use, such as 1g (default: 512m)")
    private @Nullable String memory;

    LaunchRequest toRequest(String name, boolean ephemeral) throws BenchException {
        return new LaunchRequest(
                        name, runtime(), advertise(), port(), PortRange.parse(rtpPorts), ephemeral)
                .withPlacement(placement());
    }

    private Placement placement() throws BenchException {
        NetworkMode wanted = NetworkMode.of(mode);
        Publishing publishing = Publishing.of(publish);
        if (wanted != NetworkMode.PUBLISHED) {
            refuse(publishing == Publishing.DNAT, "--publish dnat", wanted);
            refuse(advertisesContainer(), "--advertise container", wanted);
        }
        if (wanted == NetworkMode.HOST) {
            refuse(!network.isEmpty(), "--network", wanted);
        }
        Limits limits = Limits.DEFAULT;
        if (cpus != null) {
            limits = limits.withCpus(cpus);
        }
        if (memory != null) {
            limits = limits.withMemory(memory);
        }
        return new Placement(wanted, publishing, advertisesContainer(), network, limits);
    }

    private static void refuse(boolean given, String option, NetworkMode mode)
            throws BenchException {
        if (given) {
            throw new BenchException(
                    ProblemCode.BAD_USAGE,
                    option + " means nothing with --mode " + mode.key(),
                    "Leave one of them away");
        }
    }

    private boolean advertisesContainer() {
        return "container".equalsIgnoreCase(advertise);
    }

    private Optional<RuntimeKind> runtime() throws BenchException {
        return switch (runtime.toLowerCase(Locale.ROOT)) {
            case "auto" -> Optional.empty();
            case "docker" -> Optional.of(RuntimeKind.DOCKER);
            case "embedded" -> Optional.of(RuntimeKind.EMBEDDED);
            default ->
                    throw new BenchException(
                            ProblemCode.BAD_USAGE,
                            "\"" + runtime + "\" is no runtime",
                            "Give --runtime auto, docker or embedded");
        };
    }

    private int port() throws BenchException {
        if (sipPort < 1 || sipPort > 65_535) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    sipPort + " is no port",
                    "Give --sip-port a number from 1 to 65535");
        }
        return sipPort;
    }

    private Optional<InetAddress> advertise() throws BenchException {
        if (advertise == null || advertisesContainer()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(advertise));
        } catch (IllegalArgumentException _) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "\"" + advertise + "\" is no IP address",
                    "Give --advertise one of the addresses that ./milliwatt network lists");
        }
    }
}
