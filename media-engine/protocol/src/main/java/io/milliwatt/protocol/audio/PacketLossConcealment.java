package io.milliwatt.protocol.audio;

/// Fills missing frames in the manner of ITU-T G.711, appendix I: the last pitch period is
/// repeated, seams are overlapped, and the sound fades to silence over [#FADE_MILLIS]. The first
/// good frame after a gap is overlapped with what would have been repeated.
///
/// Deviation: the appendix delays all audio by 3.75 ms to overlap at the beginning of a gap; here
/// nothing is delayed, because a test tool should not add delay, and the beginning is smoothed by
/// taking the pitch period that joins on best.
public final class PacketLossConcealment {
    /// Time from the beginning of a gap to silence.
    public static final int FADE_MILLIS = 60;

    private static final int FULL_MILLIS = 10;

    private final short[] history;
    private final int shortestPitch;
    private final int longestPitch;
    private final int window;
    private final int overlap;
    private final int fullSamples;
    private final int fadeSamples;

    private final double[] period;
    private int pitch;
    private int position;
    private int missing;

    public PacketLossConcealment(int sampleRateHz) {
        int perMilli = sampleRateHz / 1000;
        shortestPitch = 5 * perMilli; // 200 Hz, as the appendix
        longestPitch = 15 * perMilli; // 66 Hz
        window = 20 * perMilli;
        overlap = 4 * perMilli;
        fullSamples = FULL_MILLIS * perMilli;
        fadeSamples = FADE_MILLIS * perMilli;
        history = new short[longestPitch + window];
        period = new double[longestPitch];
    }

    /// A frame came: it is smoothed at its beginning when one was missing before, and remembered.
    public void good(short[] samples, int offset, int count) {
        if (missing > 0) {
            int blended = Math.min(overlap, count);
            for (int i = 0; i < blended; i++) {
                double share = (i + 1.0) / (blended + 1);
                double sample = share * samples[offset + i] + (1 - share) * repeated();
                samples[offset + i] = (short) Math.round(sample);
            }
            missing = 0;
        }
        remember(samples, offset, count);
    }

    /// A frame is missing: writes what is played instead.
    public void conceal(short[] out, int offset, int count) {
        if (missing == 0) {
            findPeriod();
        }
        for (int i = offset; i < offset + count; i++) {
            out[i] = (short) Math.round(repeated());
        }
        remember(out, offset, count);
    }

    /// Nothing is played: writes silence, into which what was before fades.
    public void silence(short[] out, int offset, int count) {
        conceal(out, offset, count);
    }

    private double repeated() {
        double gain =
                missing < fullSamples
                        ? 1
                        : Math.max(
                                0,
                                1 - (double) (missing - fullSamples) / (fadeSamples - fullSamples));
        missing = Math.min(missing + 1, fadeSamples);
        double sample = gain * period[position];
        position = (position + 1) % pitch;
        return sample;
    }

    private void remember(short[] samples, int offset, int count) {
        int kept = Math.min(count, history.length);
        System.arraycopy(history, kept, history, 0, history.length - kept);
        System.arraycopy(samples, offset + count - kept, history, history.length - kept, kept);
    }

    /// Takes the last pitch period, its end overlapped with what came before it, so that it joins
    /// on to itself.
    private void findPeriod() {
        pitch = bestPitch();
        position = 0;
        int start = history.length - pitch;
        int seam = pitch / 4;
        for (int i = 0; i < pitch; i++) {
            int intoSeam = i - (pitch - seam);
            double earlier = intoSeam < 0 ? 0 : (intoSeam + 1.0) / (seam + 1);
            period[i] = (1 - earlier) * history[start + i] + earlier * history[start - pitch + i];
        }
    }

    /// The lag at which the last 20 ms are most like what was before, by normalised correlation.
    private int bestPitch() {
        int from = history.length - window;
        double best = Double.NEGATIVE_INFINITY;
        int found = shortestPitch;
        for (int lag = shortestPitch; lag <= longestPitch; lag++) {
            double correlation = 0;
            double energy = 1;
            for (int i = from; i < history.length; i++) {
                correlation += (double) history[i] * history[i - lag];
                energy += (double) history[i - lag] * history[i - lag];
            }
            double likeness = correlation / Math.sqrt(energy);
            if (likeness > best) {
                best = likeness;
                found = lag;
            }
        }
        return found;
    }
}
