package io.milliwatt.protocol.audio;

import io.milliwatt.protocol.codec.ComfortNoise;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Makes the noise that a payload of comfort noise describes, RFC 3389: white noise through the
/// all-pole filter of its reflection coefficients, at its level. The level moves to a new one
/// within a few frames, so that a step of the description is not heard as a step. One thread owns
/// it.
public final class ComfortNoiseGenerator {
    /// A square wave of +/- 8031 in 14 bits is 0 dBov (RFC 3389, section 3.1).
    static final double ZERO_DBOV_RMS = 8031 * 4;

    private static final int MOST_COEFFICIENTS = 12;
    private static final double APPROACH = 0.002;

    private final SplittableRandom random;
    private double[] reflections = {};
    private double[] backward = new double[1];
    private double wantedGain;
    private double gain;

    /// @param seed two streams that are heard together need two
    public ComfortNoiseGenerator(long seed) {
        random = new SplittableRandom(seed);
    }

    /// What is made from now on; coefficients above twelve are left out, as the RFC allows.
    public void describe(ComfortNoise noise) {
        int order = Math.min(noise.reflections().size(), MOST_COEFFICIENTS);
        if (order != reflections.length) {
            backward = Arrays.copyOf(backward, order + 1);
        }
        reflections = new double[order];
        double energy = 1; // of the filter's input, for an output of 1
        for (int i = 0; i < order; i++) {
            // the format reaches beyond +/-1, where the filter would oscillate
            reflections[i] = Math.clamp(noise.reflection(i), -0.99, 0.99);
            energy *= 1 - reflections[i] * reflections[i];
        }
        double rms = ZERO_DBOV_RMS * Math.pow(10, -noise.levelDbov() / 20.0);
        boolean first = wantedGain == 0;
        wantedGain = rms * Math.sqrt(3 * energy); // of a uniform distribution from -1 to 1
        if (first) {
            gain = wantedGain;
        }
    }

    /// Writes the next samples; silence until something was described.
    public void fill(short[] out, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            gain += APPROACH * (wantedGain - gain);
            double forward = gain * (2 * random.nextDouble() - 1);
            // lattice of the synthesis filter, from the last stage to the first
            for (int stage = reflections.length - 1; stage >= 0; stage--) {
                forward -= reflections[stage] * backward[stage];
                backward[stage + 1] = backward[stage] + reflections[stage] * forward;
            }
            backward[0] = forward;
            out[i] = (short) Math.clamp(Math.round(forward), Short.MIN_VALUE, Short.MAX_VALUE);
        }
    }
}
