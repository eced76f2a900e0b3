package io.milliwatt.bench.tap;

import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.nat.Translations;
import io.milliwatt.inspector.packet.Datagram;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/// Tells which way a packet goes: by the engine's RTP range, which is the same before and after
/// addresses are rewritten, and where that says nothing, by its addresses.
///
/// @param rtpPorts the engine's RTP ports; empty when they are not known
/// @param addresses the engine's own, and those by which it is reached
/// @param translations what leads to the engine, as far as that is known
public record Sides(
        Optional<PortRange> rtpPorts, Set<InetAddress> addresses, Translations translations) {
    /// Nothing is known of translations.
    public Sides(Optional<PortRange> rtpPorts, Set<InetAddress> addresses) {
        this(rtpPorts, addresses, Translations.NONE);
    }

    public Sides {
        addresses = Set.copyOf(addresses);
    }

    /// Empty for a packet that is not the engine's.
    Optional<Way> of(Datagram datagram) {
        boolean to = isMedia(datagram.destinationPort());
        boolean from = isMedia(datagram.sourcePort());
        if (to == from) {
            to = addresses.contains(datagram.destination().address());
            from = addresses.contains(datagram.source().address());
        }
        if (to == from) {
            return Optional.empty();
        }
        return Optional.of(to ? Way.TO_ENGINE : Way.FROM_ENGINE);
    }

    private boolean isMedia(int port) {
        return rtpPorts.isPresent()
                && port >= rtpPorts.get().first()
                && port <= rtpPorts.get().last();
    }
}
