package io.milliwatt.bench.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SidecarTapTest {
    @Test
    void newestOfWhatTcpdumpCountedIsTaken() {
        assertEquals(
                new SidecarTap.Counts(-1, 0), SidecarTap.counts("tcpdump: listening on any\n"));
        String asked =
                """
                tcpdump: listening on any, link-type LINUX_SLL2 (Linux cooked v2), snapshot length 262144 bytes
                tcpdump: 1 packet captured, 5 packets received by filter, 0 packets dropped by kernel
                tcpdump: 90 packets captured, 120 packets received by filter, 7 packets dropped by kernel
                """;
        assertEquals(new SidecarTap.Counts(120, 7), SidecarTap.counts(asked));
        assertEquals(
                new SidecarTap.Counts(130, 1),
                SidecarTap.counts(
                        asked
                                + """
                                100 packets captured
                                130 packets received by filter
                                1 packet dropped by kernel
                                """));
    }
}
