package io.milliwatt.transport;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What a wake-up reads. First some datagrams are received, then their handlers run, then what they
/// send is sent: the kernel's code and ours each stay in the processor's caches for a while, which
/// is worth more than a system call, and what the handlers need is fetched for many at once. Loop
/// thread.
final class NativeInput {
    /// So many sockets with a datagram each are read before the handlers run: enough for the
    /// caches, and few enough that the first does not wait long for the last.
    private static final int SINGLES = 32;

    private final LinuxCalls calls;
    private final LoopCounters counters;
    private final LoopClock clock;
    private final NativeOutput output;
    private final DatagramSlots slots = new DatagramSlots();
    private final ByteBuffer[] datagrams = new ByteBuffer[DatagramSlots.COUNT];
    private final @Nullable NativeSocket[] sockets = new NativeSocket[DatagramSlots.COUNT];
    private final int[] sizes = new int[DatagramSlots.COUNT];
    private final @Nullable HeardSource[] sources = new HeardSource[DatagramSlots.COUNT];
    private int count;
    private long prefetched; // kept, so that nobody may leave out to read it

    NativeInput(LinuxCalls calls, LoopCounters counters, LoopClock clock, NativeOutput output) {
        this.calls = calls;
        this.counters = counters;
        this.clock = clock;
        this.output = output;
        for (int i = 0; i < DatagramSlots.COUNT; i++) {
            datagrams[i] = slots.datagram(i);
        }
    }

    /// Receives a datagram of a socket that one far end uses, or many of one that many share. The
    /// kernel says again when there is more. Its handler runs now or at [#deliver()].
    void receive(NativeSocket socket) {
        if (socket.batched()) {
            deliver();
            receiveMany(socket);
            deliver();
            return;
        }
        slots.setNameSize(count, SocketName.MAX_SIZE);
        int size =
                calls.receive(
                        socket.descriptor(),
                        slots.datagramAddress(count),
                        MediaLoop.MAX_DATAGRAM_BYTES,
                        slots.nameAddress(count),
                        slots.nameSizeAddress(count));
        if (size < 0) {
            failed();
            return;
        }
        sockets[count] = socket;
        sizes[count++] = size;
        if (count == SINGLES) {
            deliver();
        }
    }

    private void receiveMany(NativeSocket socket) {
        for (int i = 0; i < DatagramSlots.COUNT; i++) {
            slots.setNameSize(i, SocketName.MAX_SIZE);
        }
        int received =
                calls.receiveMany(socket.descriptor(), slots.headerAddress(0), DatagramSlots.COUNT);
        if (received < 0) {
            failed();
            return;
        }
        for (int i = 0; i < received; i++) {
            sockets[i] = socket;
            sizes[i] = slots.receivedSize(i);
        }
        count = received;
    }

    private void failed() {
        if (calls.error() != LinuxCalls.EAGAIN) {
            counters.receiveFailed();
        }
    }

    /// Runs the handlers of what was received, and sends what they sent.
    void deliver() {
        prefetch();
        long nowNanos = clock.nowNanos();
        for (int i = 0; i < count; i++) {
            NativeSocket socket = sockets[i];
            HeardSource source = sources[i];
            sockets[i] = null;
            sources[i] = null;
            if (socket == null || source == null || !socket.isOpen()) {
                continue;
            }
            try {
                socket.handler().onDatagram(datagrams[i].clear().limit(sizes[i]), source, nowNanos);
            } catch (RuntimeException failure) {
                counters.taskFailed(failure);
            }
        }
        count = 0;
        output.flush();
    }

    /// Finds the sources, and has the processor fetch what the handlers will need.
    private void prefetch() {
        ByteBuffer names = slots.names();
        for (int i = 0; i < count; i++) {
            NativeSocket socket = sockets[i];
            if (socket != null) {
                sources[i] = socket.source(names, DatagramSlots.nameAt(i));
            }
        }
        long read = 0;
        for (int i = 0; i < count; i++) {
            NativeSocket socket = sockets[i];
            HeardSource source = sources[i];
            if (socket != null && source != null) {
                read += socket.handler().prefetch(source);
            }
        }
        prefetched = read;
    }
}
