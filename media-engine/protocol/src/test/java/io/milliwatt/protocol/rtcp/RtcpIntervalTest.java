package io.milliwatt.protocol.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RtcpIntervalTest {
    private static final double COMPENSATION = Math.E - 1.5;
    private static final long SECOND = 1_000_000_000L;

    /// A generator in the middle of its range, so that the randomisation is a factor of 1.
    private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;

    private static RtcpInterval interval(int bitsPerSecond, boolean reduced) {
        return new RtcpInterval(new RtcpBandwidth(bitsPerSecond, reduced), MIDDLE, 100);
    }

    @Test
    void theFirstIntervalIsHalfTheMinimumAndTheNextTheWhole() {
        RtcpInterval interval = interval(80_000, false);
        interval.start(7);
        assertEquals(7 + 2.5 / COMPENSATION * SECOND, (double) interval.nextNanos(), 2);
        long first = interval.nextNanos();
        assertFalse(interval.isDue(first - 1, 2, 2, true));
        assertTrue(interval.isDue(first, 2, 2, true));
        interval.onSent(100, first, 2, 2, true);
        assertEquals(first + 5 / COMPENSATION * SECOND, (double) interval.nextNanos(), 2);
    }

    @Test
    void theReducedMinimumIs360SecondsByKilobits() {
        RtcpInterval interval = interval(360_000, true);
        interval.start(0);
        assertEquals(0.5 / COMPENSATION * SECOND, (double) interval.nextNanos(), 2);
        assertEquals(5, new RtcpBandwidth(8_000, true).minimumSeconds());
        assertEquals(4.5, new RtcpBandwidth(80_000, true).minimumSeconds());
    }

    @Test
    void randomisationSpreadsFromHalfToOneAndAHalf() {
        RtcpInterval interval =
                new RtcpInterval(new RtcpBandwidth(80_000, false), new Random(1), 100);
        double least = Double.MAX_VALUE;
        double most = 0;
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            double seconds = interval.nanos(2, 2, true) * COMPENSATION / 2.5 / SECOND;
            least = Math.min(least, seconds);
            most = Math.max(most, seconds);
            sum += seconds;
        }
        assertEquals(0.5, least, 0.01);
        assertEquals(1.5, most, 0.01);
        assertEquals(1, sum / 10_000, 0.01);
    }

    /// 1000 members at 100 octets share 5 % of 80 kbit/s = 500 octets a second; 10 senders get a
    /// quarter of it.
    @Test
    void manyMembersShareTheBandwidthAndSendersHaveTheirQuarter() {
        RtcpInterval interval = interval(80_000, false);
        assertEquals(100 * 990 / 375.0 / COMPENSATION, interval.nanos(1000, 10, false) / 1e9, 1e-6);
        assertEquals(100 * 10 / 125.0 / COMPENSATION, interval.nanos(1000, 10, true) / 1e9, 1e-6);
        assertEquals(
                100 * 1000 / 500.0 / COMPENSATION, interval.nanos(1000, 500, true) / 1e9, 1e-6);
    }

    @Test
    void aSessionThatGrewPutsTheReportOff() {
        RtcpInterval interval = interval(80_000, false);
        interval.start(0);
        long first = interval.nextNanos();
        assertFalse(interval.isDue(first, 1000, 0, false));
        assertEquals(100 * 1000 / 375.0 / COMPENSATION, interval.nextNanos() / 1e9, 1e-6);
    }

    @Test
    void aSessionThatShrankReportsSooner() {
        RtcpInterval interval = interval(80_000, false);
        interval.start(0);
        assertFalse(interval.isDue(interval.nextNanos(), 1000, 0, false));
        long next = interval.nextNanos();
        interval.onMembersLeft(500, 10 * SECOND);
        assertEquals(10.0 * SECOND + (next - 10 * SECOND) / 2.0, (double) interval.nextNanos(), 2);
    }

    @Test
    void eachSizeMovesTheAverageByASixteenth() {
        RtcpInterval interval = interval(80_000, false);
        interval.onReceived(1700);
        assertEquals(200 * 1000 / 375.0 / COMPENSATION, interval.nanos(1000, 0, false) / 1e9, 1e-6);
    }
}
