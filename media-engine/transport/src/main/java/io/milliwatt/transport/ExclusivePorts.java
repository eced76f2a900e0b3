package io.milliwatt.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A pair of ports a call, as every media server has it. Opening a pair makes about ten system
/// calls.
public final class ExclusivePorts implements PortPool {
    private static final int RECEIVE_BUFFER_BYTES = 256 * 1_024;

    private final UdpSystem system;
    private final InetAddress bindAddress;
    private final int firstPort;
    private final int lastPort;
    private final PortPairs pairs;

    /// @param system where the sockets are from
    /// @param firstPort first port of the range; an odd first port is left unused
    /// @param lastPort last port of the range, included; an even last port is left unused
    /// @throws PortRangeException the range holds no pair of an even port and the next
    public ExclusivePorts(UdpSystem system, InetAddress bindAddress, int firstPort, int lastPort)
            throws PortRangeException {
        this.system = system;
        this.bindAddress = bindAddress;
        this.firstPort = firstPort;
        this.lastPort = lastPort;
        this.pairs = new PortPairs(firstPort, lastPort);
    }

    /// Takes a pair and binds it, whoever wants it. A pair that another process holds is passed
    /// over and counted, and tried again later.
    @Override
    public Optional<MediaSockets> open(PortRequest request) {
        return open();
    }

    /// The same for one who does not know his far end yet.
    public Optional<MediaSockets> open() {
        return pairs.take(this::bind);
    }

    /// The same, as channels.
    public Optional<ChannelPair> openChannels() {
        return pairs.take(this::bindChannels);
    }

    @Override
    public int capacity() {
        return pairs.capacity();
    }

    @Override
    public int pairsInUse() {
        return pairs.inUse();
    }

    @Override
    public long foreignHolds() {
        return pairs.foreignHolds();
    }

    @Override
    public UdpSystem system() {
        return system;
    }

    @Override
    public void close() {
        // a pair is bound for its call and goes with it
    }

    public int firstPort() {
        return firstPort;
    }

    public int lastPort() {
        return lastPort;
    }

    private Optional<MediaSockets> bind(int port) {
        MediaSocket rtp;
        try {
            rtp = system.open(new InetSocketAddress(bindAddress, port), RECEIVE_BUFFER_BYTES);
        } catch (IOException _) {
            return Optional.empty();
        }
        try {
            var rtcp =
                    system.open(new InetSocketAddress(bindAddress, port + 1), RECEIVE_BUFFER_BYTES);
            return Optional.of(new Pair(pairs, rtp, rtcp));
        } catch (IOException _) {
            rtp.close();
            return Optional.empty();
        }
    }

    private Optional<ChannelPair> bindChannels(int port) {
        DatagramChannel rtp;
        try {
            rtp = NioUdp.channel(new InetSocketAddress(bindAddress, port), RECEIVE_BUFFER_BYTES);
        } catch (IOException _) {
            return Optional.empty();
        }
        try {
            var rtcp =
                    NioUdp.channel(
                            new InetSocketAddress(bindAddress, port + 1), RECEIVE_BUFFER_BYTES);
            return Optional.of(new ChannelPair(pairs, port, rtp, rtcp));
        } catch (IOException _) {
            try {
                rtp.close();
            } catch (IOException _) {
                // the descriptor is gone either way
            }
            return Optional.empty();
        }
    }

    private static final class Pair implements MediaSockets {
        private final MediaSocket rtp;
        private final MediaSocket rtcp;
        private final AtomicBoolean closed = new AtomicBoolean();

        Pair(PortPairs pairs, MediaSocket rtp, MediaSocket rtcp) {
            this.rtp = rtp;
            this.rtcp = rtcp;
            var bound = new AtomicInteger(2);
            Runnable free =
                    () -> {
                        if (bound.decrementAndGet() == 0) {
                            pairs.giveBack(rtpPort());
                        }
                    };
            rtp.whenFree(free);
            rtcp.whenFree(free);
        }

        @Override
        public MediaSocket rtp() {
            return rtp;
        }

        @Override
        public MediaSocket rtcp() {
            return rtcp;
        }

        @Override
        public void announce(InetSocketAddress newRtp, InetSocketAddress newRtcp, long nowNanos) {
            // whatever comes to these ports is for this call anyway
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                rtp.close();
                rtcp.close();
            }
        }
    }
}
