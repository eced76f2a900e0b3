package io.milliwatt.transport;

import java.io.IOException;
import java.net.InetSocketAddress;

/// The way to the operating system's UDP sockets: the calls of Linux where they can be made, else
/// the JDK's channels. A loop and its sockets are of the same system. Any thread.
public abstract sealed class UdpSystem permits LinuxUdp, NioUdp {
    UdpSystem() {}

    /// The fastest that works here.
    public static UdpSystem best() {
        return LinuxUdp.ifPossible().orElseGet(NioUdp::new);
    }

    /// The JDK's channels: works everywhere.
    public static UdpSystem channels() {
        return new NioUdp();
    }

    /// Opens a socket that does not block.
    ///
    /// @param local where to bind; port 0 = any
    /// @param receiveBufferBytes what the kernel shall hold while the loop is busy; it may give
    ///   less
    /// @throws IOException the port is taken, the address not local
    public final MediaSocket open(InetSocketAddress local, int receiveBufferBytes)
            throws IOException {
        return open(local, receiveBufferBytes, false);
    }

    /// @param batched whether many far ends share the socket, so that it pays to read and send many
    ///   datagrams at once
    abstract MediaSocket open(InetSocketAddress local, int receiveBufferBytes, boolean batched)
            throws IOException;

    abstract Poller poller(LoopCounters counters, LoopClock clock) throws IOException;

    /// One word for the log.
    @Override
    public abstract String toString();
}
