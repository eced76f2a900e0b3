package io.milliwatt.protocol.codec;

import java.util.Random;

/// Test signals of 16 kHz that every machine makes the same: only integers and a seeded generator.
final class WidebandSignals {
    private WidebandSignals() {}

    /// Samples of any value, one of which has nothing to do with the next: saturates everything.
    static short[] noise(int samples) {
        Random random = new Random(722);
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) random.nextInt();
        }
        return pcm;
    }

    /// Like speech: pulses of a voice whose pitch moves, through two resonances, louder and softer,
    /// with breath and pauses.
    static short[] speech(int samples) {
        Random random = new Random(1972);
        short[] pcm = new short[samples];
        int[] resonator = new int[4];
        int untilPulse = 0;
        for (int i = 0; i < samples; i++) {
            int syllable = i / 3200 % 5;
            int loudness = syllable == 4 ? 0 : 300 + 900 * syllable;
            int breath = random.nextInt(161) - 80;
            int excitation = syllable == 1 ? random.nextInt(2 * loudness + 1) - loudness : breath;
            if (--untilPulse <= 0) {
                untilPulse = 100 + i / 640 % 60; // 100 to 160 Hz
                excitation += 4 * loudness;
            }
            // poles near 500 Hz and 1.8 kHz, radius 0.97 and 0.95, coefficients in 1/4096
            int first = excitation + (7793 * resonator[0] - 3854 * resonator[1] >> 12);
            resonator[1] = resonator[0];
            resonator[0] = first;
            int second = first / 4 + (5920 * resonator[2] - 3697 * resonator[3] >> 12);
            resonator[3] = resonator[2];
            resonator[2] = second;
            pcm[i] = (short) Math.clamp(second, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return pcm;
    }

    /// Digital silence, a step to full scale, and back.
    static short[] steps(int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] =
                    switch (i / 1000 % 4) {
                        case 1 -> Short.MAX_VALUE;
                        case 3 -> Short.MIN_VALUE;
                        default -> 0;
                    };
        }
        return pcm;
    }
}
