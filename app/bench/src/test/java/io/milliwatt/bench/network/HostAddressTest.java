package io.milliwatt.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.10, 192.0.2.10",
        "fd00::2, fd00::2",
        "::1, ::1",
        "2001:db8:0:0:1::, 2001:db8:0:0:1::",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:3:4:5:6"
    })
    void isWrittenAsPeopleWriteIt(String given, String text) {
        assertEquals(text, of(InetAddress.ofLiteral(given)).text());
    }

    @Test
    void leavesTheScopeOut() throws Exception {
        byte[] linkLocal = InetAddress.ofLiteral("fe80::1").getAddress();
        assertEquals("fe80::1", of(Inet6Address.getByAddress("host", linkLocal, 2)).text());
    }

    private static HostAddress of(InetAddress address) {
        return new HostAddress(address, "eth0", 1, "LAN", "default route", true);
    }
}
