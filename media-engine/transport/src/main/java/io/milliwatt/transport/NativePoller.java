package io.milliwatt.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Waits with epoll, to the nanosecond. Of a socket that one far end uses it reads one datagram a
/// readiness (the kernel says again when there is more), of one that many share a batch.
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
    private static final int COUNT = 16;
    private static final int SMALL_SIZE = 24;

    private final LinuxCalls calls = new LinuxCalls();
    private final LinuxCalls waking = new LinuxCalls();
    private final LoopClock clock;
    private final int epoll;
    private final int wakeEvent;
    private final NativeMemory events = NativeMemory.allocate(MAX_EVENTS * EVENT_SIZE);
    private final NativeMemory small = NativeMemory.allocate(SMALL_SIZE);
    private final NativeMemory one = NativeMemory.allocate(Long.BYTES);
    private final NativeInput input;
    private final NativeOutput output;
    private @Nullable NativeSocket[] byDescriptor = new NativeSocket[256];
    private long prefetched; // kept, so that nobody may leave out to read it
    private boolean precise = true;
    private volatile @Nullable Thread thread;
    private final List<NativeSocket> toClose = new ArrayList<>(); // guarded by itself
    private volatile boolean someToClose;
    private boolean gone; // guarded by toClose

    private NativePoller(LoopCounters counters, LoopClock clock) throws IOException {
        this.clock = clock;
        this.output = new NativeOutput(calls, counters);
        this.input = new NativeInput(calls, counters, clock, output);
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
        output.flush();
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
        prefetch(ready, count);
        for (int i = 0; i < count; i++) {
            int descriptor = ready.getInt(i * EVENT_SIZE + EVENT_DATA);
            NativeSocket socket = byDescriptor[descriptor];
            if (socket != null) {
                input.receive(socket);
            } else if (descriptor == wakeEvent) {
                calls.read(wakeEvent, small.address() + COUNT, Long.BYTES);
            }
        }
        input.deliver();
    }

    /// Has the processor fetch the sockets that are ready, as
    /// [DatagramHandler#prefetch(java.net.InetSocketAddress)].
    private void prefetch(ByteBuffer ready, int count) {
        long read = 0;
        for (int i = 0; i < count; i++) {
            NativeSocket socket = byDescriptor[ready.getInt(i * EVENT_SIZE + EVENT_DATA)];
            if (socket != null) {
                read += socket.descriptor();
            }
        }
        prefetched = read;
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

    @Override
    public boolean send(MediaSocket socket, ByteBuffer datagram, InetSocketAddress target) {
        return output.send((NativeSocket) socket, datagram, target);
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
        output.flush(); // its last words
        byDescriptor[socket.descriptor()] = null;
        socket.release(); // the kernel takes a closed descriptor off the epoll set itself
    }

    @Override
    public void close() {
        output.flush();
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
