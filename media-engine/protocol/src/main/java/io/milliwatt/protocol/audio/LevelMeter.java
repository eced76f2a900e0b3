package io.milliwatt.protocol.audio;

/// The level of samples for a meter: root mean square, where a sine of full scale (peak 32767) has
/// 1.
public final class LevelMeter {
    private static final double FULL_SCALE_SINE = 32_767 / Math.sqrt(2);

    private LevelMeter() {}

    /// Root mean square in steps of 16-bit samples; 0 for no samples.
    public static double rms(short[] samples, int offset, int count) {
        long energy = 0;
        for (int i = offset; i < offset + count; i++) {
            energy += samples[i] * samples[i];
        }
        return count == 0 ? 0 : Math.sqrt((double) energy / count);
    }

    /// 0 to 1; louder than a sine of full scale is 1.
    public static double level(short[] samples, int offset, int count) {
        return Math.min(1, rms(samples, offset, count) / FULL_SCALE_SINE);
    }

    /// In dBm0 on the scale of mu-law; negative infinity for silence.
    public static double dbm0(short[] samples, int offset, int count) {
        return DigitalLevel.MU_LAW.dbm0(rms(samples, offset, count));
    }
}
