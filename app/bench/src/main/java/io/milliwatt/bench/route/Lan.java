package io.milliwatt.bench.route;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The network on which the phones are.
///
/// @param device the Docker host's interface in it
/// @param subnet its addresses
/// @param host the Docker host's own address in it: the phones' next hop
public record Lan(String device, Subnet subnet, String host) {
    /// The network that holds an address, or of the default route when none is given.
    ///
    /// @param routes the host's routes
    /// @param phone an address on the network; empty = the network of the default route
    public static Optional<Lan> of(List<HostRoute> routes, Optional<InetAddress> phone) {
        List<HostRoute> links =
                routes.stream()
                        .filter(it -> it.via().isEmpty() && it.source().isPresent())
                        .toList();
        Optional<HostRoute> link =
                phone.isPresent()
                        ? links.stream()
                                .filter(it -> it.destination().contains(phone.get()))
                                .max(Comparator.comparingInt(it -> it.destination().prefix()))
                        : routes.stream()
                                .filter(it -> it.destination().prefix() == 0)
                                .findFirst()
                                .flatMap(route ->
                                        links.stream()
                                                .filter(it -> it.device().equals(route.device()))
                                                .findFirst());
        return link.map(it -> new Lan(it.device(), it.destination(), it.source().orElse("")));
    }
}
