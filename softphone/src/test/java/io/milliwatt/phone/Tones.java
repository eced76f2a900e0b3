package io.milliwatt.phone;

/// How much of a frequency is in samples: Goertzel.
final class Tones {
    private Tones() {}

    /// Amplitude of that frequency, of full scale 1, over `count` samples from `from`.
    static double amplitude(short[] samples, int from, int count, double frequencyHz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * frequencyHz / 8000);
        double before = 0;
        double beforeThat = 0;
        for (int i = from; i < from + count; i++) {
            double now = samples[i] + coefficient * before - beforeThat;
            beforeThat = before;
            before = now;
        }
        double power =
                before * before + beforeThat * beforeThat - coefficient * before * beforeThat;
        return Math.sqrt(power) * 2 / count / 32768;
    }

    /// Whether the last second of what was heard is that tone, at least half as loud as -10 dBm0.
    static boolean endsWithTone(short[] heard, double frequencyHz) {
        return heard.length >= 8000
                && amplitude(heard, heard.length - 8000, 8000, frequencyHz) > 0.11
                && amplitude(heard, heard.length - 8000, 8000, frequencyHz + 150) < 0.02;
    }

    /// Whether the last half second is silence.
    static boolean endsWithSilence(short[] heard) {
        double energy = 0;
        for (int i = heard.length - 4000; i < heard.length; i++) {
            energy += (double) heard[i] * heard[i];
        }
        return Math.sqrt(energy / 4000) < 30;
    }
}
