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
/// @param placement network mode (`host` for an embedded engine) and limits
/// @param image image reference and version; `built-in` for an embedded engine
/// @param advertisedAddress the address in SDP and Contact
/// @param sipPort SIP port, UDP and TCP
/// @param rtpPorts RTP and RTCP ports
/// @param containerId full container id; empty when embedded
/// @param containerAddress address in the container network; empty when embedded
/// @param pid process id; empty in Docker
/// @param control base of the control API: on the loopback address of this host, or at the
///   container's own address where nothing is published
/// @param controlToken token of this launch; never printed
/// @param startedAt when the launch began
/// @param readyMillis launch to ready; milliseconds
/// @param running whether it runs now
/// @param settings what else it was told
/// @param reachedAt the address at which it is called: the host's, or the container's own. The
///   advertised one may be another, on purpose
public record EngineInfo(
        String name,
        RuntimeKind runtime,
        Placement placement,
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
        EngineSettings settings,
        InetAddress reachedAt) {
    /// With the default settings, reached at the advertised address.
    ///
    /// @param mode word of the network mode
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
                Placement.of(NetworkMode.find(mode).orElseThrow()),
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
                EngineSettings.DEFAULT,
                advertisedAddress);
    }

    /// The word of its network mode.
    public String mode() {
        return placement.mode().key();
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
        String host = HostAddress.text(reachedAt);
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    @Override
    public String toString() {
        return "EngineInfo[" + name + ", " + runtime.key() + ", " + dial("echo") + "]";
    }
}
