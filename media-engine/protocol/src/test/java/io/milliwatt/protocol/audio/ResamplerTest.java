package io.milliwatt.protocol.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Frames of 20 ms through a streaming resampler. (Recordings and devices: the softphone's test.)
class ResamplerTest {
    private static final int[] RATES = {8_000, 16_000, 24_000, 32_000, 44_100, 48_000};

    record Pair(int inHz, int outHz) {}

    static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int in : RATES) {
            for (int out : RATES) {
                if (in != out) {
                    pairs.add(new Pair(in, out));
                }
            }
        }
        return pairs;
    }

    private static short[] sine(double frequencyHz, double peak, int rateHz, int samples) {
        short[] sine = new short[samples];
        for (int i = 0; i < samples; i++) {
            sine[i] = (short) Math.round(peak * Math.sin(2 * Math.PI * frequencyHz * i / rateHz));
        }
        return sine;
    }

    private static short[] through(Pair pair, short[] in) {
        Resampler resampler = Resampler.streaming(pair.inHz, pair.outHz);
        int frame = pair.inHz / 50;
        short[] all = new short[in.length / frame * (pair.outHz / 50)];
        for (int i = 0; i < in.length / frame; i++) {
            int written = resampler.resample(in, i * frame, frame, all, i * (pair.outHz / 50));
            assertEquals(pair.outHz / 50, written, "a frame in is a frame out");
        }
        return all;
    }

    /// The amplitude of one frequency in the middle half, under a Hann window.
    private static double amplitude(short[] samples, double frequencyHz, int rateHz) {
        int from = samples.length / 4;
        int count = samples.length / 2;
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < count; i++) {
            double weight = 1 - Math.cos(2 * Math.PI * (i + 0.5) / count);
            double angle = 2 * Math.PI * frequencyHz * i / rateHz;
            real += weight * samples[from + i] * Math.cos(angle);
            imaginary += weight * samples[from + i] * Math.sin(angle);
        }
        return 2 * Math.hypot(real, imaginary) / count;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void thePassBandIsFlatWithinATwentiethOfADecibel(Pair pair) {
        double edge = 0.84 * Math.min(pair.inHz, pair.outHz) / 2;
        for (double share : new double[] {0.02, 0.3, 0.55, 0.8, 1}) {
            double frequency = share * edge;
            short[] out = through(pair, sine(frequency, 16_000, pair.inHz, pair.inHz / 2));
            double gainDb = 20 * Math.log10(amplitude(out, frequency, pair.outHz) / 16_000);
            assertEquals(0, gainDb, 0.05, pair + " at " + frequency + " Hz");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void nothingElseComesOutThanWhatWentIn(Pair pair) {
        double nyquist = Math.min(pair.inHz, pair.outHz) / 2.0;
        for (double share : new double[] {0.15, 0.5, 0.8}) {
            double frequency = share * nyquist;
            short[] out = through(pair, sine(frequency, 16_000, pair.inHz, pair.inHz / 2));
            short[] middle = Arrays.copyOfRange(out, out.length / 4, 3 * out.length / 4);
            double wanted = amplitude(out, frequency, pair.outHz);
            double rms = LevelMeter.rms(middle, 0, middle.length);
            for (int image = 1; image < 6; image++) {
                for (double at :
                        new double[] {
                            image * pair.inHz - frequency, image * pair.inHz + frequency
                        }) {
                    if (at < pair.outHz / 2.0 * 0.98) {
                        double imageDb = 20 * Math.log10(amplitude(out, at, pair.outHz) / wanted);
                        assertTrue(imageDb < -65, pair + ": image of " + imageDb + " dB");
                    }
                }
            }
            assertEquals(wanted / Math.sqrt(2), rms, 0.005 * rms);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatTheLowerRateCannotCarryIsLeftOut(Pair pair) {
        double nyquist = pair.outHz / 2.0;
        for (double above : new double[] {1.01, 1.2, 1.7, 2.1}) {
            double frequency = above * nyquist;
            if (frequency < pair.inHz / 2.0) {
                short[] out = through(pair, sine(frequency, 16_000, pair.inHz, pair.inHz / 2));
                double rms = LevelMeter.rms(out, out.length / 4, out.length / 2);
                double rejectedDb = 20 * Math.log10(16_000 / Math.sqrt(2) / Math.max(rms, 1e-3));
                assertTrue(rejectedDb > 65, pair + ": " + frequency + " Hz " + rejectedDb + " dB");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theDelayIsWhatItSays(Pair pair) {
        short[] out = through(pair, sine(440, 16_000, pair.inHz, pair.inHz / 2));
        double delay = Resampler.streaming(pair.inHz, pair.outHz).delayMillis();
        assertTrue(delay < 4.2, delay + " ms");
        for (int i = out.length / 4; i < 3 * out.length / 4; i++) {
            double time = (double) i / pair.outHz - delay / 1000;
            assertEquals(16_000 * Math.sin(2 * Math.PI * 440 * time), out[i], 40, "sample " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theSizeOfTheBlocksMakesNoDifference(Pair pair) {
        short[] in = sine(300, 16_000, pair.inHz, pair.inHz / 5 / 7 * 7);
        Resampler resampler = Resampler.streaming(pair.inHz, pair.outHz);
        short[] atOnce = new short[resampler.maxOutput(in.length)];
        int all = resampler.resample(in, 0, in.length, atOnce, 0);
        Resampler again = Resampler.streaming(pair.inHz, pair.outHz);
        short[] inPieces = new short[atOnce.length];
        int written = 0;
        for (int at = 0; at < in.length; at += 7) {
            written += again.resample(in, at, 7, inPieces, written);
        }
        assertEquals(all, written);
        assertEquals(Math.ceilDiv((long) in.length * pair.outHz, pair.inHz), all);
        assertArrayEquals(atOnce, inPieces);
    }

    @Test
    void loudSamplesAreClippedAndDoNotWrapRound() {
        short[] square = new short[1600];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 40 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] out = through(new Pair(8_000, 48_000), square);
        for (int i = 2000; i < 9000; i++) {
            assertTrue(Math.abs(out[i] - out[i - 1]) < 20_000, "sample " + i);
        }
    }
}
