package io.milliwatt.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/// A socket of the JDK.
final class ChannelSocket extends MediaSocket {
    private final DatagramChannel channel;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Runnable whenFree = () -> {};

    ChannelSocket(DatagramChannel channel) throws IOException {
        super((InetSocketAddress) channel.getLocalAddress());
        this.channel = channel;
    }

    DatagramChannel channel() {
        return channel;
    }

    @Override
    void whenFree(Runnable task) {
        whenFree = task;
    }

    @Override
    public boolean isOpen() {
        return !closed.get();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                channel.close();
            } catch (IOException _) {
                // the descriptor is gone either way
            }
            whenFree.run();
        }
    }
}
