package io.milliwatt.cli;

import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.engine.PortRange;
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
            paramLabel = "IP",
            description =
                    "Address for SDP and Contact (default: the first that \"milliwatt network\" lists)")
    private @Nullable String advertise;

    LaunchRequest toRequest(String name, boolean ephemeral) throws BenchException {
        return new LaunchRequest(
                name, runtime(), advertise(), port(), PortRange.parse(rtpPorts), ephemeral);
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
        if (advertise == null) {
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
