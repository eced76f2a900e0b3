package io.milliwatt.sip;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/// How an endpoint is set up.
///
/// @param bindAddress local address to listen on; the wildcard address listens on all
/// @param port UDP and TCP port; 0 = any that is free for all transports
/// @param transports at least one
/// @param advertisedHost IP address written into Contact and Via instead of the local one, for an
///   endpoint behind address translation (a container)
/// @param agent product written into User-Agent and Server, such as `milliwatt-engine/0.1`
/// @param limits bounds
public record SipStackConfig(
        InetAddress bindAddress,
        int port,
        Set<SipTransport> transports,
        Optional<String> advertisedHost,
        String agent,
        SipLimits limits) {
    public SipStackConfig {
        transports = Set.copyOf(transports);
        if (transports.isEmpty()) {
            throw new IllegalArgumentException("An endpoint needs at least one transport");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("Port " + port + " is not in 0..65535");
        }
    }

    /// UDP and TCP with the default limits, advertising the local address.
    public static SipStackConfig on(InetAddress bindAddress, int port, String agent) {
        return new SipStackConfig(
                bindAddress,
                port,
                Set.of(SipTransport.UDP, SipTransport.TCP),
                Optional.empty(),
                agent,
                SipLimits.DEFAULT);
    }

    public SipStackConfig withAdvertisedHost(String host) {
        return new SipStackConfig(bindAddress, port, transports, Optional.of(host), agent, limits);
    }

    public SipStackConfig withTransports(Set<SipTransport> wanted) {
        return new SipStackConfig(bindAddress, port, wanted, advertisedHost, agent, limits);
    }

    public SipStackConfig withLimits(SipLimits wanted) {
        return new SipStackConfig(bindAddress, port, transports, advertisedHost, agent, wanted);
    }
}
