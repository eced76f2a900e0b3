package io.milliwatt.phone.audio;

/// The one shape of audio inside the phone.
public final class AudioFrame {
    /// Samples a second, one channel, linear 16 bit.
    public static final int SAMPLE_RATE_HZ = 8000;

    /// Samples in one frame of 20 ms.
    public static final int SAMPLES = 160;

    /// Frames a second.
    public static final int PER_SECOND = SAMPLE_RATE_HZ / SAMPLES;

    private AudioFrame() {}

    /// The sample of a value where 1 is full scale; what is beyond full scale is clipped.
    static short sample(double value) {
        return (short) Math.clamp(Math.round(value * 32768.0), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
