package io.milliwatt.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanTest {
    @TempDir Path proc;

    @Test
    void knowsItsNetworkFromAnAddressAndAPrefix() {
        Lan lan = lan("192.168.130.77", 23);
        assertEquals("192.168.130.0/23", lan.subnet().toString());
        assertEquals("192.168.131.255", lan.lastAddress().getHostAddress());
        assertEquals("192.168.131.254", lan.fromEnd(1).getHostAddress());
        assertTrue(lan.canBeHost(address("192.168.131.4")));
        assertFalse(lan.canBeHost(address("192.168.132.4")));
        assertFalse(lan.canBeHost(InetAddress.ofLiteral("fd00::1")));
        assertTrue(lan.canBeHost(address("192.168.131.0")));
        assertFalse(lan.canBeHost(address("192.168.130.0")), "the network itself");
        assertFalse(lan.canBeHost(address("192.168.131.255")), "the broadcast");
    }

    @Test
    void networksOfOneAddressAndOfHalfTheInternetAreNetworksToo() {
        assertEquals("10.0.0.7/32", lan("10.0.0.7", 32).subnet().toString());
        assertTrue(lan("10.0.0.7", 31).canBeHost(address("10.0.0.6")));
        assertEquals("128.0.0.0/1", lan("203.0.113.9", 1).subnet().toString());
        assertEquals(1L << 31, lan("203.0.113.9", 1).subnet().size());
    }

    @Test
    void gatewayIsReadFromTheRouteOfThatInterface() throws Exception {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(
                proc.resolve("net/route"),
                """
                Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
                eth0	00000000	013EA8C0	0003	0	0	0	00000000	0	0	0
                eth0	003EA8C0	00000000	0001	0	0	0	00FFFFFF	0	0	0
                """);
        assertEquals(Optional.of(address("192.168.62.1")), RouteTable.gateway(proc, "eth0"));
        assertEquals(Optional.empty(), RouteTable.gateway(proc, "wlan0"));
    }

    @Test
    void addressThatAnswersIsNotFreeAndOneThatDoesNotIs() throws Exception {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(
                proc.resolve("net/arp"),
                """
                IP address       HW type     Flags       HW address            Mask     Device
                127.9.9.6        0x1         0x2         02:42:ac:11:00:02     *        lo
                127.9.9.5        0x1         0x0         00:00:00:00:00:00     *        lo
                """);
        var lans = new Lans(proc);
        assertTrue(lans.isTaken(address("127.9.9.6")));
        assertFalse(lans.isTaken(address("127.9.9.5")), "asked for, and nobody answered");
        var lan =
                new Lan(
                        "lo",
                        subnet("127.9.9.1", 29),
                        address("127.9.9.1"),
                        Optional.of(address("127.9.9.4")));
        assertEquals(
                Optional.of(address("127.9.9.5")),
                lans.freeAddress(lan, java.util.Set.of()),
                ".7 is the broadcast, .6 answers");
        assertEquals(
                Optional.of(address("127.9.9.3")),
                lans.freeAddress(lan, java.util.Set.of(address("127.9.9.5"))),
                "and .4 is the gateway");
    }

    private static Lan lan(String address, int prefix) {
        return Lan.of("eth0", subnet(address, prefix), address(address));
    }

    private static Subnet subnet(String address, int prefix) {
        return Subnet.of(address(address), prefix).orElseThrow();
    }

    private static Inet4Address address(String text) {
        return (Inet4Address) InetAddress.ofLiteral(text);
    }
}
