package io.milliwatt.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The RTP ports of an engine, given out in pairs, one pair a call (the exclusive pool). A pair
/// that comes back goes to the end of the queue, so that late packets of an ended call find nobody
/// rather than the next call.
///
/// Safe for use from several threads; opening a pair makes four system calls.
public final class PortPool {
    private static final int SOCKET_BUFFER_BYTES = 256 * 1_024;

    private final InetAddress bindAddress;
    private final int firstPort;
    private final int lastPort;
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Set<Integer> inUse = new HashSet<>();
    private long foreign;

    /// @param firstPort first port of the range; an odd first port is left unused
    /// @param lastPort last port of the range, included; an even last port is left unused
    /// @throws PortRangeException the range holds no pair of an even port and the next
    public PortPool(InetAddress bindAddress, int firstPort, int lastPort)
            throws PortRangeException {
        if (firstPort < 1 || lastPort > 65_535 || firstPort > lastPort) {
            throw new PortRangeException(
                    "RTP ports "
                            + firstPort
                            + "-"
                            + lastPort
                            + ": give two ports between 1 and 65535, the smaller first");
        }
        this.bindAddress = bindAddress;
        this.firstPort = firstPort;
        this.lastPort = lastPort;
        for (int port = firstPort + (firstPort & 1); port + 1 <= lastPort; port += 2) {
            free.add(port);
        }
        if (free.isEmpty()) {
            throw new PortRangeException(
                    "RTP ports "
                            + firstPort
                            + "-"
                            + lastPort
                            + " hold no pair of an even port and the next: give at least two ports");
        }
    }

    /// Takes a pair and binds it. A pair that another process holds is passed over and counted, and
    /// tried again later.
    ///
    /// @return empty when no pair of the range is to be had
    public synchronized Optional<MediaSockets> open() {
        for (int tries = free.size(); tries > 0; tries--) {
            int port = free.remove();
            var sockets = bind(port);
            if (sockets.isPresent()) {
                inUse.add(port);
                return sockets;
            }
            foreign++;
            free.add(port);
        }
        return Optional.empty();
    }

    /// How many calls the pool can carry at once.
    public synchronized int capacity() {
        return free.size() + inUse.size();
    }

    /// How many pairs are given out.
    public synchronized int pairsInUse() {
        return inUse.size();
    }

    /// How often a pair was passed over because another process held one of its ports.
    public synchronized long foreignHolds() {
        return foreign;
    }

    public int firstPort() {
        return firstPort;
    }

    public int lastPort() {
        return lastPort;
    }

    synchronized void giveBack(int rtpPort) {
        if (inUse.remove(rtpPort)) {
            free.add(rtpPort);
        }
    }

    private Optional<MediaSockets> bind(int port) {
        DatagramChannel rtp = null;
        DatagramChannel rtcp = null;
        try {
            rtp = openChannel(port);
            rtcp = openChannel(port + 1);
            return Optional.of(new MediaSockets(this, port, rtp, rtcp));
        } catch (IOException _) {
            try {
                if (rtp != null) {
                    rtp.close();
                }
                if (rtcp != null) {
                    rtcp.close();
                }
            } catch (IOException _) {
                // the descriptor is gone either way
            }
            return Optional.empty();
        }
    }

    private DatagramChannel openChannel(int port) throws IOException {
        // an IPv4 socket for an IPv4 address: sources then come as IPv4 addresses, not as mapped
        // ones
        var family =
                bindAddress instanceof java.net.Inet4Address
                        ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6;
        var channel = DatagramChannel.open(family);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
            channel.bind(new InetSocketAddress(bindAddress, port));
            return channel;
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }
}
