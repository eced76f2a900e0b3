package io.milliwatt.protocol.audio;

import java.util.Arrays;

/// Finds a signal that was sent in a recording of what came back, and says how late, how loud and
/// how clean it is.
///
/// 1. Cross-correlation of the whole gives the place, or that the signal is not there: a share of
///    less than [#LEAST_LIKENESS] of the energy is what any noise or tone has by chance.
/// 2. Both are compared in pieces of 20 ms, each at the lag of the piece before; where it no longer
///    fits, the lag is searched anew, because a jitter buffer inserts and leaves out frames.
/// 3. Pieces far worse than the median, which were concealed or fell on a seam, are left out; the
///    rest give one gain and one ratio of signal to noise.
public final class SignalComparison {
    /// Longest delay that is found.
    public static final int MAX_DELAY_MILLIS = 2000;

    static final double LEAST_LIKENESS = 0.2;
    private static final double LEAST_PIECE_LIKENESS = 0.5;
    private static final double LEAST_MATCHED = 0.1;
    private static final double OUTLIER_RATIO = 10; // 10 dB worse than the median
    private static final int PIECE_MILLIS = 20;
    private static final int SHIFT_MILLIS = 200;
    private static final int MAX_SEARCHES = 80;
    private static final double QUIET_RMS = 30;

    /// What came of a comparison.
    ///
    /// @param found whether the sent signal is in the recording; if not, the rest is 0
    /// @param delayMillis how much later it is in the recording than in what was sent; the median
    ///   of the pieces
    /// @param snrDb energy of the signal to that of everything else, in the pieces that were
    ///   compared; at most 100
    /// @param gainDb how much louder it came back
    /// @param matchedPercent pieces of the sent signal that were found and compared, of those that
    ///   could have come back
    public record Result(
            boolean found, double delayMillis, double snrDb, double gainDb, double matchedPercent) {
        static final Result NOT_FOUND = new Result(false, 0, 0, 0, 0);
    }

    private final short[] sent;
    private final short[] received;
    private final int rateHz;
    private final int piece;
    private int searches;

    private SignalComparison(short[] sent, short[] received, int rateHz) {
        this.sent = sent;
        this.received = received;
        this.rateHz = rateHz;
        this.piece = rateHz * PIECE_MILLIS / 1000;
    }

    /// Compares two recordings that began at the same moment, both of 8000 samples a second.
    public static Result compare(short[] sent, short[] received) {
        return compare(sent, received, 8000);
    }

    public static Result compare(short[] sent, short[] received, int sampleRateHz) {
        return new SignalComparison(sent, received, sampleRateHz).run();
    }

    private Result run() {
        if (sent.length < piece
                || received.length < piece
                || LevelMeter.rms(sent, 0, sent.length) < QUIET_RMS) {
            return Result.NOT_FOUND;
        }
        int lag = coarseLag();
        return lag < 0 ? Result.NOT_FOUND : compareAt(lag);
    }

    /// The lag of the whole, or -1 when the sent signal is not there.
    private int coarseLag() {
        double[] correlation = Fourier.crossCorrelation(sent, received);
        double[] sentEnergy = runningEnergy(sent);
        double[] receivedEnergy = runningEnergy(received);
        int most = Math.min(MAX_DELAY_MILLIS * rateHz / 1000, received.length - piece);
        double best = LEAST_LIKENESS;
        int found = -1;
        for (int lag = 0; lag <= most; lag++) {
            int overlap = Math.min(sent.length, received.length - lag);
            double energy =
                    sentEnergy[overlap] * (receivedEnergy[lag + overlap] - receivedEnergy[lag]);
            double likeness = energy <= 0 ? 0 : correlation[lag] / Math.sqrt(energy);
            if (Math.abs(likeness) > best) {
                best = Math.abs(likeness);
                found = lag;
            }
        }
        return found;
    }

    private static double[] runningEnergy(short[] samples) {
        double[] energy = new double[samples.length + 1];
        for (int i = 0; i < samples.length; i++) {
            energy[i + 1] = energy[i] + (double) samples[i] * samples[i];
        }
        return energy;
    }

    private Result compareAt(int start) {
        int pieces = sent.length / piece;
        int[] lags = new int[pieces];
        double[][] sums = new double[pieces][];
        double[] ratios = new double[pieces];
        int possible = 0;
        int matched = 0;
        int lag = start;
        for (int i = 0; i < pieces; i++) {
            int at = i * piece;
            if (at + start + piece > received.length
                    || LevelMeter.rms(sent, at, piece) < QUIET_RMS) {
                continue;
            }
            possible++;
            if (likeness(at, lag) < LEAST_PIECE_LIKENESS) {
                lag = searched(at, lag);
            }
            if (likeness(at, lag) >= LEAST_PIECE_LIKENESS) {
                sums[matched] = sums(at, lag);
                lags[matched] = lag;
                ratios[matched] = noiseShare(sums[matched]);
                matched++;
            }
        }
        if (matched == 0 || matched < LEAST_MATCHED * possible) {
            return Result.NOT_FOUND;
        }
        return summary(sums, lags, ratios, matched, possible);
    }

    private Result summary(
            double[][] sums, int[] lags, double[] ratios, int matched, int possible) {
        double worst = median(ratios, matched) * OUTLIER_RATIO;
        double ss = 0;
        double sr = 0;
        double rr = 0;
        int used = 0;
        int[] usedLags = new int[matched];
        for (int i = 0; i < matched; i++) {
            if (ratios[i] <= worst) {
                ss += sums[i][0];
                sr += sums[i][1];
                rr += sums[i][2];
                usedLags[used++] = lags[i];
            }
        }
        Arrays.sort(usedLags, 0, used);
        double gain = sr / ss;
        double signal = gain * sr;
        double noise = Math.max(rr - signal, signal * 1e-10);
        return new Result(
                true,
                usedLags[used / 2] * 1000.0 / rateHz,
                10 * Math.log10(signal / noise),
                20 * Math.log10(Math.abs(gain)),
                100.0 * used / possible);
    }

    private static double median(double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[count / 2];
    }

    /// Energy of the sent piece, product with the received one, energy of the received one.
    private double[] sums(int at, int lag) {
        double ss = 0;
        double sr = 0;
        double rr = 0;
        for (int i = at; i < at + piece; i++) {
            double s = sent[i];
            double r = received[i + lag];
            ss += s * s;
            sr += s * r;
            rr += r * r;
        }
        return new double[] {ss, sr, rr};
    }

    /// Noise to signal when the piece is fitted by a gain of its own.
    private static double noiseShare(double[] sums) {
        double signal = sums[1] * sums[1] / sums[0];
        return Math.max(sums[2] - signal, signal * 1e-10) / signal;
    }

    private double likeness(int at, int lag) {
        if (at + lag < 0 || at + lag + piece > received.length) {
            return 0;
        }
        double[] sums = sums(at, lag);
        double energy = sums[0] * sums[2];
        return energy <= 0 ? 0 : Math.abs(sums[1]) / Math.sqrt(energy);
    }

    /// The lag near `around` that fits best, or `around` when none does.
    private int searched(int at, int around) {
        if (++searches > MAX_SEARCHES) {
            return around;
        }
        int shift = SHIFT_MILLIS * rateHz / 1000;
        double best = LEAST_PIECE_LIKENESS;
        int found = around;
        for (int lag = Math.max(0, around - shift); lag <= around + shift; lag++) {
            double likeness = likeness(at, lag);
            if (likeness > best) {
                best = likeness;
                found = lag;
            }
        }
        return found;
    }
}
