package io.milliwatt.protocol.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final long MILLI = 1_000_000;

    @Test
    void aSteadyStreamHasNoJitterWhateverItsDelay() {
        InterarrivalJitter jitter = new InterarrivalJitter(8000);
        for (int i = 0; i < 1000; i++) {
            jitter.onPacket((0xffff_ff00L + 160L * i) & 0xffff_ffffL, -5 * MILLI + 20L * i * MILLI);
        }
        assertEquals(0, jitter.millis(), 1e-9);
        assertEquals(0, jitter.ticks());
    }

    @Test
    void followsTheFormulaOfTheRfc() {
        InterarrivalJitter jitter = new InterarrivalJitter(8000);
        long[] arrivalMillis = {0, 25, 38, 70}; // for packets of 20 ms: |D| = 5, 7, 12 ms
        for (int i = 0; i < arrivalMillis.length; i++) {
            jitter.onPacket(160L * i, arrivalMillis[i] * MILLI);
        }
        double first = 5.0 / 16;
        double second = first + (7 - first) / 16;
        double third = second + (12 - second) / 16;
        assertEquals(third, jitter.millis(), 1e-9);
        assertEquals((long) (third * 8), jitter.ticks());
        assertEquals((first + second + third) / 3, jitter.meanMillis(), 1e-9);
        assertEquals(third, jitter.maxMillis(), 1e-9);
    }

    @Test
    void jitterOfAlternatingDelaysConvergesToTheirDifference() {
        InterarrivalJitter jitter = new InterarrivalJitter(8000);
        for (int i = 0; i < 500; i++) {
            jitter.onPacket(160L * i, (20L * i + 8L * (i % 2)) * MILLI);
        }
        assertEquals(8, jitter.millis(), 0.01);
    }

    @Test
    void aNewClockOfTheSourceIsNoJitter() {
        InterarrivalJitter jitter = new InterarrivalJitter(8000);
        jitter.onPacket(0, 0);
        jitter.onPacket(500_000, 20 * MILLI);
        jitter.onPacket(500_160, 40 * MILLI);
        assertEquals(0, jitter.maxMillis(), 1e-9);
        jitter.onPacket(500_320, 70 * MILLI);
        double before = jitter.millis();
        jitter.changeClock(48_000);
        assertEquals(before, jitter.millis(), 1e-9);
        jitter.forgetReference();
        jitter.onPacket(0, 999 * MILLI);
        assertEquals(before, jitter.millis(), 1e-9);
    }

    @Test
    void deltaIsTheTimeBetweenPackets() {
        DeltaStatistics delta = new DeltaStatistics();
        assertEquals(0, delta.meanMillis());
        for (long at : new long[] {-10, 10, 30, 80}) {
            delta.onPacket(at * MILLI);
        }
        assertEquals(30, delta.meanMillis());
        assertEquals(50, delta.maxMillis());
        assertEquals(-10 * MILLI, delta.firstNanos());
        assertEquals(80 * MILLI, delta.lastNanos());
    }

    /// The numbers of RFC 3550, figure 2: LSR 0xb705:2000, DLSR 5.250 s, A 6.125 s later than the
    /// report was sent... there the report left at 0xb705:2000 and the answer came at 0xb710:8000,
    /// so that 11.375 - 5.25 = 6.125 s went by on the way.
    @Test
    void measuresTheExampleOfTheRfc() {
        RoundTrip roundTrip = new RoundTrip();
        long sent = 1_000 * MILLI;
        roundTrip.onSent(0xb705_2000L, sent);
        long passed = (0xb710_8000L - 0xb705_2000L) * 1_000_000_000L / 65536;
        roundTrip.onReported(0xb705_2000L, 0x0005_4000L, sent + passed);
        assertEquals(6125, roundTrip.lastMillis(), 1e-6);
    }

    @Test
    void ignoresReportsAboutReportsWeDidNotSend() {
        RoundTrip roundTrip = new RoundTrip();
        roundTrip.onReported(0, 0, 5);
        roundTrip.onReported(77, 0, 5);
        assertTrue(roundTrip.lastMillis() < 0);
        for (int i = 1; i <= 9; i++) {
            roundTrip.onSent(i, i * MILLI);
        }
        roundTrip.onReported(1, 0, 100 * MILLI); // forgotten, it was the ninth last
        assertTrue(roundTrip.lastMillis() < 0);
        roundTrip.onReported(
                9, 65536, 9 * MILLI + 999 * MILLI); // the far end's second was rounded up
        assertEquals(0, roundTrip.lastMillis());
        roundTrip.onReported(2, 0, 42 * MILLI);
        assertEquals(40, roundTrip.maxMillis());
    }

    @Test
    void lossIsAShareOfWhatWasExpected() {
        assertEquals(0, StreamSnapshot.none(1).lostPercent());
    }
}
