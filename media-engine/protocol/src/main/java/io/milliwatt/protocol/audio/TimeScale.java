package io.milliwatt.protocol.audio;

/// Makes speech a pitch period shorter or longer without changing its pitch: two neighbouring
/// periods are overlapped into one, or one is repeated (overlap and add at the distance of best
/// likeness, between 2.5 and 15 ms).
final class TimeScale {
    private static final int COARSE_HZ = 8_000;

    private final int shortest;
    private final int longest;
    private final int coarse;

    TimeScale(int sampleRateHz) {
        shortest = sampleRateHz / 400;
        longest = sampleRateHz * 3 / 200;
        coarse = Math.max(1, sampleRateHz / COARSE_HZ);
    }

    /// Samples that must be there for either.
    int needed() {
        return 2 * longest;
    }

    /// Shortens the first [#needed()] of `count` samples by a period and returns how many are left.
    int shorten(short[] samples, int count) {
        int period = period(samples);
        for (int i = 0; i < period; i++) {
            samples[i] = between(samples[i], samples[i + period], i, period);
        }
        System.arraycopy(samples, 2 * period, samples, period, count - 2 * period);
        return count - period;
    }

    /// Lengthens by a period; the array has room for [#needed()] / 2 more.
    int lengthen(short[] samples, int count) {
        int period = period(samples);
        System.arraycopy(samples, period, samples, 2 * period, count - period);
        for (int i = 0; i < period; i++) {
            // from the second period, which follows on the first, back into the first, which the
            // second follows on
            samples[period + i] = between(samples[2 * period + i], samples[i], i, period);
        }
        return count + period;
    }

    private static short between(short from, short to, int at, int count) {
        return (short) ((from * (count - at) + to * at) / count);
    }

    /// The distance at which the beginning is most like itself, by normalised correlation.
    private int period(short[] samples) {
        double best = Double.NEGATIVE_INFINITY;
        int found = longest;
        for (int lag = shortest; lag <= longest; lag += coarse) {
            double product = 0;
            double energy = 1;
            for (int i = 0; i < longest; i += coarse) {
                product += (double) samples[i] * samples[i + lag];
                energy += (double) samples[i + lag] * samples[i + lag];
            }
            double likeness = product / Math.sqrt(energy);
            if (likeness > best) {
                best = likeness;
                found = lag;
            }
        }
        return found;
    }
}
