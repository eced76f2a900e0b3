package io.milliwatt.phone;

import io.milliwatt.transport.ChannelPair;
import io.milliwatt.transport.ExclusivePorts;
import io.milliwatt.transport.PortRangeException;
import io.milliwatt.transport.UdpSystem;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Where the phone gets its pairs of RTP and RTCP sockets from.
final class RtpSockets {
    private static final int TRIES = 200;
    private static final int LOWEST = 16_384;
    private static final int HIGHEST = 32_766;

    private final InetAddress bindAddress;
    private final Optional<ExclusivePorts> range;

    RtpSockets(PhoneConfig config) throws PortRangeException {
        bindAddress = config.bindAddress();
        range =
                config.rtpPorts().isPresent()
                        ? Optional.of(
                                new ExclusivePorts(
                                        UdpSystem.channels(),
                                        bindAddress,
                                        config.rtpPorts().get().first(),
                                        config.rtpPorts().get().last()))
                        : Optional.empty();
    }

    /// A bound pair; empty when none is to be had.
    Optional<ChannelPair> open() {
        return range.isPresent() ? range.get().openChannels() : anyFree();
    }

    /// Words for [#open()] having returned nothing.
    String noneFree() {
        return range.map(r -> "all RTP ports " + r.firstPort() + "-" + r.lastPort() + " are in use")
                .orElse("no pair of UDP ports for RTP is free");
    }

    /// Below the ports the system gives out, so that no other program is given the pair by chance.
    private Optional<ChannelPair> anyFree() {
        for (int i = 0; i < TRIES; i++) {
            int even = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST) & ~1;
            try {
                Optional<ChannelPair> pair =
                        new ExclusivePorts(UdpSystem.channels(), bindAddress, even, even + 1)
                                .openChannels();
                if (pair.isPresent()) {
                    return pair;
                }
            } catch (PortRangeException e) {
                throw new IllegalStateException("an even port and the next are a range", e);
            }
        }
        return Optional.empty();
    }
}
