package io.milliwatt.phone.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.audio.Resampler;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
    private static short[] resampled(int inHz, int outHz, double[] in, int chunk) {
        Resampler resampler = new Resampler(inHz, outHz);
        short[] all = new short[(int) ((long) in.length * outHz / inHz) + 2];
        float[] out = new float[resampler.maxOutput(chunk)];
        int written = 0;
        for (int from = 0; from < in.length; from += chunk) {
            int count = Math.min(chunk, in.length - from);
            float[] part = new float[chunk];
            for (int i = 0; i < count; i++) {
                part[i] = (float) in[from + i];
            }
            written = append(all, written, out, resampler.resample(part, count, out));
        }
        written = append(all, written, out, resampler.finish(out));
        return Arrays.copyOf(all, written);
    }

    private static int append(short[] all, int at, float[] out, int count) {
        for (int i = 0; i < count; i++) {
            all[at + i] = AudioFrame.sample(out[i]);
        }
        return at + count;
    }

    @ParameterizedTest
    @ValueSource(ints = {11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000, 47_999})
    void telephoneBandPassesFlatToEightKilohertz(int rateHz) {
        for (double frequency = 100; frequency <= 3400; frequency += 330) {
            short[] out =
                    resampled(rateHz, 8000, Signals.sine(frequency, 0.5, rateHz, rateHz / 2), 4096);
            double gain =
                    Signals.decibels(Signals.amplitude(Signals.middle(out, 400), frequency, 8000))
                            - Signals.decibels(0.5);
            assertEquals(0, gain, 0.05, rateHz + " Hz: gain in dB at " + frequency + " Hz");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000, 47_999})
    void whatCannotBeHeardAtEightKilohertzDoesNotAlias(int rateHz) {
        for (double frequency = 4050; frequency < rateHz / 2.0; frequency += 557) {
            short[] out =
                    resampled(rateHz, 8000, Signals.sine(frequency, 0.9, rateHz, rateHz / 2), 4096);
            short[] middle = Signals.middle(out, 400);
            double alias = Math.abs(frequency - 8000 * Math.rint(frequency / 8000));
            double rejected =
                    Signals.decibels(0.9)
                            - Signals.decibels(Signals.amplitude(middle, alias, 8000));
            assertTrue(rejected > 65, rateHz + ": " + frequency + " Hz only " + rejected + " dB");
            for (short sample : middle) {
                assertTrue(Math.abs(sample) < 32768 * 0.9 / 1000, "60 dB over the whole band");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"4000", "8000", "6000"})
    void upsamplingLeavesNoImages(int rateHz) {
        double nyquist = rateHz / 2.0;
        for (double share = 0.1; share <= 0.85; share += 0.15) {
            double frequency = share * nyquist;
            short[] out =
                    resampled(rateHz, 48_000, Signals.sine(frequency, 0.5, rateHz, rateHz), 160);
            short[] middle = Signals.middle(out, 4000);
            assertEquals(0.5, Signals.amplitude(middle, frequency, 48_000), 0.003);
            double image = Signals.amplitude(middle, rateHz - frequency, 48_000);
            assertTrue(Signals.decibels(image / 0.5) < -65, "image " + Signals.decibels(image));
        }
    }

    @ParameterizedTest
    @CsvSource({"48000,8000", "44100,8000", "8000,44100", "8000,48000", "4000,8000", "47999,8000"})
    void sizeOfThePiecesDoesNotMatterAndTimeIsKept(int inHz, int outHz) {
        double[] in = Signals.sine(500, 0.5, inHz, inHz / 2);
        short[] atOnce = resampled(inHz, outHz, in, in.length);
        assertArrayEquals(atOnce, resampled(inHz, outHz, in, 7));
        assertArrayEquals(atOnce, resampled(inHz, outHz, in, 160));
        assertEquals(
                (int) Math.ceil((double) in.length * outHz / inHz), atOnce.length, "samples out");
        double[] expected = Signals.sine(500, 0.5, outHz, atOnce.length);
        for (int i = outHz / 20; i < atOnce.length - outHz / 20; i++) {
            assertEquals(expected[i] * 32768, atOnce[i], 60, "sample " + i);
        }
    }
}
