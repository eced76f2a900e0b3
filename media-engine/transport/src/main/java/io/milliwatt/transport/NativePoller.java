package io.milliwatt.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Waits with epoll, to the nanosecond. Of a socket that one far end uses it reads one datagram a
/// readiness (the kernel says again when there is more); one that many share is read and sent with
/// in batches.
final class NativePoller implements Poller {
    /// Few enough that a timer that is due need not wait long.
    private static final int MAX_EVENTS = 64;

    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");
    private static final int EVENT_SIZE = PACKED ? 12 : 16;
    private static final int EVENT_DATA = PACKED ? 4 : 8;

    // one small block: where things lie in it
    private static final int TIMESPEC = 0;
    private static final int NAME_SIZE = 16;
    private static final int COUNT = 24;
    private static final int SOURCE = 32;
    private static final int TARGET = SOURCE + SocketName.MAX_SIZE;
    private static final int SMALL_SIZE = TARGET + SocketName.MAX_SIZE;

    private final LinuxCalls calls = new LinuxCalls();
    private final LinuxCalls waking = new LinuxCalls();
    private final LoopCounters counters;
    private final LoopClock clock;
    private final int epoll;
    private final int wakeEvent;
    private final NativeMemory events = NativeMemory.allocate(MAX_EVENTS * EVENT_SIZE);
    private final NativeMemory small = NativeMemory.allocate(SMALL_SIZE);
    private final NativeMemory one = NativeMemory.allocate(Long.BYTES);
    private final NativeMemory received = NativeMemory.allocate(MediaLoop.MAX_DATAGRAM_BYTES);
    private final NativeMemory staged = NativeMemory.allocate(MediaLoop.MAX_DATAGRAM_BYTES);
    private final ByteBuffer packet = received.bytes().duplicate(); // big endian again
    private final NativeBatch batch;
    private @Nullable NativeSocket[] byDescriptor = new NativeSocket[256];
    private boolean precise = true;
    private volatile @Nullable Thread thread;
    private final List<NativeSocket> toClose = new ArrayList<>(); // guarded by itself
    private volatile boolean someToClose;
    private boolean gone; // guarded by toClose

    private NativePoller(LoopCounters counters, LoopClock clock) throws IOException {
        this.counters = counters;
        this.clock = clock;
        this.batch = new NativeBatch(calls, counters, clock);
        this.epoll = calls.epoll();
        try {
            this.wakeEvent = calls.event();
        } catch (IOException failure) {
            calls.close(epoll);
            throw failure;
        }
        one.bytes().putLong(0, 1);
    }

    static NativePoller open(LoopCounters counters, LoopClock clock) throws IOException {
        var poller = new NativePoller(counters, clock);
        try {
            poller.add(poller.wakeEvent);
            return poller;
        } catch (IOException failure) {
            poller.close();
            throw failure;
        }
    }

    private void add(int descriptor) throws IOException {
        events.bytes().putInt(0, LinuxCalls.EPOLLIN).putLong(EVENT_DATA, descriptor);
        calls.epollAdd(epoll, descriptor, events.address());
    }

    @Override
    public void register(MediaSocket socket, DatagramHandler handler) throws IOException {
        var ours = (NativeSocket) socket;
        int descriptor = ours.descriptor();
        ours.readBy(this, handler);
        if (descriptor >= byDescriptor.length) {
            byDescriptor = Arrays.copyOf(byDescriptor, 2 * descriptor);
        }
        byDescriptor[descriptor] = ours;
        // new memory, because the events may just be being read
        NativeMemory event = NativeMemory.allocate(EVENT_SIZE);
        event.bytes().putInt(0, LinuxCalls.EPOLLIN).putLong(EVENT_DATA, descriptor);
        calls.epollAdd(epoll, descriptor, event.address());
    }

    @Override
    public void poll(long waitNanos) throws IOException {
        if (thread == null) {
            thread = Thread.currentThread();
            calls.wakePunctually();
        }
        batch.flush();
        closeWhatIsToClose();
        int count = waitForEvents(waitNanos);
        if (count < 0) {
            if (calls.error() == LinuxCalls.EINTR) {
                return;
            }
            throw new IOException("epoll failed, errno " + calls.error());
        }
        clock.read();
        ByteBuffer ready = events.bytes();
        for (int i = 0; i < count; i++) {
            int descriptor = ready.getInt(i * EVENT_SIZE + EVENT_DATA);
            NativeSocket socket = byDescriptor[descriptor];
            if (socket != null) {
                if (socket.batched()) {
                    batch.receive(socket);
                } else {
                    receive(socket);
                }
            } else if (descriptor == wakeEvent) {
                calls.read(wakeEvent, small.address() + COUNT, Long.BYTES);
            }
        }
        batch.flush();
    }

    private void setTimespec(long nanos) {
        small.bytes()
                .putLong(TIMESPEC, nanos / NANOS_PER_SECOND)
                .putLong(TIMESPEC + 8, nanos % NANOS_PER_SECOND);
    }

    private int waitForEvents(long waitNanos) {
        if (precise) {
            long timespec = 0;
            if (waitNanos != Long.MAX_VALUE) {
                setTimespec(waitNanos);
                timespec = small.address() + TIMESPEC;
            }
            int count = calls.epollWait(epoll, events.address(), MAX_EVENTS, timespec);
            if (count >= 0 || (calls.error() != ENOSYS && calls.error() != EPERM)) {
                return count;
            }
            precise = false;
        }
        long millis = (waitNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        return calls.epollWaitMillis(
                epoll,
                events.address(),
                MAX_EVENTS,
                waitNanos == Long.MAX_VALUE ? -1 : (int) Math.min(millis, Integer.MAX_VALUE));
    }

    private void receive(NativeSocket socket) {
        small.bytes().putInt(NAME_SIZE, SocketName.MAX_SIZE);
        int size =
                calls.receive(
                        socket.descriptor(),
                        received.address(),
                        MediaLoop.MAX_DATAGRAM_BYTES,
                        small.address() + SOURCE,
                        small.address() + NAME_SIZE);
        if (size < 0) {
            if (calls.error() != LinuxCalls.EAGAIN) {
                counters.receiveFailed();
            }
            return;
        }
        if (!socket.isOpen()) {
            return;
        }
        try {
            socket.handler()
                    .onDatagram(
                            packet.clear().limit(size),
                            socket.source(small.bytes(), SOURCE),
                            clock.nowNanos());
        } catch (RuntimeException failure) {
            counters.taskFailed(failure);
        }
    }

    @Override
    public boolean send(MediaSocket socket, ByteBuffer datagram, InetSocketAddress target) {
        var ours = (NativeSocket) socket;
        if (ours.batched()) {
            return batch.send(ours, datagram, target);
        }
        int size = datagram.remaining();
        if (size <= MediaLoop.MAX_DATAGRAM_BYTES
                && ours.isOpen()
                && ours.writeName(small.bytes(), TARGET, target)) {
            staged.bytes().put(0, datagram, datagram.position(), size);
            int taken =
                    calls.send(
                            ours.descriptor(),
                            staged.address(),
                            size,
                            small.address() + TARGET,
                            SocketName.size(ours.family()));
            if (taken >= 0) {
                return true;
            }
        }
        counters.sendFailed();
        return false;
    }

    @Override
    public void wakeUp() {
        synchronized (toClose) {
            if (!gone) {
                waking.write(wakeEvent, one.address(), Long.BYTES);
            }
        }
    }

    /// Closes a socket: at once on the loop's thread, on others before the next wait.
    void closeSoon(NativeSocket socket) {
        if (Thread.currentThread() == thread) {
            release(socket);
            return;
        }
        synchronized (toClose) {
            if (gone) {
                return; // closed with all others
            }
            toClose.add(socket);
            someToClose = true;
        }
        wakeUp();
    }

    private void closeWhatIsToClose() {
        if (!someToClose) {
            return;
        }
        List<NativeSocket> sockets;
        synchronized (toClose) {
            sockets = List.copyOf(toClose);
            toClose.clear();
            someToClose = false;
        }
        sockets.forEach(this::release);
    }

    private void release(NativeSocket socket) {
        byDescriptor[socket.descriptor()] = null;
        socket.release(); // the kernel takes a closed descriptor off the epoll set itself
    }

    @Override
    public void close() {
        batch.flush();
        synchronized (toClose) {
            gone = true;
            toClose.clear();
            calls.close(wakeEvent);
        }
        for (NativeSocket socket : byDescriptor.clone()) {
            if (socket != null) {
                release(socket);
            }
        }
        calls.close(epoll);
    }
}
