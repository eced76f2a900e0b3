package io.milliwatt.transport;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Sockets of the Linux kernel by way of the foreign-function interface.
final class LinuxUdp extends UdpSystem {
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int NAME = 0;
    private static final int VALUE = SocketName.MAX_SIZE;

    private final LinuxCalls closing = new LinuxCalls();

    private LinuxUdp() {}

    /// Empty where the JVM may not or cannot call the C library, or the kernel is another.
    static Optional<UdpSystem> ifPossible() {
        try {
            var system = new LinuxUdp();
            system.poller(LoopCounters.NONE, new LoopClock()).close();
            return Optional.of(system);
        } catch (IOException | LinkageError _) {
            return Optional.empty();
        }
    }

    @Override
    MediaSocket open(InetSocketAddress local, int receiveBufferBytes, boolean batched)
            throws IOException {
        var calls = new LinuxCalls();
        int family =
                local.getAddress() instanceof Inet4Address
                        ? LinuxCalls.AF_INET
                        : LinuxCalls.AF_INET6;
        int descriptor = calls.udpSocket(family);
        try {
            NativeMemory memory = NativeMemory.allocate(SocketName.MAX_SIZE + Integer.BYTES);
            setReceiveBuffer(calls, descriptor, memory, receiveBufferBytes);
            if (family == LinuxCalls.AF_INET6) {
                set(calls, descriptor, memory, IPPROTO_IPV6, IPV6_V6ONLY, 0);
            }
            SocketName.write(memory.bytes(), NAME, family, local);
            calls.bind(descriptor, memory.address(), SocketName.size(family));
            memory.bytes().putInt(VALUE, SocketName.MAX_SIZE);
            calls.localName(descriptor, memory.address(), memory.address() + VALUE);
            InetSocketAddress bound = SocketName.read(memory.bytes(), NAME);
            return new NativeSocket(closing, descriptor, family, bound, batched);
        } catch (IOException | RuntimeException failure) {
            calls.close(descriptor);
            throw new IOException("UDP port " + local + ": " + failure.getMessage(), failure);
        }
    }

    private static void setReceiveBuffer(
            LinuxCalls calls, int descriptor, NativeMemory memory, int bytes) {
        // beyond net.core.rmem_max only with CAP_NET_ADMIN
        if (set(calls, descriptor, memory, SOL_SOCKET, SO_RCVBUFFORCE, bytes) < 0) {
            set(calls, descriptor, memory, SOL_SOCKET, SO_RCVBUF, bytes);
        }
    }

    private static long set(
            LinuxCalls calls,
            int descriptor,
            NativeMemory memory,
            int level,
            int option,
            int value) {
        memory.bytes().putInt(VALUE, value);
        return calls.setOption(descriptor, level, option, memory.address() + VALUE, Integer.BYTES);
    }

    @Override
    Poller poller(LoopCounters counters, LoopClock clock) throws IOException {
        return NativePoller.open(counters, clock);
    }

    @Override
    public String toString() {
        return "Linux";
    }
}
