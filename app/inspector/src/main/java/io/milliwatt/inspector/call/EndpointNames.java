package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/// Names of hosts and ports that somebody knows: `phone`, `engine`, `host`.
///
/// @param byEndpoint asked first
/// @param byAddress asked then
public record EndpointNames(Map<Endpoint, String> byEndpoint, Map<InetAddress, String> byAddress) {
    /// Nobody is known.
    public static final EndpointNames NONE = new EndpointNames(Map.of(), Map.of());

    public EndpointNames {
        byEndpoint = Map.copyOf(byEndpoint);
        byAddress = Map.copyOf(byAddress);
    }

    /// The name; empty when it has none.
    public Optional<String> of(Endpoint endpoint) {
        return Optional.ofNullable(byEndpoint.get(endpoint))
                .or(() -> Optional.ofNullable(byAddress.get(endpoint.address())));
    }
}
