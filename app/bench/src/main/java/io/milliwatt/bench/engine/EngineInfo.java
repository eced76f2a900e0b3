package io.milliwatt.bench.engine;

import io.milliwatt.bench.network.HostAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

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
        boolean running) {
    /// The address to dial for a test number.
    public String dial(String testNumber) {
        String host = HostAddress.text(advertisedAddress);
        return "sip:"
                + testNumber
                + "@"
                + (host.indexOf(':') < 0 ? host : "[" + host + "]")
                + (sipPort == 5060 ? "" : ":" + sipPort);
    }

    @Override
    public String toString() {
        return "EngineInfo[" + name + ", " + runtime.key() + ", " + dial("echo") + "]";
    }
}
