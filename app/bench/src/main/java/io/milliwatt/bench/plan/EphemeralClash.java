package io.milliwatt.bench.plan;

/// A range of ports of which the kernel gives some to any program that asks for a port: an engine
/// that starts later finds them taken, now and then.
///
/// @param first first ephemeral port of the kernel, `net.ipv4.ip_local_port_range`
/// @param last last one
/// @param ports how many ports of the wanted range lie in it and are not reserved
/// @param fix a command that keeps them free, or a range beside
public record EphemeralClash(int first, int last, int ports, String fix) {}
