package io.milliwatt.engine;

import io.milliwatt.protocol.audio.Resampler;
import java.util.Arrays;

/// How far a recording is what was said: where in it that begins, and how strong everything else
/// is. A gain in between does not matter.
///
/// @param atSeconds where the wanted sound begins in the recording
/// @param signalToNoiseDb energy of the wanted sound over that of what is left of the recording
record Likeness(double atSeconds, double signalToNoiseDb) {
    private static final int COARSE_HZ = 8_000;
    private static final int FINE_HZ = 48_000;
    private static final int STEP = FINE_HZ / COARSE_HZ;

    /// @param wanted shorter than the recording
    static Likeness of(Sound recording, Sound wanted) {
        short[] coarse = at(recording, COARSE_HZ);
        short[] sought = at(wanted, COARSE_HZ);
        short[] fine = at(recording, FINE_HZ);
        short[] whole = at(wanted, FINE_HZ);
        int best = best(coarse, sought, 0, coarse.length - sought.length);
        int from = Math.max(0, STEP * (best - 4));
        int to = Math.min(fine.length - whole.length, STEP * (best + 4));
        int begin = best(fine, whole, from, to);
        double alike = likeness(fine, begin, whole);
        return new Likeness(
                (double) begin / FINE_HZ, 10 * Math.log10(alike * alike / (1 - alike * alike)));
    }

    /// The same band: what a codec of that sample rate can carry.
    static Sound throughBand(Sound sound, int sampleRateHz) {
        return new Sound(sampleRateHz, at(sound, sampleRateHz));
    }

    private static short[] at(Sound sound, int rateHz) {
        if (sound.sampleRateHz() == rateHz) {
            return sound.samples();
        }
        var resampler = new Resampler(sound.sampleRateHz(), rateHz);
        var out = new short[resampler.maxOutput(sound.samples().length)];
        int count = resampler.resample(sound.samples(), 0, sound.samples().length, out, 0);
        return Arrays.copyOf(out, count);
    }

    private static int best(short[] in, short[] wanted, int from, int to) {
        int best = from;
        double most = -1;
        for (int at = from; at <= to; at++) {
            double alike = likeness(in, at, wanted);
            if (alike > most) {
                most = alike;
                best = at;
            }
        }
        return best;
    }

    /// The correlation coefficient, 1 = the same but for a gain.
    private static double likeness(short[] in, int at, short[] wanted) {
        double product = 0;
        double energyIn = 1;
        double energyWanted = 1;
        for (int i = 0; i < wanted.length; i++) {
            product += (double) in[at + i] * wanted[i];
            energyIn += (double) in[at + i] * in[at + i];
            energyWanted += (double) wanted[i] * wanted[i];
        }
        return product / Math.sqrt(energyIn * energyWanted);
    }
}
