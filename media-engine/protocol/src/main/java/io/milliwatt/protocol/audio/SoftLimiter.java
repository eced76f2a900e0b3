package io.milliwatt.protocol.audio;

/// Brings sums of samples back into 16 bits without clipping: a gain that falls within 2 ms when a
/// frame is too loud, and returns over about a fifth of a second. What still exceeds while it falls
/// is bent, not cut.
final class SoftLimiter {
    /// -1.2 dB of full scale: what is below passes unchanged.
    private static final int LIMIT = 28_500;

    private static final int ROOM = Short.MAX_VALUE - LIMIT;
    private static final int FALL_SAMPLES = 16;
    private static final float RETURN_SHARE = 0.1f;
    private static final float NEARLY_ONE = 0.999f;

    private float gain = 1;

    /// @param own what is taken away from each sum: what the listener himself said
    void limit(int[] sum, short[] own, short[] out, int offset, int count) {
        int peak = 0;
        for (int i = 0; i < count; i++) {
            peak = Math.max(peak, Math.abs(sum[i] - own[i]));
        }
        if (peak <= LIMIT && gain == 1) {
            for (int i = 0; i < count; i++) {
                out[offset + i] = (short) (sum[i] - own[i]);
            }
            return;
        }
        float wanted = peak <= LIMIT ? 1 : (float) LIMIT / peak;
        float target = wanted < gain ? wanted : gain + RETURN_SHARE * (wanted - gain);
        int ramp = wanted < gain ? Math.min(FALL_SAMPLES, count) : count;
        float step = (target - gain) / ramp;
        for (int i = 0; i < count; i++) {
            float now = i < ramp ? gain + step * (i + 1) : target;
            out[offset + i] = bent(now * (sum[i] - own[i]));
        }
        gain = target > NEARLY_ONE ? 1 : target;
    }

    private static short bent(float value) {
        float magnitude = Math.abs(value);
        if (magnitude > LIMIT) {
            float over = magnitude - LIMIT;
            magnitude = LIMIT + ROOM * over / (over + ROOM);
        }
        return (short) (value < 0 ? -magnitude : magnitude);
    }
}
