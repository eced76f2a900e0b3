package io.milliwatt.bench.route;

import io.milliwatt.bench.network.Subnet;
import java.util.Optional;

/// A route of the kernel's main table.
///
/// @param destination where to; `0.0.0.0/0` = the default route
/// @param via the next hop; empty = the network is on the interface itself
/// @param device the interface
/// @param source the address the kernel sends from there; empty when none is preferred
public record HostRoute(
        Subnet destination, Optional<String> via, String device, Optional<String> source) {
    /// In words.
    public String words() {
        return (destination.prefix() == 0 ? "everything else" : destination.toString())
                + " goes "
                + via.map(hop -> "to " + hop + " on " + device).orElse("straight out of " + device);
    }
}
