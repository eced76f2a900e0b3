package io.milliwatt.bench.engine;

import java.net.InetAddress;
import java.util.Optional;

/// What engine to launch. Host ports equal container ports, because SDP carries the port.
///
/// @param name name of the engine, unique among the running ones; also the container's name with
///   the prefix `milliwatt-`
/// @param runtime where to run it; empty = Docker where a daemon is reachable, else embedded
/// @param advertise the address to advertise; empty = the best ranked address of this host. In mode
///   `macvlan` the container's own address on the LAN; not in mode `container`, where it is
///   Docker's choice
/// @param sipPort SIP port, UDP and TCP
/// @param rtpPorts RTP and RTCP ports
/// @param ephemeral the engine ends with this process (demo, window); false for `engine start`
/// @param settings what else it is told
/// @param placement network mode and limits; of no meaning for an embedded engine
public record LaunchRequest(
        String name,
        Optional<RuntimeKind> runtime,
        Optional<InetAddress> advertise,
        int sipPort,
        PortRange rtpPorts,
        boolean ephemeral,
        EngineSettings settings,
        Placement placement) {
    public static final String DEFAULT_NAME = "engine";

    /// Name of the engine of `milliwatt demo`, which has no option to choose another.
    public static final String DEMO_NAME = "demo";

    public static final int DEFAULT_SIP_PORT = 5060;
    public static final PortRange DEFAULT_RTP_PORTS = new PortRange(40_000, 40_019);

    /// With the default settings and placement.
    public LaunchRequest(
            String name,
            Optional<RuntimeKind> runtime,
            Optional<InetAddress> advertise,
            int sipPort,
            PortRange rtpPorts,
            boolean ephemeral) {
        this(
                name,
                runtime,
                advertise,
                sipPort,
                rtpPorts,
                ephemeral,
                EngineSettings.DEFAULT,
                Placement.DEFAULT);
    }

    public LaunchRequest withAdvertise(InetAddress address) {
        return new LaunchRequest(
                name,
                runtime,
                Optional.of(address),
                sipPort,
                rtpPorts,
                ephemeral,
                settings,
                placement);
    }

    public LaunchRequest withSettings(EngineSettings other) {
        return new LaunchRequest(
                name, runtime, advertise, sipPort, rtpPorts, ephemeral, other, placement);
    }

    public LaunchRequest withPlacement(Placement other) {
        return new LaunchRequest(
                name, runtime, advertise, sipPort, rtpPorts, ephemeral, settings, other);
    }

    /// The defaults: any runtime, best address, SIP 5060, RTP 40000-40019.
    public static LaunchRequest defaults() {
        return new LaunchRequest(
                DEFAULT_NAME,
                Optional.empty(),
                Optional.empty(),
                DEFAULT_SIP_PORT,
                DEFAULT_RTP_PORTS,
                true);
    }
}
