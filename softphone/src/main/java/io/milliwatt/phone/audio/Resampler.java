package io.milliwatt.phone.audio;

import java.util.Arrays;

/// Changes the sample rate of one channel: a windowed sinc (Kaiser), flat up to 85 % of the lower
/// of both Nyquist frequencies, at least 70 dB down from that Nyquist frequency on. Output sample n
/// lies at the time of input sample n * in / out: no delay is added, but the end comes out only
/// with [#finish]. Not thread-safe.
final class Resampler {
    private static final double STOP_BAND_DB = 75;
    private static final double PASS_BAND = 0.85;
    private static final int MAX_PHASES = 512;

    private final long outStep; // time is counted in 1 / outStep of an input sample
    private final long inStep; // and an output sample takes inStep of these
    private final int halfTaps;
    private final int phases;
    private final float[][] rows;

    private float[] held;
    private int heldCount;
    private long position; // of the next output sample, from held[0]

    Resampler(int inHz, int outHz) {
        int common = gcd(inHz, outHz);
        inStep = inHz / common;
        outStep = outHz / common;
        double nyquist = 0.5 * Math.min(inHz, outHz) / inHz; // in cycles per input sample
        double transition = (1 - PASS_BAND) * nyquist;
        double taps = (STOP_BAND_DB - 7.95) / (2.285 * 2 * Math.PI * transition);
        halfTaps = (int) Math.ceil(taps / 2);
        phases = (int) Math.min(outStep, MAX_PHASES);
        rows = new float[phases + 1][];
        for (int phase = 0; phase <= phases; phase++) {
            rows[phase] = row((double) phase / phases, nyquist - transition / 2);
        }
        held = new float[4 * halfTaps];
        heldCount = halfTaps - 1; // silence before the first sample
        position = (halfTaps - 1) * outStep;
    }

    /// Most samples that can come out for so many going in.
    int maxOutput(int inputSamples) {
        return Math.toIntExact((inputSamples + 2L * halfTaps) * outStep / inStep + 2);
    }

    /// Takes `count` samples and returns how many it wrote to `out`.
    int resample(float[] in, int count, float[] out) {
        if (heldCount + count > held.length) {
            held = Arrays.copyOf(held, heldCount + count);
        }
        System.arraycopy(in, 0, held, heldCount, count);
        heldCount += count;
        int written = 0;
        int base = (int) (position / outStep);
        while (base + halfTaps < heldCount) {
            out[written++] = at(base - halfTaps + 1, position % outStep);
            position += inStep;
            base = (int) (position / outStep);
        }
        int spent = Math.min(base - halfTaps + 1, heldCount);
        System.arraycopy(held, spent, held, 0, heldCount - spent);
        heldCount -= spent;
        position -= spent * outStep;
        return written;
    }

    /// Lets the end out: afterwards n input samples have given n * out / in, rounded up.
    int finish(float[] out) {
        return resample(new float[halfTaps], halfTaps, out);
    }

    private float at(int start, long fraction) {
        long scaled = fraction * phases;
        int phase = (int) (scaled / outStep);
        float value = dot(rows[phase], start);
        long between = scaled % outStep; // not 0 only where there are more phases than rows
        if (between != 0) {
            value += (dot(rows[phase + 1], start) - value) * between / outStep;
        }
        return value;
    }

    private float dot(float[] row, int start) {
        float even = 0;
        float odd = 0;
        for (int i = 0; i < row.length; i += 2) {
            even += row[i] * held[start + i];
            odd += row[i + 1] * held[start + i + 1];
        }
        return even + odd;
    }

    private float[] row(double fraction, double cutoff) {
        double[] taps = new double[2 * halfTaps];
        double beta = 0.1102 * (STOP_BAND_DB - 8.7);
        double sum = 0;
        for (int i = 0; i < taps.length; i++) {
            double x = i - halfTaps + 1 - fraction;
            double edge = x / halfTaps;
            double window = bessel(beta * Math.sqrt(Math.max(0, 1 - edge * edge))) / bessel(beta);
            taps[i] = sinc(2 * cutoff * x) * window;
            sum += taps[i];
        }
        float[] row = new float[taps.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (taps[i] / sum);
        }
        return row;
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /// The modified Bessel function of the first kind and order 0, by its series.
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-12; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
