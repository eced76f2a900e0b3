package io.milliwatt.protocol.audio;

import static io.milliwatt.protocol.audio.NetworkPath.MILLI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.codec.Opus;
import io.milliwatt.protocol.codec.OpusParameters;
import io.milliwatt.protocol.codec.Pcma;
import io.milliwatt.protocol.impair.ImpairedPath;
import io.milliwatt.protocol.impair.Impairment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A minute over bad networks: how much is concealed, and how late the sound is.
class LongStreamTest {
    private static final int SECONDS = 60;
    private static final short[] SIGNAL = ReferenceSignal.samples(8_000 * SECONDS);

    /// Lets an impairment decide on each packet.
    private static void impair(NetworkPath path, String impairment) {
        ImpairedPath fates = Impairment.parse(impairment).orThrow().newPath();
        long[] releases = new long[ImpairedPath.MOST_COPIES];
        boolean[] lost = new boolean[100 * SECONDS];
        long[] delays = new long[100 * SECONDS];
        for (int i = 0; i < lost.length; i++) {
            lost[i] = fates.onPacket(20L * i * MILLI, releases) == 0;
            delays[i] = releases[0] - 20L * i * MILLI;
        }
        path.lost = i -> lost[i];
        path.delayNanos = i -> delays[i];
    }

    private static double concealedPercent(NetworkPath path) {
        DecodedStreamStatistics statistics = path.stream.statistics();
        return 100.0 * (statistics.concealedMillis() - 100) / statistics.pulledMillis();
    }

    @ParameterizedTest
    @CsvSource({
        "'clean',          0.1, 50",
        "'loss-5',         5.6, 50",
        "'loss-5,burst-4', 6.2, 60",
        "'jitter-40',      0.6, 90",
        "'normal-40',      1.0, 120",
        "'pareto-60',      2.5, 210",
        "'reorder-5',      1.5, 110",
        "'bad-wifi',       6.5, 210",
        "'lossy-mobile',  10.5, 190",
        "'satellite',      1.2, 60"
    })
    void littleMoreThanWhatWasLostIsConcealedWithinABoundedDelay(
            String impairment, double mostConcealedPercent, int mostDelayMillis) {
        NetworkPath path = new NetworkPath(Pcma.INSTANCE, 8_000);
        impair(path, impairment);
        path.play(SIGNAL);
        double concealed = concealedPercent(path);
        assertTrue(
                concealed <= mostConcealedPercent,
                impairment + ": " + concealed + " %, " + path.stream.statistics());
        List<Integer> settled = path.delaysMillis.subList(500, 50 * SECONDS);
        double delay = settled.stream().mapToInt(millis -> millis).average().orElseThrow();
        assertTrue(delay <= mostDelayMillis, impairment + ": " + delay + " ms");
    }

    @ParameterizedTest
    @CsvSource({"200", "-200"})
    void aSenderWithAnotherClockIsFollowedWithoutLoss(int ppm) {
        NetworkPath path = new NetworkPath(Pcma.INSTANCE, 8_000);
        path.senderClockPpm = ppm;
        path.delayNanos = NetworkPath.between(5, 15);
        var result = SignalComparison.compare(SIGNAL, path.play(SIGNAL));
        assertEquals(0, path.stream.statistics().packets().lost());
        assertTrue(concealedPercent(path) <= 0.1, path.stream.statistics().toString());
        for (int millis : path.delaysMillis.subList(500, 50 * SECONDS - 5)) {
            assertTrue(millis > 5 && millis < 60, millis + " ms");
        }
        assertTrue(result.snrDb() > 30, result.toString());
    }

    @Test
    void opusRecoversMostOfWhatIsLostOneByOne() {
        Opus opus = Opus.DEFAULT.at(16_000).with(OpusParameters.WITH_FEC).withComplexity(0);
        short[] sent = new short[16_000 * 20];
        new ReferenceSignal(5, 16_000).fill(sent, 0, sent.length);
        NetworkPath path = new NetworkPath(opus, 16_000);
        impair(path, "loss-5");
        path.play(sent);
        var packets = path.stream.statistics().packets();
        assertTrue(packets.lost() > 30, packets.toString());
        assertTrue(packets.recovered() > 0.3 * packets.lost(), packets.toString());
    }

    @Test
    void theDelayComesBackAfterABadMinute() {
        NetworkPath path = new NetworkPath(Pcma.INSTANCE, 8_000);
        var jitter = NetworkPath.between(10, 150);
        path.delayNanos = i -> i < 500 ? jitter.applyAsLong(i) : 10 * MILLI;
        path.play(SIGNAL);
        assertTrue(path.delaysMillis.get(480) > 120, path.delaysMillis.get(480) + " ms");
        assertTrue(path.delaysMillis.get(2900) < 50, path.delaysMillis.get(2900) + " ms");
    }
}
