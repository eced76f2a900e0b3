package io.milliwatt.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What is to be sent: copies that wait until [#flush()], at most until the end of the wake-up.
/// Neighbours of one socket go with one system call. Loop thread.
final class NativeOutput {
    private final LinuxCalls calls;
    private final LoopCounters counters;
    private final DatagramSlots slots = new DatagramSlots();
    private final @Nullable NativeSocket[] sockets = new NativeSocket[DatagramSlots.COUNT];
    private int count;

    NativeOutput(LinuxCalls calls, LoopCounters counters) {
        this.calls = calls;
        this.counters = counters;
    }

    /// Puts a copy of a datagram with those to be sent.
    boolean send(NativeSocket socket, ByteBuffer datagram, InetSocketAddress target) {
        if (count == DatagramSlots.COUNT) {
            flush();
        }
        int size = datagram.remaining();
        if (size > MediaLoop.MAX_DATAGRAM_BYTES
                || !socket.isOpen()
                || !socket.isRead()
                || !writeName(socket, target)) {
            counters.sendFailed();
            return false;
        }
        slots.setNameSize(count, SocketName.size(socket.family()));
        slots.setDatagramSize(count, size);
        slots.copyIn(count, datagram);
        sockets[count++] = socket;
        return true;
    }

    private boolean writeName(NativeSocket socket, InetSocketAddress target) {
        int at = DatagramSlots.nameAt(count);
        if (target instanceof HeardSource heard && heard.family() == socket.family()) {
            heard.writeName(slots.names(), at);
            return true;
        }
        return SocketName.write(slots.names(), at, socket.family(), target);
    }

    /// Sends what waits; also what a socket that is just being closed said last, whose descriptor
    /// must still be open. A datagram that the system does not take is counted and gone.
    void flush() {
        int first = 0;
        while (first < count) {
            NativeSocket socket = sockets[first];
            int end = first + 1;
            while (end < count && sockets[end] == socket) {
                end++;
            }
            if (socket != null) {
                if (end - first == 1) {
                    sendOne(socket, first);
                } else {
                    sendMany(socket, first, end);
                }
            }
            first = end;
        }
        for (int i = 0; i < count; i++) {
            sockets[i] = null;
        }
        count = 0;
    }

    private void sendOne(NativeSocket socket, int slot) {
        int taken =
                calls.send(
                        socket.descriptor(),
                        slots.datagramAddress(slot),
                        slots.datagramSize(slot),
                        slots.nameAddress(slot),
                        SocketName.size(socket.family()));
        if (taken < 0) {
            counters.sendFailed();
        }
    }

    private void sendMany(NativeSocket socket, int first, int end) {
        for (int sent = first; sent < end; ) {
            int taken = calls.sendMany(socket.descriptor(), slots.headerAddress(sent), end - sent);
            if (taken <= 0) {
                counters.sendFailed();
                sent++;
            } else {
                sent += taken;
            }
        }
    }
}
