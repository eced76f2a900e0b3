package io.milliwatt.bench.lan;

import io.milliwatt.bench.network.Subnet;
import java.util.List;
import java.util.Optional;

/// A small network for one phone: eight addresses of a documentation range (RFC 5737), of which the
/// host has the first, the phone the second, and the router that knows nothing the third.
///
/// @param prefix its addresses
record LanSubnet(Subnet prefix) {
    static final int PREFIX_LENGTH = 29;
    private static final int SIZE = 8;
    private static final List<Subnet> RANGES =
            List.of(
                    Subnet.parse("198.51.100.0/24").orElseThrow(),
                    Subnet.parse("203.0.113.0/24").orElseThrow(),
                    Subnet.parse("192.0.2.0/24").orElseThrow());

    /// The first one that overlaps with nothing the host has a route or an address for.
    ///
    /// @param taken destinations of the host's routes; default routes, and the halves by which a
    ///   VPN takes over all traffic, do not count
    static Optional<LanSubnet> free(List<Subnet> taken) {
        for (Subnet range : RANGES) {
            for (int index = 0; index < range.size(); index += SIZE) {
                var subnet = new Subnet(range.bits() + index, PREFIX_LENGTH);
                if (taken.stream().noneMatch(it -> it.prefix() >= 8 && it.overlaps(subnet))) {
                    return Optional.of(new LanSubnet(subnet));
                }
            }
        }
        return Optional.empty();
    }

    String host() {
        return prefix.at(1);
    }

    String phone() {
        return prefix.at(2);
    }

    String router() {
        return prefix.at(3);
    }
}
