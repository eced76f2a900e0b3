package io.milliwatt.bench.route;

import java.net.InetAddress;

/// The first packet of a flow that a host forwards, as its rules see it.
///
/// @param in interface it came in by
/// @param out interface it is to leave by
/// @param source where it is from
/// @param destination where it is to
/// @param protocol `udp`, `tcp`
/// @param port destination port
public record Packet(
        String in,
        String out,
        InetAddress source,
        InetAddress destination,
        String protocol,
        int port) {}
