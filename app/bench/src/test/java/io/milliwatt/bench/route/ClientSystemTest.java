package io.milliwatt.bench.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.milliwatt.bench.network.Subnet;
import org.junit.jupiter.api.Test;

final class ClientSystemTest {
    private static final Subnet NETWORK = Subnet.parse("172.17.0.0/16").orElseThrow();

    @Test
    void linuxAddsAndDeletesTheRouteOfTheWholeDockerNetwork() {
        ClientSystem.Commands linux = ClientSystem.LINUX.commands(NETWORK, "192.168.1.20");
        assertEquals("sudo ip route add 172.17.0.0/16 via 192.168.1.20", linux.temporary());
        assertEquals("sudo ip route del 172.17.0.0/16 via 192.168.1.20", linux.undo());
    }

    @Test
    void systemsWithoutPrefixesGetTheMask() {
        assertEquals(
                "route -p ADD 172.17.0.0 MASK 255.255.0.0 192.168.1.20 METRIC 5",
                ClientSystem.WINDOWS.commands(NETWORK, "192.168.1.20").persistent());
        assertEquals(
                "sudo networksetup -setadditionalroutes \"Wi-Fi\" 172.17.0.0 255.255.0.0 192.168.1.20",
                ClientSystem.MACOS.commands(NETWORK, "192.168.1.20").persistent());
        assertEquals(
                "no ip route 172.17.0.0 255.255.0.0 192.168.1.20",
                ClientSystem.CISCO_IOS.commands(NETWORK, "192.168.1.20").undo());
        assertEquals(
                "/ip/route/add dst-address=172.17.0.0/16 gateway=192.168.1.20 comment=milliwatt",
                ClientSystem.MIKROTIK.commands(NETWORK, "192.168.1.20").persistent());
    }

    @Test
    void everySystemHasAWayThereAndAWayBack() {
        for (ClientSystem.Commands each : ClientSystem.all(NETWORK, "192.168.1.20")) {
            String all = each.temporary() + each.persistent() + each.undo();
            assertFalse((each.temporary() + each.persistent()).isEmpty(), each.toString());
            assertFalse(each.undo().isEmpty(), each.toString());
            assertFalse(all.contains("{"), all);
        }
    }
}
