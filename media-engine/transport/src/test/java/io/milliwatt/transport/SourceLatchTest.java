package io.milliwatt.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class SourceLatchTest {
    private static final InetSocketAddress ANNOUNCED = new InetSocketAddress("192.0.2.10", 4_000);
    private static final InetSocketAddress NATTED = new InetSocketAddress("198.51.100.1", 61_000);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("203.0.113.66", 4_000);
    private static final long MILLI = 1_000_000;
    private static final long SSRC = 0xCAFEBABEL;

    private final SourceLatch latch = new SourceLatch(ANNOUNCED);

    @Test
    void sendsToTheAddressOfTheSdpUntilAPacketComes() {
        assertEquals(ANNOUNCED, latch.target());
        assertFalse(latch.latched());
    }

    @Test
    void answersGoWherePacketsComeFrom() {
        assertTrue(latch.accept(NATTED, SSRC, 0));
        assertEquals(NATTED, latch.target());
    }

    @Test
    void thirdPartyDoesNotStealTheStream() {
        assertTrue(latch.accept(ANNOUNCED, SSRC, 0));
        for (int i = 1; i < 500; i++) {
            assertTrue(latch.accept(ANNOUNCED, SSRC, i * 20 * MILLI));
            assertFalse(latch.accept(STRANGER, SSRC, i * 20 * MILLI + 1), "packet " + i);
        }
        assertEquals(ANNOUNCED, latch.target());
    }

    @Test
    void announcedAddressTakesOverFromAFasterIntruder() {
        assertTrue(latch.accept(STRANGER, 1, 0));
        assertTrue(latch.accept(ANNOUNCED, SSRC, 100 * MILLI));
        assertFalse(latch.accept(STRANGER, 1, 120 * MILLI));
        assertEquals(ANNOUNCED, latch.target());
    }

    @Test
    void announcedAddressTakesOverOnlyAtTheBeginning() {
        assertTrue(latch.accept(NATTED, SSRC, 0));
        long late = SourceLatch.CONFIRM_NANOS + 1;
        assertTrue(latch.accept(NATTED, SSRC, late - MILLI));
        assertFalse(latch.accept(ANNOUNCED, 7, late));
    }

    @Test
    void followsASourceThatMovesAfterSilenceWithTheSameSsrc() {
        var rebound = new InetSocketAddress("198.51.100.1", 61_001);
        assertTrue(latch.accept(NATTED, SSRC, 0));
        assertFalse(latch.accept(rebound, SSRC, SourceLatch.SILENCE_NANOS / 2));
        assertFalse(latch.accept(rebound, 99, SourceLatch.SILENCE_NANOS + 1));
        assertTrue(latch.accept(rebound, SSRC, SourceLatch.SILENCE_NANOS + 1));
        assertEquals(rebound, latch.target());
    }

    @Test
    void newAddressInAReofferStartsAnew() {
        assertTrue(latch.accept(NATTED, SSRC, 0));
        latch.announce(ANNOUNCED);
        assertEquals(NATTED, latch.target(), "the same address again changes nothing");
        latch.announce(STRANGER);
        assertEquals(STRANGER, latch.target());
        assertTrue(latch.accept(STRANGER, 5, MILLI));
        assertFalse(latch.accept(NATTED, SSRC, 2 * MILLI));
    }

    @Test
    void worksWithAClockThatStartsNearItsWrap() {
        long start = Long.MAX_VALUE - 10;
        assertTrue(latch.accept(NATTED, SSRC, start));
        assertFalse(latch.accept(STRANGER, 3, start + 20 * MILLI), "the sum wraps");
        assertTrue(latch.accept(NATTED, SSRC, start + 40 * MILLI));
    }
}
