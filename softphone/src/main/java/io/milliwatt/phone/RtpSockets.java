package io.milliwatt.phone;

import io.milliwatt.transport.MediaSockets;
import io.milliwatt.transport.PortPool;
import io.milliwatt.transport.PortRangeException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Optional;

/// Where the phone gets its pairs of RTP and RTCP sockets from.
final class RtpSockets {
    private static final int TRIES = 50;

    private final InetAddress bindAddress;
    private final Optional<PortPool> range;

    RtpSockets(PhoneConfig config) throws PortRangeException {
        bindAddress = config.bindAddress();
        range =
                config.rtpPorts().isPresent()
                        ? Optional.of(
                                new PortPool(
                                        bindAddress,
                                        config.rtpPorts().get().first(),
                                        config.rtpPorts().get().last()))
                        : Optional.empty();
    }

    /// A bound pair; empty when none is to be had.
    Optional<MediaSockets> open() {
        return range.isPresent() ? range.get().open() : anyFree();
    }

    /// Words for [#open()] having returned nothing.
    String noneFree() {
        return range.map(r -> "all RTP ports " + r.firstPort() + "-" + r.lastPort() + " are in use")
                .orElse("no pair of UDP ports for RTP is free");
    }

    /// Asks the system for a free port and takes the pair it belongs to.
    private Optional<MediaSockets> anyFree() {
        for (int i = 0; i < TRIES; i++) {
            try (DatagramSocket probe = new DatagramSocket(0, bindAddress)) {
                int even = probe.getLocalPort() & ~1;
                probe.close();
                Optional<MediaSockets> pair =
                        new PortPool(bindAddress, even, Math.min(65_535, even + 1)).open();
                if (pair.isPresent()) {
                    return pair;
                }
            } catch (SocketException | PortRangeException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
