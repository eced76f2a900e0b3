package io.milliwatt.protocol.audio;

import java.util.Random;

/// The signal that is sent to an echo to see whether and how it comes back: noise of the telephone
/// band in syllables, always the same for the same seed. Noise never repeats, so that its place in
/// a recording is unambiguous; syllables of 250 ms make it like talk to a jitter buffer and a voice
/// detector. Its mean level is [#LEVEL_DBM0].
public final class ReferenceSignal {
    public static final double LEVEL_DBM0 = -10;
    private static final long DEFAULT_SEED = 1004;
    private static final double SYLLABLE_HZ = 4;
    private static final double SYLLABLE_DEPTH = 0.6;

    /// Root mean square of noise between -1 and 1 after the band filter and the syllables; a test
    /// holds it to this.
    private static final double RAW_RMS = 0.5086;

    private final Random random;
    private final double gain;
    private final double syllableStep;
    private final Biquad highPass;
    private final Biquad lowPass;
    private double syllablePhase = -Math.PI / 2;

    /// The signal of the product: 8000 samples a second.
    public ReferenceSignal() {
        this(DEFAULT_SEED, 8000);
    }

    public ReferenceSignal(long seed, int sampleRateHz) {
        random = new Random(seed);
        gain = DigitalLevel.MU_LAW.peak(LEVEL_DBM0) / Math.sqrt(2) / RAW_RMS;
        syllableStep = 2 * Math.PI * SYLLABLE_HZ / sampleRateHz;
        highPass = Biquad.highPass(300.0 / sampleRateHz);
        lowPass = Biquad.lowPass(3000.0 / sampleRateHz);
    }

    /// Writes the next samples.
    public void fill(short[] samples, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            double noise = lowPass.next(highPass.next(2 * random.nextDouble() - 1));
            double syllable = 1 + SYLLABLE_DEPTH * Math.sin(syllablePhase);
            syllablePhase += syllableStep;
            if (syllablePhase > Math.PI) {
                syllablePhase -= 2 * Math.PI;
            }
            long sample = Math.round(gain * syllable * noise);
            samples[i] = (short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
        }
    }

    /// The first `count` samples of a signal.
    public static short[] samples(int count) {
        short[] samples = new short[count];
        new ReferenceSignal().fill(samples, 0, count);
        return samples;
    }
}
