package io.milliwatt.protocol.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.audio.SilenceSuppression.Action;
import io.milliwatt.protocol.codec.ComfortNoise;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SilenceSuppressionTest {
    private static final int FRAME = 160;
    private final SilenceSuppression suppression = new SilenceSuppression(8_000, FRAME);
    private final Random random = new Random(3389);

    /// Noise whose neighbouring samples are alike: a low hum.
    private short[] noise(int samples, double rms, double likeness) {
        short[] noise = new short[samples];
        double state = 0;
        double gain = rms * Math.sqrt(1 - likeness * likeness);
        for (int i = 0; i < samples; i++) {
            state = likeness * state + gain * random.nextGaussian();
            noise[i] = (short) Math.round(state);
        }
        return noise;
    }

    private Action step(short[] frame) {
        return suppression.step(frame, 0);
    }

    @Test
    void speechIsSentAndTheNoiseAfterItDescribedOnce() {
        int[] counts = new int[3];
        for (int i = 0; i < 50; i++) {
            step(noise(FRAME, 30, 0.5));
        }
        for (int i = 0; i < 50; i++) {
            assertEquals(Action.SPEECH, step(noise(FRAME, 3000, 0.5)), "frame " + i);
        }
        for (int i = 0; i < 100; i++) {
            counts[step(noise(FRAME, 30, 0.5)).ordinal()]++;
        }
        assertEquals(10, counts[Action.SPEECH.ordinal()], "the hangover of 200 ms");
        assertTrue(counts[Action.NOISE.ordinal()] <= 6, counts[1] + " descriptions in 1.8 s");
        assertEquals(-20 * Math.log10(30 / 32_124.0), suppression.noise().levelDbov(), 2);
    }

    @Test
    void aBackgroundThatGetsLouderIsBackgroundAfterAWhile() {
        for (int i = 0; i < 100; i++) {
            step(noise(FRAME, 60, 0));
        }
        Action last = Action.NOTHING;
        for (int i = 0; i < 400; i++) {
            last = step(noise(FRAME, 200, 0));
            if (i == 5) {
                assertEquals(Action.SPEECH, last);
            }
        }
        assertTrue(last != Action.SPEECH, "200 in place of 60 for 8 s");
    }

    @Test
    void steadyNoiseIsDescribedEachTwoSeconds() {
        short[] steady = new short[FRAME];
        new ToneGenerator(400, -60, 8_000).fill(steady, 0, FRAME);
        int described = 0;
        for (int i = 0; i < 1000; i++) {
            described += step(steady) == Action.NOISE ? 1 : 0;
        }
        assertEquals(10, described, 1.0);
    }

    @Test
    void theNoiseThatIsMadeHasTheLevelAndTheSpectrumOfTheDescription() {
        short[] background = noise(8_000, 40, 0.9);
        SilenceSuppression longFrames = new SilenceSuppression(8_000, 8_000);
        assertEquals(Action.NOISE, longFrames.step(background, 0));
        ComfortNoise described = longFrames.noise();
        assertEquals(-0.9, described.reflection(0), 0.03);
        ComfortNoiseGenerator generator = new ComfortNoiseGenerator(1);
        generator.describe(described);
        short[] made = new short[80_000];
        generator.fill(made, 0, made.length);
        assertEquals(40, LevelMeter.rms(made, 0, made.length), 4);
        double product = 0;
        double energy = 0;
        for (int i = 1; i < made.length; i++) {
            product += made[i] * made[i - 1];
            energy += made[i] * made[i];
        }
        assertEquals(0.9, product / energy, 0.03);
    }

    @Test
    void whiteNoiseHasItsLevelAndNothingDescribedIsSilence() {
        ComfortNoiseGenerator generator = new ComfortNoiseGenerator(2);
        short[] made = new short[80_000];
        generator.fill(made, 0, made.length);
        assertEquals(0, LevelMeter.rms(made, 0, made.length));
        generator.describe(ComfortNoise.white(40));
        generator.fill(made, 0, made.length);
        assertEquals(321, LevelMeter.rms(made, 0, made.length), 10);
    }

    @Test
    void coefficientsAtTheEdgeDoNotMakeTheFilterOscillate() {
        byte[] codes = new byte[40];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (i % 2 == 0 ? 254 : 0);
        }
        ComfortNoiseGenerator generator = new ComfortNoiseGenerator(3);
        generator.describe(new ComfortNoise(30, Bytes.of(codes)));
        short[] made = new short[80_000];
        generator.fill(made, 0, made.length);
        assertTrue(LevelMeter.rms(made, 40_000, 40_000) < 5_000);
    }
}
