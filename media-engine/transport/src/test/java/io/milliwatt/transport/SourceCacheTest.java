package io.milliwatt.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceCacheTest {
    private static final int PATIENCE = 1;

    private final SourceCache cache = new SourceCache();
    private final ByteBuffer name =
            ByteBuffer.allocateDirect(SocketName.MAX_SIZE).order(ByteOrder.nativeOrder());

    private HeardSource heard(String address, int port) {
        writeName(address, port);
        return cache.source(name, 0);
    }

    private void writeName(String address, int port) {
        var from = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        int family = address.contains(":") ? LinuxCalls.AF_INET6 : LinuxCalls.AF_INET;
        assertTrue(SocketName.write(name, 0, family, from));
    }

    private static SharedPort.Seat seat() {
        UdpSystem system = UdpSystem.channels();
        var loopback = InetAddress.getLoopbackAddress();
        SharedPort port =
                SharedPort.bind(
                                system,
                                new InetSocketAddress(loopback, 0),
                                new InetSocketAddress(loopback, 0),
                                65_536,
                                PATIENCE)
                        .orElseThrow();
        var request =
                new PortRequest(
                        new InetSocketAddress(loopback, 1),
                        new InetSocketAddress(loopback, 2),
                        true);
        SharedPort.Seat seat = ((SharedSocket) port.join(request).rtp()).seat();
        port.close();
        return seat;
    }

    @Test
    void thousandsOfCallsKeepTheirSourceEach() {
        List<HeardSource> first = new ArrayList<>();
        for (int call = 0; call < 3_000; call++) {
            first.add(heard("192.0.2." + call % 250, 20_000 + call));
        }
        int others = 0;
        for (int call = 0; call < 3_000; call++) {
            HeardSource again = heard("192.0.2." + call % 250, 20_000 + call);
            assertEquals(first.get(call), again);
            others += again == first.get(call) ? 0 : 1;
        }
        assertEquals(0, others, "sources that took the place of each other");
    }

    @Test
    void addressesOfIpv6AreToldApartByEachOctet() {
        HeardSource one = heard("2001:db8::1", 5004);
        assertSame(one, heard("2001:db8::1", 5004));
        assertNotSame(one, heard("2001:db8::2", 5004));
        assertNotSame(one, heard("2001:db8:1::1", 5004));
        assertNotSame(one, heard("2001:db8::1", 5005));
        assertSame(one, heard("2001:db8::1", 5004));
    }

    @Test
    void floodOfStrangersDoesNotTakeTheSourceOfCall() {
        HeardSource caller = heard("192.0.2.1", 4_000);
        caller.belongsTo(seat());
        for (int port = 1; port < 65_536; port++) {
            heard("198.51.100.7", port);
        }
        assertSame(caller, heard("192.0.2.1", 4_000));
    }

    @Test
    void callsThatShareAllTheirPlacesAreStillReadAsWhoTheyAre() {
        writeName("192.0.2.1", 4_000);
        int place = SourceCache.place(name, 0);
        List<InetSocketAddress> crowd = new ArrayList<>();
        for (String host : List.of("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4")) {
            for (int port = 1; port < 65_536; port++) {
                writeName(host, port);
                if (SourceCache.place(name, 0) == place) {
                    crowd.add(new InetSocketAddress(host, port));
                }
            }
        }
        assertTrue(crowd.size() > SourceCache.NEIGHBOURS, "sources of one place: " + crowd);
        SharedPort.Seat seat = seat();
        for (int round = 0; round < 3; round++) {
            for (InetSocketAddress one : crowd) {
                HeardSource source = heard(one.getHostString(), one.getPort());
                source.belongsTo(seat);
                assertEquals(one, source);
            }
        }
    }
}
