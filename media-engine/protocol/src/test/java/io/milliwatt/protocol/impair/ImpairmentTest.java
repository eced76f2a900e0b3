package io.milliwatt.protocol.impair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

class ImpairmentTest {
    private static final int PACKETS = 100_000;
    private static final long FRAME_NANOS = 20_000_000;

    private static Impairment of(String text) {
        return Impairment.parse(text).orThrow();
    }

    /// Delays in ms of the first copy of each packet, -1 for a lost one.
    private static double[] delays(ImpairedPath path) {
        double[] delays = new double[PACKETS];
        long[] releases = new long[ImpairedPath.MOST_COPIES];
        for (int i = 0; i < PACKETS; i++) {
            long now = i * FRAME_NANOS - 5_000_000_000_000L;
            int copies = path.onPacket(now, releases);
            delays[i] = copies == 0 ? -1 : (releases[0] - now) / 1e6;
        }
        return delays;
    }

    private static double percent(double[] delays, DoublePredicate which) {
        return 100.0 * Arrays.stream(delays).filter(which).count() / delays.length;
    }

    @Test
    void nothingHappensOnACleanPath() {
        assertTrue(of("clean").isNone());
        assertEquals(100, percent(delays(of("clean").newPath()), delay -> delay == 0));
    }

    @Test
    void asManyAreLostAsWasSaidEachByItself() {
        double[] delays = delays(of("loss-5").newPath());
        assertEquals(5, percent(delays, delay -> delay < 0), 0.3);
        int pairs = 0;
        for (int i = 1; i < PACKETS; i++) {
            pairs += delays[i] < 0 && delays[i - 1] < 0 ? 1 : 0;
        }
        assertEquals(0.0025 * PACKETS, pairs, 60);
    }

    @Test
    void burstsHaveTheLengthThatWasSaid() {
        double[] delays = delays(of("loss-6,burst-5").newPath());
        assertEquals(6, percent(delays, delay -> delay < 0), 0.6);
        assertEquals(6, of("loss-6,burst-5").loss().percent(), 1e-9);
        int bursts = 0;
        for (int i = 1; i < PACKETS; i++) {
            bursts += delays[i] < 0 && delays[i - 1] >= 0 ? 1 : 0;
        }
        double lost = percent(delays, delay -> delay < 0) * PACKETS / 100;
        assertEquals(5, lost / bursts, 0.3);
    }

    @Test
    void delayIsTheSameForAllAndJitterComesOnTop() {
        double[] delays = delays(of("delay-200,jitter-30").newPath());
        // a packet waits for the one before it, but 30 ms of jitter seldom reach over 20 ms
        assertEquals(100, percent(delays, delay -> delay >= 200 && delay < 230));
        assertEquals(15, Arrays.stream(delays).average().orElseThrow() - 200, 0.5);
        assertEquals(50, percent(delays, delay -> delay < 215), 3);
    }

    @Test
    void theShapesOfJitterHaveTheirTails() {
        double[] normal = delays(of("normal-10").newPath());
        assertEquals(95.4, percent(normal, delay -> delay < 10), 0.5);
        double[] pareto = delays(of("pareto-10").newPath());
        assertEquals(95, percent(pareto, delay -> delay < 10), 1);
        assertEquals(40, Arrays.stream(pareto).max().orElseThrow(), 0.1);
        assertTrue(percent(pareto, delay -> delay < 2) > 40, "mostly little");
    }

    @Test
    void jitterAloneDoesNotReorder() {
        double[] delays = delays(of("jitter-90").newPath());
        for (int i = 1; i < PACKETS; i++) {
            assertTrue(delays[i] + 20 >= delays[i - 1] - 1e-9, "packet " + i);
        }
    }

    @Test
    void asManyAreReorderedAsWasSaid() {
        ImpairedPath path = of("reorder-3").newPath();
        double[] delays = delays(path);
        int overtaken = 0;
        for (int i = 1; i < PACKETS; i++) {
            overtaken += delays[i] + 20 < delays[i - 1] ? 1 : 0;
        }
        assertEquals(3, 100.0 * path.reordered() / PACKETS, 0.3);
        assertEquals(2.91, 100.0 * overtaken / PACKETS, 0.3); // not by another one held back
    }

    @Test
    void asManyComeTwiceAsWasSaid() {
        ImpairedPath path = of("duplicate-2").newPath();
        delays(path);
        assertEquals(2, 100.0 * path.duplicated() / PACKETS, 0.2);
        assertEquals(PACKETS, path.packets());
    }

    @Test
    void theSameSeedIsTheSameFateAndAnotherSeedAnother() {
        Impairment impairment = of("bad-wifi,seed-7");
        double[] once = delays(impairment.newPath());
        assertTrue(Arrays.equals(once, delays(impairment.newPath())));
        assertFalse(Arrays.equals(once, delays(impairment.withSeed(8).newPath())));
    }

    @Test
    void aPartDoesNotChangeWhatAnotherDoes() {
        double[] plain = delays(of("loss-5").newPath());
        double[] late = delays(of("loss-5,delay-100,duplicate-9").newPath());
        for (int i = 0; i < PACKETS; i++) {
            assertEquals(plain[i] < 0, late[i] < 0, "packet " + i);
        }
    }

    @Test
    void everyProfileDoesWhatItSays() {
        for (String name : Impairment.PROFILES.keySet()) {
            Impairment impairment = of(name);
            ImpairedPath path = impairment.newPath();
            delays(path);
            double lost = 100.0 * path.lost() / PACKETS;
            assertEquals(impairment.loss().percent(), lost, 0.7, name);
        }
        assertEquals(280, of("satellite").delayMillis());
        assertEquals(8, of("lossy-mobile").loss().percent(), 1e-9);
        assertEquals(Jitter.Shape.PARETO, of("bad-wifi").jitter().shape());
    }

    @Test
    void aLaterPartReplacesAnEarlierOne() {
        assertEquals(500, of("satellite,delay-500").delayMillis());
        assertEquals(new Jitter(9, Jitter.Shape.UNIFORM), of("lossy-mobile,jitter-9").jitter());
        assertEquals(99, of("clean,seed-99").seed());
    }

    @Test
    void whatIsNoImpairmentIsRefusedWithItsPlace() {
        List<String> bad =
                List.of(
                        "",
                        "loss",
                        "loss-",
                        "loss--5",
                        "loss-101",
                        "rain-3",
                        "delay-1e3",
                        "loss-5 ");
        List<Integer> offsets = new ArrayList<>();
        for (String text : bad) {
            var result = Impairment.parse("seed-7," + text);
            if (result instanceof ParseResult.Malformed<Impairment> malformed) {
                assertEquals(MalformedReason.BAD_SYNTAX, malformed.reason());
                offsets.add(malformed.offset());
            }
        }
        assertEquals(bad.stream().map(_ -> 7).toList(), offsets);
        assertTrue(Impairment.parse("loss-100,burst-2").toOptional().isEmpty());
        assertTrue(Impairment.parse("loss-1,burst-0.5").toOptional().isEmpty());
        assertTrue(Impairment.parse("loss-100").toOptional().isPresent());
    }
}
