package io.milliwatt.protocol.audio;

import java.util.Arrays;

/// Changes the sample rate of one channel: a windowed sinc (Kaiser), flat up to 85 % of the lower
/// of both Nyquist frequencies, at least 70 dB down from that Nyquist frequency on. Any two rates
/// will do; those whose ratio is of small numbers (8, 16, 24, 32 and 48 kHz among each other) are
/// computed eight samples at a time. Nothing is allocated once the longest block was seen. Not
/// thread-safe.
///
/// There are two ways to treat the 4 ms (for the rates of telephony) that a filter must look ahead:
///
/// - [#Resampler(int, int)]: output sample n lies at the time of input sample n * in / out, no
///   delay is added, but the end comes out only with [#finish]: for recordings.
/// - [#streaming(int, int)]: from the first block on n samples give n * out / in, rounded up over
///   the whole, and all is [#delayMillis()] later: for calls, where a frame in must be a frame out.
public final class Resampler {
    private static final double STOP_BAND_DB = 75;
    private static final double PASS_BAND = 0.85;
    private static final int MAX_PHASES = 512;
    private static final int MOST_STEPS_OF_BLOCKS = 6;
    private static final int LANES = 8;

    private final int inHz;
    private final int outHz;
    private final int outStep; // time is counted in 1 / outStep of an input sample
    private final int inStep; // and an output sample takes inStep of these
    private final int halfTaps;
    private final int phases;
    private final boolean inBlocks;
    private final float[][] rows;

    private float[] held;
    private int heldCount;
    private long position; // of the next output sample, from held[0]
    private float[] given = new float[0];

    public Resampler(int inHz, int outHz) {
        this(inHz, outHz, false);
    }

    private Resampler(int inHz, int outHz, boolean delayed) {
        int common = gcd(inHz, outHz);
        this.inHz = inHz;
        this.outHz = outHz;
        inStep = inHz / common;
        outStep = outHz / common;
        double nyquist = 0.5 * Math.min(inHz, outHz) / inHz; // in cycles per input sample
        double transition = (1 - PASS_BAND) * nyquist;
        double taps = (STOP_BAND_DB - 7.95) / (2.285 * 2 * Math.PI * transition);
        halfTaps = 2 * (int) Math.ceil(taps / 4); // taps are a multiple of 4
        phases = Math.min(outStep, MAX_PHASES);
        inBlocks = outStep <= MOST_STEPS_OF_BLOCKS && inStep <= MOST_STEPS_OF_BLOCKS;
        rows = new float[phases + 1][];
        for (int phase = 0; phase <= phases; phase++) {
            rows[phase] = row((double) phase / phases, nyquist - transition / 2);
        }
        held = new float[4 * halfTaps];
        heldCount = delayed ? 2 * halfTaps - 1 : halfTaps - 1; // silence before the first sample
        position = (halfTaps - 1L) * outStep;
    }

    /// One that gives whole frames from the first on, late by [#delayMillis()].
    public static Resampler streaming(int inHz, int outHz) {
        return new Resampler(inHz, outHz, true);
    }

    /// What [#streaming] adds.
    public double delayMillis() {
        return 1000.0 * halfTaps / inHz;
    }

    /// Most samples that can come out for so many going in.
    public int maxOutput(int inputSamples) {
        return Math.toIntExact((inputSamples + 2L * halfTaps) * outHz / inHz + 2);
    }

    /// Takes `count` samples and returns how many it wrote to `out`.
    public int resample(float[] in, int count, float[] out) {
        makeRoom(count);
        System.arraycopy(in, 0, held, heldCount, count);
        heldCount += count;
        return produce(out);
    }

    /// Takes `count` samples from `offset` and returns how many it wrote to `out` from `outOffset`.
    public int resample(short[] in, int offset, int count, short[] out, int outOffset) {
        makeRoom(count);
        for (int i = 0; i < count; i++) {
            held[heldCount + i] = in[offset + i];
        }
        heldCount += count;
        if (given.length < maxOutput(count)) {
            given = new float[maxOutput(count)];
        }
        int written = produce(given);
        for (int i = 0; i < written; i++) {
            out[outOffset + i] =
                    (short) Math.clamp(Math.round(given[i]), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return written;
    }

    /// Lets the end out: afterwards n input samples have given n * out / in, rounded up.
    public int finish(float[] out) {
        return resample(new float[halfTaps], halfTaps, out);
    }

    private void makeRoom(int count) {
        if (heldCount + count > held.length) {
            held = Arrays.copyOf(held, heldCount + count);
        }
    }

    private int produce(float[] out) {
        int written = 0;
        while (canStep() && !(inBlocks && position % outStep == 0 && groups() >= LANES)) {
            out[written++] = next();
        }
        if (inBlocks) {
            for (int groups = groups(); groups >= LANES; groups -= LANES) {
                written = block(out, written);
            }
            while (canStep()) {
                out[written++] = next();
            }
        }
        int spent = Math.min((int) (position / outStep) - halfTaps + 1, heldCount);
        System.arraycopy(held, spent, held, 0, heldCount - spent);
        heldCount -= spent;
        position -= (long) spent * outStep;
        return written;
    }

    private boolean canStep() {
        return position / outStep + halfTaps < heldCount;
    }

    private float next() {
        float value = at((int) (position / outStep) - halfTaps + 1, (int) (position % outStep));
        position += inStep;
        return value;
    }

    /// How often `inStep` whole input samples can give `outStep` output samples.
    private int groups() {
        int base = (int) (position / outStep);
        int last = (outStep - 1) * inStep / outStep;
        return (heldCount - 1 - halfTaps - last - base) / inStep + 1;
    }

    /// Eight groups: each phase takes eight sums at once, which share its coefficients.
    private int block(float[] out, int at) {
        int start = (int) (position / outStep) - halfTaps + 1;
        for (int i = 0; i < outStep; i++) {
            float[] row = rows[i * inStep % outStep];
            eight(row, start + i * inStep / outStep, out, at + i);
        }
        position += (long) LANES * inStep * outStep;
        return at + LANES * outStep;
    }

    private void eight(float[] row, int start, float[] out, int at) {
        float[] x = held;
        int step = inStep;
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        for (int k = 0; k < row.length; k++) {
            float tap = row[k];
            int from = start + k;
            a += tap * x[from];
            b += tap * x[from + step];
            c += tap * x[from + 2 * step];
            d += tap * x[from + 3 * step];
            e += tap * x[from + 4 * step];
            f += tap * x[from + 5 * step];
            g += tap * x[from + 6 * step];
            h += tap * x[from + 7 * step];
        }
        int apart = outStep;
        out[at] = a;
        out[at + apart] = b;
        out[at + 2 * apart] = c;
        out[at + 3 * apart] = d;
        out[at + 4 * apart] = e;
        out[at + 5 * apart] = f;
        out[at + 6 * apart] = g;
        out[at + 7 * apart] = h;
    }

    private float at(int start, int fraction) {
        if (inBlocks) {
            return dotInOrder(rows[fraction], start);
        }
        long scaled = (long) fraction * phases;
        int phase = (int) (scaled / outStep);
        float value = dot(rows[phase], start);
        long between = scaled % outStep; // not 0 only where there are more phases than rows
        if (between != 0) {
            value += (dot(rows[phase + 1], start) - value) * between / outStep;
        }
        return value;
    }

    /// Adds in the order of [#eight], so that the size of the blocks makes no difference.
    private float dotInOrder(float[] row, int start) {
        float sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * held[start + i];
        }
        return sum;
    }

    private float dot(float[] row, int start) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = 0; i < row.length; i += 4) {
            a += row[i] * held[start + i];
            b += row[i + 1] * held[start + i + 1];
            c += row[i + 2] * held[start + i + 2];
            d += row[i + 3] * held[start + i + 3];
        }
        return (a + b) + (c + d);
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
