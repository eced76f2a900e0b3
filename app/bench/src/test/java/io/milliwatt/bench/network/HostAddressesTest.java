package io.milliwatt.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostAddressesTest {
    private static final String ETHERNET = "1";
    private static final String NO_LINK_LAYER = "65534";

    @TempDir Path directory;

    @Test
    void laptopAdvertisesWiFiAndNeitherVpnNorDocker() throws IOException {
        List<HostAddress> ranked =
                new FakeHost(directory)
                        .link(
                                "wlp3s0",
                                ETHERNET,
                                "device wireless phy80211 DEVTYPE=wlan",
                                List.of("192.168.1.20", "fe80::1"))
                        .link("docker0", ETHERNET, "bridge DEVTYPE=bridge", List.of("172.17.0.1"))
                        .link(
                                "br-0123456789ab",
                                ETHERNET,
                                "bridge DEVTYPE=bridge",
                                List.of("172.18.0.1"))
                        .link("tun0", NO_LINK_LAYER, "tun_flags", List.of("10.8.0.6"))
                        // OpenVPN takes over all traffic with two halves of everything
                        .route("tun0", "00000000", "00000080", 0)
                        .route("tun0", "00000080", "00000080", 0)
                        .defaultRoute("wlp3s0", 600)
                        .rank();
        assertEquals(InetAddress.ofLiteral("192.168.1.20"), ranked.getFirst().address());
        assertEquals("default route, Wi-Fi, private IPv4 address", ranked.getFirst().reason());
        assertEquals(
                List.of(
                        "192.168.1.20 Wi-Fi true",
                        "10.8.0.6 VPN false",
                        "127.0.0.1 loopback true",
                        "0:0:0:0:0:0:0:1 loopback false",
                        "172.17.0.1 container network false",
                        "172.18.0.1 container network false"),
                words(ranked));
        assertEquals(List.of(1, 2, 3, 4, 5, 6), ranked.stream().map(HostAddress::rank).toList());
    }

    @Test
    void wiredCardGoesBeforeWiFiButTheDefaultRouteBeforeBoth() throws IOException {
        FakeHost host =
                new FakeHost(directory)
                        .link("wlan0", ETHERNET, "device wireless", List.of("192.168.1.20"))
                        .link("eth0", ETHERNET, "device", List.of("192.168.2.20"));
        assertEquals("192.168.2.20 LAN", host.ranked().getFirst());
        host.defaultRoute("wlan0", 600);
        assertEquals("192.168.1.20 Wi-Fi", host.ranked().getFirst());
        host.defaultRoute("eth0", 100);
        assertEquals("192.168.2.20 LAN", host.ranked().getFirst());
    }

    @Test
    void ownBridgeOfAServerIsItsLanAddress() throws IOException {
        FakeHost host =
                new FakeHost(directory)
                        .link("eno1", ETHERNET, "device brport", List.of())
                        .link("br0", ETHERNET, "bridge DEVTYPE=bridge", List.of("192.168.7.5"))
                        .link("virbr0", ETHERNET, "bridge", List.of("192.168.122.1"))
                        .defaultRoute("br0", 425);
        assertEquals("192.168.7.5 bridge", host.ranked().getFirst());
        assertTrue(host.ranked().contains("(192.168.122.1 container network)"));
    }

    @Test
    void bridgeThatDockerCallsItsGatewayIsExcludedWhateverItsName() throws IOException {
        FakeHost host =
                new FakeHost(directory)
                        .link("eth0", ETHERNET, "device", List.of("192.168.2.20"))
                        .link("mybridge", ETHERNET, "bridge", List.of("10.231.7.1"));
        assertTrue(host.ranked().contains("10.231.7.1 bridge"));
        host.gateway("10.231.7.1");
        assertTrue(host.ranked().contains("(10.231.7.1 container network)"));
    }

    @Test
    void wslSaysThatTheLanMayNotReachIt() throws IOException {
        HostAddress best =
                new FakeHost(directory)
                        .link("eth0", ETHERNET, "device", List.of("172.29.112.7"))
                        .defaultRoute("eth0", 0)
                        .release("5.15.167.4-microsoft-standard-WSL2")
                        .rank()
                        .getFirst();
        assertEquals(InetAddress.ofLiteral("172.29.112.7"), best.address());
        assertTrue(best.reason().contains("networkingMode=mirrored"), best.reason());
    }

    @Test
    void loopbackIsChosenOnlyWhenThereIsNothingElse() throws IOException {
        List<HostAddress> ranked = new FakeHost(directory).rank();
        assertEquals(InetAddress.ofLiteral("127.0.0.1"), ranked.getFirst().address());
        assertTrue(ranked.getFirst().usable());
        assertTrue(ranked.getFirst().reason().contains("only programs on this host"));
    }

    @Test
    void ipv6ComesAfterIpv4AndTemporaryAddressesAreNeverChosen() throws IOException {
        FakeHost host =
                new FakeHost(directory)
                        .link(
                                "eth0",
                                ETHERNET,
                                "device",
                                List.of("2001:db8::1:2", "fd00::2", "fe80::2", "203.0.113.5"))
                        .ipv6Flags("20010db8000000000000000000010002", "01", "eth0")
                        .ipv6Flags("fd000000000000000000000000000002", "80", "eth0")
                        .defaultRoute("eth0", 100);
        assertEquals(
                List.of(
                        "203.0.113.5 LAN",
                        "(2001:db8:0:0:0:0:1:2 LAN)",
                        "fd00:0:0:0:0:0:0:2 LAN",
                        "127.0.0.1 loopback",
                        "(0:0:0:0:0:0:0:1 loopback)"),
                host.ranked());
    }

    @Test
    void interfacesThatAreDownAndAddressesWithoutALeaseAreLeftOut() throws IOException {
        FakeHost host =
                new FakeHost(directory)
                        .downLink("eth1", List.of("192.168.9.9"))
                        .link("eth0", ETHERNET, "device", List.of("169.254.3.4", "10.1.2.3"))
                        .link("wg0", NO_LINK_LAYER, "DEVTYPE=wireguard", List.of("10.9.0.2"));
        assertEquals(
                List.of(
                        "10.1.2.3 LAN",
                        "(10.9.0.2 VPN)",
                        "127.0.0.1 loopback",
                        "(0:0:0:0:0:0:0:1 loopback)"),
                host.ranked());
    }

    @Test
    void containerOnTheDefaultRouteUsesItsVirtualInterface() throws IOException {
        FakeHost host = new FakeHost(directory).link("eth0", ETHERNET, "", List.of("172.17.0.2"));
        assertEquals("(172.17.0.2 virtual)", host.ranked().getFirst());
        host.defaultRoute("eth0", 0);
        assertEquals("172.17.0.2 virtual", host.ranked().getFirst());
    }

    @Test
    void thisHostHasAnAddressAndKnowsTheWayToItself() throws IOException {
        List<HostAddress> ranked = HostAddresses.ofThisHost(Set::of, Optional::empty).rank();
        assertFalse(ranked.isEmpty());
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        assertEquals(loopback, HostAddresses.addressTowards(loopback));
    }

    @Test
    void choiceOfTheUserGoesFirstWhileTheHostHasIt() throws IOException {
        FakeHost host =
                new FakeHost(directory)
                        .link("eth0", ETHERNET, "device", List.of("192.168.2.20"))
                        .link("wg0", NO_LINK_LAYER, "DEVTYPE=wireguard", List.of("10.9.0.2"))
                        .defaultRoute("eth0", 100)
                        .chosen("10.9.0.2");
        HostAddress first = host.rank().getFirst();
        assertEquals(InetAddress.ofLiteral("10.9.0.2"), first.address());
        assertEquals(
                "your choice, VPN tunnel, phones on the LAN do not reach it, private IPv4 address",
                first.reason());
        assertTrue(first.usable(), "chosen on purpose");
        host.chosen("10.9.0.77");
        assertEquals("192.168.2.20 LAN", host.ranked().getFirst());
    }

    @Test
    void addressThatLeadsToThePeerGoesFirst() throws IOException {
        FakeHost host =
                new FakeHost(directory)
                        .link("eth0", ETHERNET, "device", List.of("192.168.2.20"))
                        .link("wg0", NO_LINK_LAYER, "DEVTYPE=wireguard", List.of("10.9.0.2"))
                        .defaultRoute("eth0", 100);
        var towards =
                new HostAddresses.Towards(
                        InetAddress.ofLiteral("10.9.0.77"), InetAddress.ofLiteral("10.9.0.2"));
        HostAddress first = host.rank(Optional.of(towards)).getFirst();
        assertEquals(InetAddress.ofLiteral("10.9.0.2"), first.address());
        assertTrue(
                first.reason().startsWith("this host reaches 10.9.0.77 from it, VPN tunnel"),
                first.reason());
        assertTrue(first.usable());
        host.chosen("192.168.2.20");
        assertEquals(
                InetAddress.ofLiteral("192.168.2.20"),
                host.rank(Optional.of(towards)).getFirst().address());
    }

    @Test
    void secondAddressOfACardFollowsTheFirstAndSaysSo() throws IOException {
        List<HostAddress> ranked =
                new FakeHost(directory)
                        .link("eth0", ETHERNET, "device", List.of("192.168.2.20", "192.168.2.21"))
                        .defaultRoute("eth0", 100)
                        .rank();
        assertEquals(InetAddress.ofLiteral("192.168.2.20"), ranked.get(0).address());
        assertEquals(
                "default route, Ethernet, private IPv4 address, address 2 of eth0",
                ranked.get(1).reason());
    }

    @Test
    void loopbackPeerIsReachedFromTheLoopbackAddress() throws IOException {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        HostAddress first =
                HostAddresses.ofThisHost(Set::of, Optional::empty).rankFor(loopback).getFirst();
        assertEquals(loopback, first.address());
        assertTrue(first.reason().startsWith("this host reaches 127.0.0.1 from it"));
    }

    private static List<String> words(List<HostAddress> ranked) {
        return ranked.stream()
                .map(it -> it.address().getHostAddress() + " " + it.kind() + " " + it.usable())
                .toList();
    }
}
