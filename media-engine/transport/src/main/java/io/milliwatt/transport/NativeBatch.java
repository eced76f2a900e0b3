package io.milliwatt.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads and sends many datagrams of one socket with one system call each: recvmmsg and sendmmsg.
/// What is sent waits until [#flush()], at most until the end of the wake-up. Loop thread.
///
/// ```
/// struct mmsghdr (64 bytes)   name (8)  name size (4 + 4)  iovec (8)  iovec count (8)
///                             control (8)  control size (8)  flags (4 + 4)  datagram size (4 + 4)
/// struct iovec (16 bytes)     address (8)  size (8)
/// ```
final class NativeBatch {
    private static final int SLOTS = 64;
    private static final int HEADER_SIZE = 64;
    private static final int VECTOR_SIZE = 16;

    private final LinuxCalls calls;
    private final LoopCounters counters;
    private final LoopClock clock;
    private final Side in = new Side();
    private final Side out = new Side();
    private final ByteBuffer[] packets = new ByteBuffer[SLOTS];
    private int pending;
    private @Nullable NativeSocket sender;
    private int slot;
    private @Nullable InetSocketAddress source;

    /// Headers, vectors, names and datagrams of one direction.
    private static final class Side {
        final NativeMemory headers = NativeMemory.allocate(SLOTS * HEADER_SIZE);
        final NativeMemory vectors = NativeMemory.allocate(SLOTS * VECTOR_SIZE);
        final NativeMemory names = NativeMemory.allocate(SLOTS * SocketName.MAX_SIZE);
        final NativeMemory datagrams = NativeMemory.allocate(SLOTS * MediaLoop.MAX_DATAGRAM_BYTES);

        Side() {
            for (int i = 0; i < SLOTS; i++) {
                headers.bytes()
                        .putLong(i * HEADER_SIZE, names.address() + i * SocketName.MAX_SIZE)
                        .putInt(i * HEADER_SIZE + 8, SocketName.MAX_SIZE)
                        .putLong(i * HEADER_SIZE + 16, vectors.address() + i * VECTOR_SIZE)
                        .putLong(i * HEADER_SIZE + 24, 1);
                vectors.bytes()
                        .putLong(
                                i * VECTOR_SIZE,
                                datagrams.address() + i * MediaLoop.MAX_DATAGRAM_BYTES)
                        .putLong(i * VECTOR_SIZE + 8, MediaLoop.MAX_DATAGRAM_BYTES);
            }
        }

        void nameSize(int slot, int size) {
            headers.bytes().putInt(slot * HEADER_SIZE + 8, size);
        }

        void datagramSize(int slot, int size) {
            vectors.bytes().putLong(slot * VECTOR_SIZE + 8, size);
        }

        int receivedSize(int slot) {
            return headers.bytes().getInt(slot * HEADER_SIZE + 56);
        }
    }

    NativeBatch(LinuxCalls calls, LoopCounters counters, LoopClock clock) {
        this.calls = calls;
        this.counters = counters;
        this.clock = clock;
        for (int i = 0; i < SLOTS; i++) {
            packets[i] =
                    in.datagrams
                            .bytes()
                            .slice(i * MediaLoop.MAX_DATAGRAM_BYTES, MediaLoop.MAX_DATAGRAM_BYTES);
        }
    }

    /// Hands on what is there, at most one batch; the kernel says again when there is more.
    void receive(NativeSocket socket) {
        int count = calls.receiveMany(socket.descriptor(), in.headers.address(), SLOTS);
        if (count < 0) {
            if (calls.error() != LinuxCalls.EAGAIN) {
                counters.receiveFailed();
            }
            return;
        }
        for (int i = 0; i < count && socket.isOpen(); i++) {
            in.nameSize(i, SocketName.MAX_SIZE);
            slot = i;
            InetSocketAddress from = socket.source(in.names.bytes(), i * SocketName.MAX_SIZE);
            source = from;
            try {
                socket.handler()
                        .onDatagram(
                                packets[i].clear().limit(in.receivedSize(i)),
                                from,
                                clock.nowNanos());
            } catch (RuntimeException failure) {
                counters.taskFailed(failure);
            }
        }
        source = null;
        flush();
    }

    /// Puts a copy of a datagram with those to be sent.
    boolean send(NativeSocket socket, ByteBuffer datagram, InetSocketAddress target) {
        if (pending == SLOTS || (sender != socket && pending > 0)) {
            flush();
        }
        int size = datagram.remaining();
        if (size > MediaLoop.MAX_DATAGRAM_BYTES || !socket.isOpen() || !writeName(socket, target)) {
            counters.sendFailed();
            return false;
        }
        sender = socket;
        out.nameSize(pending, SocketName.size(socket.family()));
        out.datagramSize(pending, size);
        out.datagrams
                .bytes()
                .put(pending * MediaLoop.MAX_DATAGRAM_BYTES, datagram, datagram.position(), size);
        pending++;
        return true;
    }

    private boolean writeName(NativeSocket socket, InetSocketAddress target) {
        ByteBuffer names = out.names.bytes();
        int at = pending * SocketName.MAX_SIZE;
        if (target != source) {
            return SocketName.write(names, at, socket.family(), target);
        }
        names.put(at, in.names.bytes(), slot * SocketName.MAX_SIZE, SocketName.MAX_SIZE);
        return true;
    }

    /// Sends what waits. A datagram that the system does not take is counted and gone.
    void flush() {
        NativeSocket socket = sender;
        if (pending == 0 || socket == null) {
            return;
        }
        for (int sent = 0; sent < pending; ) {
            int taken =
                    socket.isOpen()
                            ? calls.sendMany(
                                    socket.descriptor(),
                                    out.headers.address() + sent * HEADER_SIZE,
                                    pending - sent)
                            : -1;
            if (taken <= 0) {
                counters.sendFailed();
                sent++;
            } else {
                sent += taken;
            }
        }
        pending = 0;
    }
}
