package io.milliwatt.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExclusivePortsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final UdpSystem SYSTEM = UdpSystem.best();

    @Test
    void givesEvenPortsWithTheNextOneForRtcp() throws Exception {
        var pool = new ExclusivePorts(SYSTEM, LOOPBACK, 42_101, 42_108);
        assertEquals(3, pool.capacity());
        try (var first = pool.open().orElseThrow()) {
            assertEquals(42_102, first.rtpPort());
            assertEquals(42_103, first.rtcpPort());
            assertEquals(new InetSocketAddress(LOOPBACK, 42_103), first.rtcp().localAddress());
            assertEquals(1, pool.pairsInUse());
        }
        assertEquals(0, pool.pairsInUse());
    }

    @Test
    void isEmptyWhenAllPairsAreOutAndNotBefore() throws Exception {
        var pool = new ExclusivePorts(SYSTEM, LOOPBACK, 42_110, 42_119);
        List<MediaSockets> out = new ArrayList<>();
        var ports = new HashSet<Integer>();
        for (int i = 0; i < 5; i++) {
            var sockets = pool.open().orElseThrow();
            out.add(sockets);
            assertTrue(ports.add(sockets.rtpPort()), "port given out twice");
        }
        assertTrue(pool.open().isEmpty());
        out.removeFirst().close();
        try (var again = pool.open().orElseThrow()) {
            assertEquals(42_110, again.rtpPort());
        }
        out.forEach(MediaSockets::close);
        assertEquals(0, pool.pairsInUse());
    }

    @Test
    void closingTwiceDoesNotTakeThePairFromTheNextCall() throws Exception {
        var pool = new ExclusivePorts(SYSTEM, LOOPBACK, 42_128, 42_129);
        var first = pool.open().orElseThrow();
        first.close();
        try (var next = pool.open().orElseThrow()) {
            first.close();
            assertEquals(42_128, next.rtpPort());
            assertEquals(1, pool.pairsInUse());
        }
        assertEquals(0, pool.pairsInUse());
        assertEquals(1, pool.capacity());
    }

    @Test
    void doesNotGiveTheSamePairTwiceInARow() throws Exception {
        var pool = new ExclusivePorts(SYSTEM, LOOPBACK, 42_120, 42_127);
        int firstPort;
        try (var sockets = pool.open().orElseThrow()) {
            firstPort = sockets.rtpPort();
        }
        try (var sockets = pool.open().orElseThrow()) {
            assertNotEquals(firstPort, sockets.rtpPort());
        }
    }

    @Test
    void passesOverAPairThatAnotherProcessHoldsAndUsesItWhenItIsFreeAgain() throws Exception {
        var pool = new ExclusivePorts(SYSTEM, LOOPBACK, 42_130, 42_133);
        try (var _ = new DatagramSocket(42_131, LOOPBACK);
                var sockets = pool.open().orElseThrow()) {
            assertEquals(42_132, sockets.rtpPort());
            assertEquals(1, pool.foreignHolds());
            assertTrue(pool.open().isEmpty());
        }
        try (var first = pool.open().orElseThrow();
                var second = pool.open().orElseThrow()) {
            assertNotEquals(first.rtpPort(), second.rtpPort());
        }
    }

    @Test
    void closingTwiceGivesThePairBackOnce() throws Exception {
        var pool = new ExclusivePorts(SYSTEM, LOOPBACK, 42_140, 42_141);
        var sockets = pool.open().orElseThrow();
        sockets.close();
        try (var _ = pool.open().orElseThrow()) {
            sockets.close();
            assertTrue(pool.open().isEmpty());
        }
    }

    @Test
    void saysWhatIsWrongWithARange() {
        var reversed =
                assertThrows(
                        PortRangeException.class,
                        () -> new ExclusivePorts(SYSTEM, LOOPBACK, 5_000, 4_000));
        assertTrue(String.valueOf(reversed.getMessage()).contains("5000-4000"));
        var tooSmall =
                assertThrows(
                        PortRangeException.class,
                        () -> new ExclusivePorts(SYSTEM, LOOPBACK, 4_001, 4_002));
        assertTrue(String.valueOf(tooSmall.getMessage()).contains("no pair"));
    }
}
