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

    // the last source, as the kernel writes it: a packet from there again makes no new object; of
    // the loop's thread, like the handler
    private @Nullable InetSocketAddress lastSource;
    private long name0;
    private long name1;
    private long name2;
    private long name3;
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
    InetSocketAddress source(ByteBuffer names, int at) {
        if (sources != null) {
            return sources.source(names, at);
        }
        InetSocketAddress last = lastSource;
        long first = names.getLong(at);
        if (last != null && first == name0) {
            if (family == LinuxCalls.AF_INET
                    || (names.getLong(at + 8) == name1
                            && names.getLong(at + 16) == name2
                            && names.getInt(at + 24) == (int) name3)) {
                return last;
            }
        }
        name0 = first;
        name1 = names.getLong(at + 8);
        name2 = names.getLong(at + 16);
        name3 = names.getInt(at + 24);
        last = SocketName.read(names, at);
        lastSource = last;
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
