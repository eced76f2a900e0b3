package io.milliwatt.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubnetTest {
    @ParameterizedTest
    @CsvSource({
        "172.17.0.0/16, 172.17.0.0/16, 255.255.0.0",
        "172.17.0.1/16, 172.17.0.0/16, 255.255.0.0",
        "10.231.7.200/25, 10.231.7.128/25, 255.255.255.128",
        "192.168.1.20, 192.168.1.20/32, 255.255.255.255",
        "0.0.0.0/0, 0.0.0.0/0, 0.0.0.0",
        "255.255.255.255/1, 128.0.0.0/1, 128.0.0.0",
    })
    void isReadWithItsMask(String text, String network, String mask) {
        Subnet subnet = Subnet.parse(text).orElseThrow();
        assertEquals(network, subnet.toString());
        assertEquals(mask, subnet.mask());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "here", "172.17.0.0/33", "172.17.0.0/-1", "1.2.3.4/5/6", "fd00::/8"})
    void whatIsNoneIsNone(String text) {
        assertEquals(Optional.empty(), Subnet.parse(text));
    }

    @Test
    void overlapsWhereOneHoldsTheOther() {
        Subnet docker = Subnet.parse("172.17.0.0/16").orElseThrow();
        assertTrue(docker.overlaps(Subnet.parse("172.16.0.0/12").orElseThrow()));
        assertTrue(docker.overlaps(Subnet.parse("172.17.5.0/24").orElseThrow()));
        assertFalse(docker.overlaps(Subnet.parse("172.18.0.0/16").orElseThrow()));
        assertTrue(docker.contains(InetAddress.ofLiteral("172.17.255.255")));
        assertFalse(docker.contains(InetAddress.ofLiteral("172.18.0.0")));
        assertFalse(docker.contains(InetAddress.ofLiteral("::1")));
    }
}
