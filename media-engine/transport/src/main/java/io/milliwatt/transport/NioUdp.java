package io.milliwatt.transport;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/// The JDK's channels and selector.
final class NioUdp extends UdpSystem {
    static DatagramChannel channel(InetSocketAddress local, int receiveBufferBytes)
            throws IOException {
        // an IPv4 socket for an IPv4 address: sources then come as IPv4 addresses, not as mapped
        // ones
        var family =
                local.getAddress() instanceof Inet4Address
                        ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6;
        var channel = DatagramChannel.open(family);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
            channel.bind(local);
            return channel;
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    @Override
    MediaSocket open(InetSocketAddress local, int receiveBufferBytes, boolean batched)
            throws IOException {
        return new ChannelSocket(channel(local, receiveBufferBytes));
    }

    @Override
    Poller poller(LoopCounters counters, LoopClock clock) throws IOException {
        return new SelectorPoller(counters, clock);
    }

    @Override
    public String toString() {
        return "NIO";
    }
}
