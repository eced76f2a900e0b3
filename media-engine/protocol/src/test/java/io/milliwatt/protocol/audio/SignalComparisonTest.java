package io.milliwatt.protocol.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.codec.AudioCodec;
import io.milliwatt.protocol.codec.AudioCodecs;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignalComparisonTest {
    private static final short[] SENT = ReferenceSignal.samples(40_000);

    private static short[] coded(AudioCodec codec, short[] samples) {
        byte[] octets = new byte[samples.length];
        short[] out = new short[samples.length];
        codec.encode(samples, 0, samples.length, octets, 0);
        codec.decode(octets, 0, octets.length, out, 0);
        return out;
    }

    private static short[] delayed(short[] samples, int by, double gain) {
        short[] out = new short[samples.length + by + 800];
        for (int i = 0; i < samples.length; i++) {
            out[by + i] = (short) Math.round(gain * samples[i]);
        }
        return out;
    }

    private static short[] tone(double hertz, int count) {
        short[] samples = new short[count];
        new ToneGenerator(hertz, -10, 8000).fill(samples, 0, count);
        return samples;
    }

    private static short[] noise(long seed, int count, double rms) {
        Random random = new Random(seed);
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) (rms * random.nextGaussian());
        }
        return samples;
    }

    @Test
    void theReferenceHasItsLevelAndIsAlwaysTheSame() {
        assertEquals(ReferenceSignal.LEVEL_DBM0, LevelMeter.dbm0(SENT, 0, SENT.length), 0.1);
        short[] pieces = new short[40_000];
        ReferenceSignal signal = new ReferenceSignal();
        for (int at = 0; at < pieces.length; at += 160) {
            signal.fill(pieces, at, 160);
        }
        assertArrayEquals(SENT, pieces);
        int clipped = 0;
        for (short sample : SENT) {
            clipped += Math.abs(sample) >= 32_000 ? 1 : 0;
        }
        assertEquals(0, clipped);
    }

    @Test
    void anExactCopyIsPerfect() {
        SignalComparison.Result result = SignalComparison.compare(SENT, delayed(SENT, 1000, 1));
        assertTrue(result.found());
        assertEquals(125, result.delayMillis());
        assertEquals(100, result.snrDb(), 1);
        assertEquals(0, result.gainDb(), 1e-9);
        assertEquals(100, result.matchedPercent());
    }

    @Test
    void anEchoThroughG711IsFoundCleanAtAnyDelayUpToTwoSeconds() {
        for (AudioCodec codec : AudioCodecs.all()) {
            for (int delay : new int[] {0, 1, 333, 8_000, 16_000}) {
                var result = SignalComparison.compare(SENT, delayed(coded(codec, SENT), delay, 1));
                assertTrue(result.found(), codec + " " + delay);
                assertEquals(delay / 8.0, result.delayMillis());
                assertEquals(0, result.gainDb(), 0.05);
                assertTrue(result.snrDb() > 36 && result.snrDb() < 40, result.toString());
            }
        }
    }

    @Test
    void gainIsFittedAndDoesNotCountAsNoise() {
        for (double gain : new double[] {0.1, 0.5, 1.5, -1}) {
            var result = SignalComparison.compare(SENT, delayed(SENT, 400, gain));
            assertEquals(20 * Math.log10(Math.abs(gain)), result.gainDb(), 0.01);
            assertTrue(result.snrDb() > 50, result.toString());
        }
    }

    @Test
    void noiseOfKnownLevelGivesTheKnownRatio() {
        for (int decibel : new int[] {0, 10, 20, 30}) {
            short[] received = delayed(SENT, 2000, 1);
            double rms = LevelMeter.rms(SENT, 0, SENT.length) / Math.pow(10, decibel / 20.0);
            short[] noise = noise(3, received.length, rms);
            for (int i = 0; i < received.length; i++) {
                received[i] = (short) Math.clamp(received[i] + noise[i], -32768, 32767);
            }
            var result = SignalComparison.compare(SENT, received);
            assertEquals(250, result.delayMillis());
            assertEquals(decibel, result.snrDb(), decibel == 0 ? 1.5 : 0.5);
        }
    }

    @Test
    void silenceNoiseAndTonesAreNotTheSignal() {
        assertFalse(SignalComparison.compare(SENT, new short[48_000]).found());
        assertFalse(SignalComparison.compare(SENT, new short[0]).found());
        assertFalse(SignalComparison.compare(new short[48_000], SENT).found());
        for (long seed = 0; seed < 10; seed++) {
            assertFalse(SignalComparison.compare(SENT, noise(seed, 48_000, 5000)).found());
            short[] other = new short[48_000];
            new ReferenceSignal(seed, 8000).fill(other, 0, other.length);
            assertFalse(SignalComparison.compare(SENT, other).found());
        }
        for (double hertz : new double[] {50, 440, 1004, 2000, 3900}) {
            assertFalse(SignalComparison.compare(SENT, tone(hertz, 48_000)).found());
            assertFalse(SignalComparison.compare(tone(700, 40_000), tone(hertz, 48_000)).found());
        }
    }

    @Test
    void aSignalLaterThanTwoSecondsIsNotFound() {
        assertFalse(SignalComparison.compare(SENT, delayed(SENT, 20_000, 1)).found());
    }

    @Test
    void missingInsertedAndConcealedFramesAreLeftOut() {
        NetworkPath path = new NetworkPath();
        path.lost = i -> i % 20 == 7 || i == 100 || i == 101;
        short[] heard = path.play(SENT);
        var result = SignalComparison.compare(SENT, heard);
        assertTrue(result.found());
        assertTrue(result.snrDb() > 33, result + "");
        assertEquals(100 - 5 - 0.8, result.matchedPercent(), 8);
    }

    @Test
    void aShiftInTheMiddleIsFollowed() {
        short[] received = new short[42_000];
        System.arraycopy(SENT, 0, received, 800, 20_000);
        System.arraycopy(SENT, 20_000, received, 800 + 20_000 + 160, 20_000);
        var result = SignalComparison.compare(SENT, received);
        assertTrue(result.snrDb() > 90, result.toString());
        assertTrue(result.matchedPercent() > 98);
    }

    @Test
    void halfASecondOfTheSignalIsEnough() {
        short[] received = new short[48_000];
        System.arraycopy(SENT, 8_000, received, 9_000, 6_000);
        var result = SignalComparison.compare(SENT, received);
        assertTrue(result.found());
        assertEquals(125, result.delayMillis());
    }

    @Test
    void fiveSecondsAreComparedInLessThanTwoHundredMilliseconds() {
        short[] received = delayed(coded(AudioCodecs.all().getFirst(), SENT), 1600, 1);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 8; i++) {
            long start = System.nanoTime();
            assertTrue(SignalComparison.compare(SENT, received).found());
            least = Math.min(least, System.nanoTime() - start);
        }
        assertTrue(least < Duration.ofMillis(200).toNanos(), least / 1e6 + " ms");
    }
}
