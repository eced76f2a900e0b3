package io.milliwatt.bench.engine;

import io.milliwatt.bench.network.HostAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// A running (or just ended) engine.
///
/// @param name its name
/// @param runtime where it runs
/// @param mode network mode: `published` in Docker, `host` for an embedded engine
/// @param image image reference and version; `built-in` for an embedded engine
/// @param advertisedAddress the address in SDP and Contact
/// @param sipPort SIP port, UDP and TCP
/// @param rtpPorts RTP and RTCP ports
/// @param containerId full container id; empty when embedded
/// @param containerAddress address in the container network; empty when embedded
/// @param pid process id; empty in Docker
/// @param control base of the control API, on the loopback address of this host
/// @param controlToken token of this launch; never printed
/// @param startedAt when the launch began
/// @param readyMillis launch to ready; milliseconds
/// @param running whether it runs now
/// @param settings what else it was told
public record EngineInfo(
        String name,
        RuntimeKind runtime,
        String mode,
        String image,
        InetAddress advertisedAddress,
        int sipPort,
        PortRange rtpPorts,
        Optional<String> containerId,
        Optional<InetAddress> containerAddress,
        Optional<Long> pid,
        URI control,
        String controlToken,
        Instant startedAt,
        double readyMillis,
        boolean running,
        EngineSettings settings) {
    /// With the default settings.
    public EngineInfo(
            String name,
            RuntimeKind runtime,
            String mode,
            String image,
            InetAddress advertisedAddress,
            int sipPort,
            PortRange rtpPorts,
            Optional<String> containerId,
            Optional<InetAddress> containerAddress,
            Optional<Long> pid,
            URI control,
            String controlToken,
            Instant startedAt,
            double readyMillis,
            boolean running) {
        this(
                name,
                runtime,
                mode,
                image,
                advertisedAddress,
                sipPort,
                rtpPorts,
                containerId,
                containerAddress,
                pid,
                control,
                controlToken,
                startedAt,
                readyMillis,
                running,
                EngineSettings.DEFAULT);
    }

    /// The address to dial for a test number.
    public String dial(String testNumber) {
        return "sip:" + testNumber + "@" + host() + (sipPort == 5060 ? "" : ":" + sipPort);
    }

    /// The port of SIP over TLS; empty without TLS.
    public OptionalInt tlsPort() {
        return settings.tls()
                ? OptionalInt.of(EngineSettings.tlsPort(sipPort))
                : OptionalInt.empty();
    }

    /// The address to dial for a test number over TLS; empty without TLS.
    public Optional<String> dialTls(String testNumber) {
        return settings.tls()
                ? Optional.of(
                        "sip:"
                                + testNumber
                                + "@"
                                + host()
                                + ":"
                                + EngineSettings.tlsPort(sipPort)
                                + ";transport=tls")
                : Optional.empty();
    }

    private String host() {
        String host = HostAddress.text(advertisedAddress);
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    @Override
    public String toString() {
        return "EngineInfo[" + name + ", " + runtime.key() + ", " + dial("echo") + "]";
    }
}
