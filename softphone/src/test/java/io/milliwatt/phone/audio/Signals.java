package io.milliwatt.phone.audio;

import java.util.Arrays;

/// Test signals and what is measured in them.
final class Signals {
    /// Level of a sine of full scale (ITU-T G.711, A-law).
    private static final double FULL_SCALE_DBM0 = 3.14;

    private Signals() {}

    /// The next frames of a source, one after the other.
    static short[] read(AudioSource source, int frames) {
        short[] samples = new short[frames * AudioFrame.SAMPLES];
        short[] frame = new short[AudioFrame.SAMPLES];
        for (int i = 0; i < frames; i++) {
            source.read(frame);
            System.arraycopy(frame, 0, samples, i * frame.length, frame.length);
        }
        return samples;
    }

    /// A sine of that amplitude, full scale is 1.
    static double[] sine(double frequencyHz, double amplitude, int rateHz, int samples) {
        double[] sine = new double[samples];
        Arrays.setAll(sine, i -> amplitude * Math.sin(2 * Math.PI * frequencyHz * i / rateHz));
        return sine;
    }

    /// The amplitude of one frequency, full scale is 1: one bin of a Fourier transform (what
    /// Goertzel's algorithm computes) under a Hann window.
    static double amplitude(short[] samples, double frequencyHz, int rateHz) {
        double real = 0;
        double imaginary = 0;
        double weights = 0;
        for (int i = 0; i < samples.length; i++) {
            double weight = 1 - Math.cos(2 * Math.PI * (i + 0.5) / samples.length);
            double angle = 2 * Math.PI * frequencyHz * i / rateHz;
            real += weight * samples[i] * Math.cos(angle);
            imaginary += weight * samples[i] * Math.sin(angle);
            weights += weight;
        }
        return 2 * Math.hypot(real, imaginary) / weights / 32768;
    }

    static double decibels(double amplitude) {
        return 20 * Math.log10(Math.max(amplitude, 1e-9));
    }

    static double levelDbm0(short[] samples, double frequencyHz) {
        return decibels(amplitude(samples, frequencyHz, AudioFrame.SAMPLE_RATE_HZ))
                + FULL_SCALE_DBM0;
    }

    /// The samples without their first and last.
    static short[] middle(short[] samples, int edge) {
        return Arrays.copyOfRange(samples, edge, samples.length - edge);
    }
}
