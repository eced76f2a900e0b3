package io.milliwatt.bench.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.milliwatt.bench.network.Subnet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LanSubnetTest {
    private static Subnet prefix(String text) {
        return Subnet.parse(text).orElseThrow();
    }

    @Test
    void firstSubnetOfADocumentationRangeIsTakenWhereNothingIsInTheWay() {
        LanSubnet subnet =
                LanSubnet.free(List.of(prefix("192.168.1.0/24"), prefix("0.0.0.0/1")))
                        .orElseThrow();
        assertEquals("198.51.100.0/29", subnet.prefix().toString());
        assertEquals("198.51.100.1", subnet.host());
        assertEquals("198.51.100.2", subnet.phone());
        assertEquals("198.51.100.3", subnet.router());
    }

    @Test
    void subnetsThatOverlapWithARouteAreLeftOut() {
        assertEquals(
                "198.51.100.16/29",
                LanSubnet.free(List.of(prefix("198.51.100.0/29"), prefix("198.51.100.9")))
                        .orElseThrow()
                        .prefix()
                        .toString());
        assertEquals(
                "203.0.113.0/29",
                LanSubnet.free(List.of(prefix("198.51.100.0/24")))
                        .orElseThrow()
                        .prefix()
                        .toString());
        assertEquals(
                Optional.empty(),
                LanSubnet.free(
                        List.of(
                                prefix("198.51.0.0/16"),
                                prefix("203.0.112.0/22"),
                                prefix("192.0.2.0/24"))));
    }

    @Test
    void prefixesAreReadAndWrittenInCidrNotation() {
        assertEquals("172.17.0.0/16", prefix("172.17.0.0/16").toString());
        assertEquals("10.0.0.1/32", prefix("10.0.0.1").toString());
        assertEquals("0.0.0.0/0", prefix("0.0.0.0/0").toString());
        for (String wrong :
                List.of(
                        "",
                        "default",
                        "1.2.3",
                        "256.0.0.0/8",
                        "1.2.3.4/33",
                        "fe80::/64",
                        "10.0.0.0/8;ls")) {
            assertEquals(Optional.empty(), Subnet.parse(wrong), wrong);
        }
        assertTrue(prefix("10.0.0.0/8").overlaps(prefix("10.255.255.255")));
        assertTrue(!prefix("10.0.0.0/8").overlaps(prefix("11.0.0.0/8")));
    }

    @Test
    void hostIsSeenWithoutLoopbackAndDockersBridges() throws IOException {
        var json = new ObjectMapper();
        assertEquals(
                List.of("192.168.1.10"),
                LanHost.addresses(
                        json.readTree(
                                """
                                [{"ifname":"lo","addr_info":[{"local":"127.0.0.1"}]},
                                 {"ifname":"eth0","addr_info":[{"local":"192.168.1.10"}]},
                                 {"ifname":"mwlan0a1b2c3d","addr_info":[{"local":"198.51.100.1"}]},
                                 {"ifname":"docker0","addr_info":[{"local":"172.17.0.1"}]}]
                                """),
                        Set.of("172.17.0.1")));
        assertEquals(
                "[192.168.1.0/24, 127.0.0.1/32]",
                LanHost.destinations(
                                json.readTree(
                                        """
                                        [{"dst":"default"},{"dst":"192.168.1.0/24"},{"dst":"127.0.0.1"}]
                                        """))
                        .toString());
    }
}
