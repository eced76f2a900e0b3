package io.milliwatt.bench.lan;

import java.util.List;
import java.util.Optional;

/// A small network for one phone: eight addresses of a documentation range (RFC 5737), of which the
/// host has the first, the phone the second, and the router that knows nothing the third.
///
/// @param base the network's address as a number, a multiple of 8
record LanSubnet(long base) {
    static final int PREFIX_LENGTH = 29;
    private static final int SIZE = 8;
    private static final List<Ipv4Prefix> RANGES =
            List.of(
                    Ipv4Prefix.parse("198.51.100.0/24").orElseThrow(),
                    Ipv4Prefix.parse("203.0.113.0/24").orElseThrow(),
                    Ipv4Prefix.parse("192.0.2.0/24").orElseThrow());

    /// The first one that overlaps with nothing the host has a route or an address for.
    ///
    /// @param taken destinations of the host's routes; default routes, and the halves by which a
    ///   VPN takes over all traffic, do not count
    static Optional<LanSubnet> free(List<Ipv4Prefix> taken) {
        for (Ipv4Prefix range : RANGES) {
            for (long base = range.first(); base < range.last(); base += SIZE) {
                var subnet = new LanSubnet(base);
                if (taken.stream()
                        .noneMatch(it -> it.length() >= 8 && it.overlaps(subnet.prefix()))) {
                    return Optional.of(subnet);
                }
            }
        }
        return Optional.empty();
    }

    Ipv4Prefix prefix() {
        return new Ipv4Prefix(base, PREFIX_LENGTH);
    }

    String host() {
        return Ipv4Prefix.text(base + 1);
    }

    String phone() {
        return Ipv4Prefix.text(base + 2);
    }

    String router() {
        return Ipv4Prefix.text(base + 3);
    }
}
