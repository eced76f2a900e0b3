package io.milliwatt.transport;

import java.net.InetSocketAddress;

/// A bound UDP socket that a [MediaLoop] reads and sends with. It may be closed by any thread; all
/// else happens on the loop's.
public abstract sealed class MediaSocket implements AutoCloseable
        permits NativeSocket, ChannelSocket, SharedSocket {
    private final InetSocketAddress localAddress;

    MediaSocket(InetSocketAddress localAddress) {
        this.localAddress = localAddress;
    }

    /// Address and port it is bound to.
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /// Whether it has not been closed yet.
    public abstract boolean isOpen();

    /// Nothing is read any more; the port is free soon after. Closing twice does nothing.
    @Override
    public abstract void close();

    /// Reads what sending there needs, as [DatagramHandler#prefetch(InetSocketAddress)].
    public long prefetch(InetSocketAddress target) {
        return target instanceof HeardSource heard ? heard.prefetch() : 0;
    }

    /// Runs once the port is free; any thread. Set before the socket is given to anybody.
    abstract void whenFree(Runnable task);
}
