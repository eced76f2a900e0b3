package io.milliwatt.bench.route;

import io.milliwatt.bench.network.Subnet;
import java.util.Map;
import java.util.Optional;

/// A bridge network of Docker, as its own address management (IPAM) describes it.
///
/// @param name `bridge`, `bench`
/// @param subnet its IPv4 network
/// @param gateway the host's address in it; empty when it has none
/// @param bridge the host's interface: `docker0`, `br-0123456789ab`
/// @param options its options, such as `com.docker.network.bridge.gateway_mode_ipv4`
public record ContainerSubnet(
        String name, Subnet subnet, String gateway, String bridge, Map<String, String> options) {
    private static final String GATEWAY_MODE = "com.docker.network.bridge.gateway_mode_ipv4";
    private static final String TRUSTED = "com.docker.network.bridge.trusted_host_interfaces";

    public ContainerSubnet {
        options = Map.copyOf(options);
    }

    /// `nat`, `nat-unprotected`, `routed`, `isolated`.
    public String gatewayMode() {
        return options.getOrDefault(GATEWAY_MODE, "nat");
    }

    /// The host interfaces from which published ports may be reached directly, separated by colons.
    public Optional<String> trustedInterfaces() {
        return Optional.ofNullable(options.get(TRUSTED));
    }
}
