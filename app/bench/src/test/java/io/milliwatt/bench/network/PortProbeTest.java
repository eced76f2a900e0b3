package io.milliwatt.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PortProbeTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Path PROC = Path.of("/proc");

    @TempDir Path directory;

    @Test
    void takenUdpPortIsNamedWithThisProcess() throws IOException {
        try (var socket = new DatagramSocket(0, LOOPBACK)) {
            var use = new PortUse(PortUse.Transport.UDP, socket.getLocalPort());
            List<TakenPort> taken = new PortProbe(PROC, Map::of).taken(LOOPBACK, List.of(use));
            assertEquals(1, taken.size());
            assertEquals(
                    "java (pid " + ProcessHandle.current().pid() + ")", taken.getFirst().holder());
        }
    }

    @Test
    void socketOnAllAddressesStandsInTheWayToo() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(0));
            var use = new PortUse(PortUse.Transport.TCP, socket.getLocalPort());
            List<TakenPort> taken = new PortProbe(PROC, Map::of).taken(LOOPBACK, List.of(use));
            assertTrue(taken.getFirst().holder().startsWith("java (pid "), taken.toString());
        }
    }

    @Test
    void udpDoesNotStandInTheWayOfTcp() throws IOException {
        try (var socket = new DatagramSocket(0, LOOPBACK)) {
            var use = new PortUse(PortUse.Transport.TCP, socket.getLocalPort());
            assertEquals(List.of(), new PortProbe(PROC, Map::of).taken(LOOPBACK, List.of(use)));
        }
    }

    @Test
    void containerThatPublishesThePortIsNamedBeforeItsProxy() throws IOException {
        try (var socket = new DatagramSocket(0, LOOPBACK)) {
            var use = new PortUse(PortUse.Transport.UDP, socket.getLocalPort());
            var probe = new PortProbe(PROC, () -> Map.of(use, "milliwatt-engine"));
            assertEquals(
                    "container milliwatt-engine",
                    probe.taken(LOOPBACK, List.of(use)).getFirst().holder());
        }
    }

    @Test
    void processOfAnotherUserIsNamedByTheUser() throws IOException {
        try (var socket = new DatagramSocket(0, LOOPBACK)) {
            int port = socket.getLocalPort();
            // the kernel's table as another user sees it: the socket, but not whose descriptor it
            // is
            Files.createDirectories(directory.resolve("net"));
            Files.writeString(
                    directory.resolve("net/udp"),
                    "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt"
                            + "   uid  timeout inode ref pointer drops\n"
                            + " 1234: 0100007F:%04X 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4242 2 0000000000000000 0\n"
                                    .formatted(port));
            var use = new PortUse(PortUse.Transport.UDP, port);
            assertEquals(
                    "a process of root",
                    new PortProbe(directory, Map::of)
                            .taken(LOOPBACK, List.of(use))
                            .getFirst()
                            .holder());
        }
    }

    @Test
    void offeredRangeIsFreeEvenAndOutsideThePortsTheKernelGivesAway() throws IOException {
        Path range = directory.resolve("sys/net/ipv4/ip_local_port_range");
        Files.createDirectories(range.getParent());
        Files.writeString(range, "32768\t60999\n");
        var probe = new PortProbe(directory, Map::of);
        int first = probe.freeUdpRange(LOOPBACK, 40_000, 20).orElseThrow();
        assertEquals(61_000, first);
        try (var _ = new DatagramSocket(61_007, LOOPBACK)) {
            assertEquals(OptionalInt.of(61_020), probe.freeUdpRange(LOOPBACK, 40_000, 20));
        }
        // when the kernel gives away everything, inside is better than nothing
        Files.writeString(range, "1024\t65535\n");
        assertEquals(OptionalInt.of(40_020), probe.freeUdpRange(LOOPBACK, 40_000, 20));
        assertEquals(0, probe.freeUdpRange(LOOPBACK, 40_001, 4).orElseThrow() % 2);
    }

    @Test
    void offeredSipPortIsTheNextEvenOneFreeForBothTransports() throws IOException {
        var probe = new PortProbe(PROC, Map::of);
        int wanted = probe.freeSipPort(LOOPBACK, 15_060).orElseThrow();
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(LOOPBACK, wanted));
            assertTrue(probe.freeSipPort(LOOPBACK, 15_060).orElseThrow() > wanted);
        }
    }
}
