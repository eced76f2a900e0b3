package io.milliwatt.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/// Waits with a selector of the JDK, to the millisecond.
final class SelectorPoller implements Poller {
    private static final int MAX_READS_PER_SOCKET = 32;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private record Registered(ChannelSocket socket, DatagramHandler handler) {}

    private final LoopCounters counters;
    private final LoopClock clock;
    private final Selector selector;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(MediaLoop.MAX_DATAGRAM_BYTES);
    private final Consumer<SelectionKey> onReady = this::read;

    SelectorPoller(LoopCounters counters, LoopClock clock) throws IOException {
        this.counters = counters;
        this.clock = clock;
        this.selector = Selector.open();
    }

    @Override
    public void poll(long waitNanos) throws IOException {
        if (waitNanos == Long.MAX_VALUE) {
            selector.select(onReady);
        } else if (waitNanos == 0) {
            selector.selectNow(onReady);
        } else {
            // at least 1: what is left of a millisecond is waited for and not spun away
            selector.select(onReady, Math.max(1, waitNanos / NANOS_PER_MILLI));
        }
    }

    @Override
    public void register(MediaSocket socket, DatagramHandler handler) throws IOException {
        var ours = (ChannelSocket) socket;
        ours.channel().register(selector, SelectionKey.OP_READ, new Registered(ours, handler));
    }

    @Override
    public boolean send(MediaSocket socket, ByteBuffer datagram, InetSocketAddress target) {
        try {
            if (((ChannelSocket) socket).channel().send(datagram, target) > 0) {
                return true;
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            // counted below: a datagram that cannot be sent is a lost datagram
        }
        counters.sendFailed();
        return false;
    }

    private void read(SelectionKey key) {
        var channel = (DatagramChannel) key.channel();
        DatagramHandler handler = ((Registered) key.attachment()).handler();
        clock.read();
        for (int i = 0; i < MAX_READS_PER_SOCKET; i++) {
            packet.clear();
            SocketAddress source;
            try {
                source = channel.receive(packet);
            } catch (IOException _) {
                counters.receiveFailed();
                return;
            }
            if (source == null) {
                return;
            }
            packet.flip();
            try {
                handler.onDatagram(packet, (InetSocketAddress) source, clock.nowNanos());
            } catch (RuntimeException failure) {
                counters.taskFailed(failure);
            }
        }
    }

    @Override
    public void wakeUp() {
        selector.wakeup();
    }

    @Override
    public void close() {
        for (SelectionKey key : selector.keys()) {
            ((Registered) key.attachment()).socket().close();
        }
        try {
            selector.close();
        } catch (IOException failure) {
            counters.taskFailed(failure);
        }
    }
}
