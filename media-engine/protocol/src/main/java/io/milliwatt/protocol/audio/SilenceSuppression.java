package io.milliwatt.protocol.audio;

import io.milliwatt.protocol.codec.ComfortNoise;

/// Decides for each frame that is to be sent whether somebody speaks, and describes the background
/// while nobody does: for a peer that negotiated comfort noise (CN, RFC 3389).
///
/// The background is the quietest the last seconds have had; a frame 8 dB above it is speech, and
/// for 200 ms after it everything is. Then the noise is described once, and again when it changed
/// by more than 2 dB, at most each 100 ms, and at least each two seconds. One thread owns it.
public final class SilenceSuppression {
    /// What to do with a frame.
    public enum Action {
        /// Send it.
        SPEECH,
        /// Send [#noise()] in its place.
        NOISE,
        /// Send nothing; the timestamp goes on.
        NOTHING
    }

    private static final int ORDER = 6;
    private static final double ABOVE_BACKGROUND = 2.5; // of the root mean square: 8 dB
    private static final double LEAST_SPEECH_RMS = 50;
    private static final double BACKGROUND_RISE_PER_SECOND = 1.4; // 3 dB
    private static final int HANGOVER_MILLIS = 200;
    private static final int LEAST_APART_MILLIS = 100;
    private static final int MOST_APART_MILLIS = 2000;
    private static final int MOST_LEVEL = 127;

    private final int frame;
    private final int frameMillis;
    private final double risePerFrame;
    private double background = LEAST_SPEECH_RMS;
    private int sinceSpeechMillis;
    private int sinceNoiseMillis;
    private boolean described;
    private ComfortNoise noise = ComfortNoise.white(MOST_LEVEL);

    public SilenceSuppression(int sampleRateHz, int frameSamples) {
        frame = frameSamples;
        frameMillis = frameSamples * 1000 / sampleRateHz;
        risePerFrame = Math.pow(BACKGROUND_RISE_PER_SECOND, frameMillis / 1000.0);
    }

    /// Decides on the frame that begins at `offset`.
    public Action step(short[] samples, int offset) {
        double rms = LevelMeter.rms(samples, offset, frame);
        background = Math.max(1, Math.min(rms, background * risePerFrame));
        boolean speech = rms > Math.max(LEAST_SPEECH_RMS, ABOVE_BACKGROUND * background);
        sinceSpeechMillis = speech ? 0 : sinceSpeechMillis + frameMillis;
        if (sinceSpeechMillis <= HANGOVER_MILLIS) {
            described = false;
            return Action.SPEECH;
        }
        sinceNoiseMillis += frameMillis;
        int level = levelDbov(rms);
        boolean changed =
                Math.abs(level - noise.levelDbov()) > 2 && sinceNoiseMillis >= LEAST_APART_MILLIS;
        if (described && !changed && sinceNoiseMillis < MOST_APART_MILLIS) {
            return Action.NOTHING;
        }
        described = true;
        sinceNoiseMillis = 0;
        noise = ComfortNoise.of(level, reflections(samples, offset));
        return Action.NOISE;
    }

    /// The last description.
    public ComfortNoise noise() {
        return noise;
    }

    private static int levelDbov(double rms) {
        double below = -20 * Math.log10(Math.max(rms, 1e-3) / ComfortNoiseGenerator.ZERO_DBOV_RMS);
        return (int) Math.clamp(Math.round(below), 0, MOST_LEVEL);
    }

    /// The reflection coefficients of the frame, by the recursion of Levinson and Durbin over its
    /// autocorrelation.
    private double[] reflections(short[] samples, int offset) {
        double[] correlation = new double[ORDER + 1];
        for (int lag = 0; lag <= ORDER; lag++) {
            for (int i = offset + lag; i < offset + frame; i++) {
                correlation[lag] += (double) samples[i] * samples[i - lag];
            }
        }
        double[] reflections = new double[ORDER];
        double[] filter = new double[ORDER + 1];
        double error = correlation[0] * 1.001 + 1;
        for (int i = 1; i <= ORDER; i++) {
            double sum = correlation[i];
            for (int j = 1; j < i; j++) {
                sum += filter[j] * correlation[i - j];
            }
            double reflection = -sum / error;
            double[] before = filter.clone();
            for (int j = 1; j < i; j++) {
                filter[j] = before[j] + reflection * before[i - j];
            }
            filter[i] = reflection;
            reflections[i - 1] = reflection;
            error *= 1 - reflection * reflection;
        }
        return reflections;
    }
}
