package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is known of the network, for judging what an SDP says.
///
/// @param sender where the message with the SDP came from; empty = not known
/// @param containerNetworks networks of containers that only their host reaches
/// @param published places outside that lead to a container; empty = not known
/// @param hostAddresses addresses of this host; empty = not known
public record Topology(
        Optional<Endpoint> sender,
        List<Prefix> containerNetworks,
        Set<Endpoint> published,
        Set<InetAddress> hostAddresses) {
    /// Nothing is known.
    public static final Topology UNKNOWN =
            new Topology(Optional.empty(), List.of(), Set.of(), Set.of());

    public Topology {
        containerNetworks = List.copyOf(containerNetworks);
        published = Set.copyOf(published);
        hostAddresses = Set.copyOf(hostAddresses);
    }

    /// Nothing but where a message came from.
    public static Topology seenFrom(Endpoint sender) {
        return new Topology(Optional.of(sender), List.of(), Set.of(), Set.of());
    }

    /// A network.
    ///
    /// @param bits length of the prefix
    public record Prefix(InetAddress network, int bits) {
        /// Whether an address is in it.
        public boolean contains(InetAddress address) {
            byte[] own = network.getAddress();
            byte[] other = address.getAddress();
            if (own.length != other.length) {
                return false;
            }
            for (int bit = 0; bit < Math.min(bits, own.length * 8); bit++) {
                int mask = 0x80 >> bit % 8;
                if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return network.getHostAddress() + "/" + bits;
        }
    }

    boolean isContainer(InetAddress address) {
        return containerNetworks.stream().anyMatch(prefix -> prefix.contains(address));
    }
}
