package io.milliwatt.protocol.audio;

/// A sine without jumps of phase from one call to the next.
public final class ToneGenerator {
    private static final double CYCLE = 2 * Math.PI;

    private final double amplitude;
    private final double step;
    private double phase;

    /// On the scale of mu-law, see [DigitalLevel].
    ///
    /// @param levelDbm0 up to 3.17, above which samples would be clipped
    public ToneGenerator(double frequencyHz, double levelDbm0, int sampleRateHz) {
        this(frequencyHz, DigitalLevel.MU_LAW, levelDbm0, sampleRateHz);
    }

    public ToneGenerator(
            double frequencyHz, DigitalLevel scale, double levelDbm0, int sampleRateHz) {
        amplitude = scale.peak(levelDbm0);
        if (!(frequencyHz > 0 && frequencyHz < sampleRateHz / 2.0)) {
            throw new IllegalArgumentException(
                    "frequency must be above 0 and below "
                            + sampleRateHz / 2.0
                            + " Hz, is "
                            + frequencyHz);
        }
        if (!(amplitude < 32_768.5)) {
            throw new IllegalArgumentException(
                    "a tone of " + levelDbm0 + " dBm0 does not fit 16 bits");
        }
        step = CYCLE * frequencyHz / sampleRateHz;
    }

    /// Writes the next samples.
    public void fill(short[] samples, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            long sample = Math.round(amplitude * Math.sin(phase));
            samples[i] = (short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
            phase += step;
            if (phase >= CYCLE) {
                phase -= CYCLE;
            }
        }
    }
}
