package io.milliwatt.bench.network;

import java.net.InetAddress;

/// One address of this host that an engine could advertise.
///
/// @param address the address
/// @param interfaceName its network interface
/// @param rank place in the ranking, 1 = best
/// @param kind what it is: `LAN`, `Wi-Fi`, `bridge`, `VPN`, `loopback`, `container network` ...
/// @param reason why it ranks there, in words
/// @param usable false for an address that is shown but never chosen by itself
public record HostAddress(
        InetAddress address,
        String interfaceName,
        int rank,
        String kind,
        String reason,
        boolean usable) {}
