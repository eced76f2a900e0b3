package io.milliwatt.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// A socket of the Linux kernel. Its descriptor is closed by the loop that reads it, because a
/// number that is closed under way may be another file's by the time it is used.
final class NativeSocket extends MediaSocket {
    private final LinuxCalls calls;
    private final int descriptor;
    private final int family;
    private final @Nullable SourceCache sources;
    private Runnable whenFree = () -> {};
    private volatile boolean closed;
    private @Nullable NativePoller reader; // guarded by this

    // a packet from the last source makes no new object; of the loop's thread, like the handler
    private @Nullable HeardSource lastSource;
    private DatagramHandler handler = (_, _, _) -> false;
    private boolean read;

    NativeSocket(
            LinuxCalls calls,
            int descriptor,
            int family,
            InetSocketAddress localAddress,
            boolean batched) {
        super(localAddress);
        this.calls = calls;
        this.descriptor = descriptor;
        this.family = family;
        this.sources = batched ? new SourceCache() : null;
    }

    int descriptor() {
        return descriptor;
    }

    int family() {
        return family;
    }

    /// Whether it is read and sent with in batches.
    boolean batched() {
        return sources != null;
    }

    /// Whether a loop reads it, which then also closes its descriptor. Loop thread.
    boolean isRead() {
        return read;
    }

    DatagramHandler handler() {
        return handler;
    }

    /// The source a datagram came from: the same object as long as it is the same source.
    HeardSource source(ByteBuffer names, int at) {
        if (sources != null) {
            return sources.source(names, at);
        }
        HeardSource last = lastSource;
        if (last == null || !last.isNamed(names, at)) {
            last = SocketName.read(names, at);
            lastSource = last;
        }
        return last;
    }

    /// From now on that poller reads it, and closes it.
    synchronized void readBy(NativePoller poller, DatagramHandler to) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (reader != null) {
            throw new IOException("the socket is registered already");
        }
        reader = poller;
        handler = to;
        read = true;
    }

    @Override
    public long prefetch(InetSocketAddress target) {
        return descriptor + super.prefetch(target);
    }

    @Override
    void whenFree(Runnable task) {
        whenFree = task;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        NativePoller poller;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            poller = reader;
        }
        if (poller == null) {
            release();
        } else {
            poller.closeSoon(this);
        }
    }

    /// Closes the descriptor; once, by whoever has just taken the socket out of use.
    void release() {
        closed = true;
        calls.close(descriptor);
        whenFree.run();
    }
}
