package io.milliwatt.protocol.codec;

/// The ADPCM of one band of ITU-T G.722: a quantiser whose step adapts, and a predictor of two
/// poles and six zeros that adapts by signs. Coder and decoder run the same adaptation over the
/// code words only, so they stay equal as long as none is lost.
///
/// Names in capitals in the comments are those of the blocks and variables of the recommendation,
/// section 6.2.
final class G722Band {
    private static final int POLES = 2;
    private static final int ZEROS = 6;

    /// Decision levels of the lower band's quantiser for one sign (Q6).
    private static final int[] LOW_DECISIONS = {
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940,
        1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
    };

    /// What the lower band's 60 intervals stand for, for one sign, smallest first (QQ6).
    private static final int[] LOW_OUTPUT = {
        136, 432, 728, 1040, 1360, 1688, 2032, 2400, 2776, 3168, 3576, 4008, 4464, 4944, 5456, 6000,
        6576, 7192, 7856, 8576, 9360, 10232, 11192, 12280, 13512, 14984, 16704, 19008, 21904, 24808
    };

    /// What the four most significant bits of a code word of the lower band stand for in the
    /// adaptation (QM4): the two others may be missing in other modes.
    private static final int[] LOW_COARSE = {
        0, -20456, -12896, -8968, -6288, -4240, -2584, -1200,
        20456, 12896, 8968, 6288, 4240, 2584, 1200, 0
    };

    /// How the lower band's step follows those four bits (WL by RL42).
    private static final int[] LOW_WEIGHTS = {
        -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
    };

    /// The higher band: the one decision level (Q2), outputs (QM2) and weights (WH by RH2).
    private static final int HIGH_DECISION = 564;

    private static final int[] HIGH_OUTPUT = {-7408, -1616, 7408, 1616};
    private static final int[] HIGH_WEIGHTS = {798, -214, 798, -214};

    private static final int[] LOW_BY_CODE = new int[64]; // QM6
    private static final int[] ANTILOG = new int[32]; // ILB: 2048 * 2^(i/32)

    static {
        for (int code = 0; code < LOW_BY_CODE.length; code++) {
            LOW_BY_CODE[code] = lowOutput(code);
        }
        for (int i = 0; i < ANTILOG.length; i++) {
            ANTILOG[i] = (int) Math.round(2048 * StrictMath.pow(2, i / 32.0));
        }
    }

    private final int logarithmLimit;
    private final int antilogShift;
    private int logarithm; // NB
    private int step; // DET
    private int prediction; // S
    private int zeroPrediction; // SZ
    private final int[] poles = new int[POLES]; // A
    private final int[] zeros = new int[ZEROS]; // B
    private final int[] differences = new int[ZEROS]; // D, newest first
    private int reconstructed; // R
    private int partial; // P
    private int partialBefore;

    private G722Band(int logarithmLimit, int antilogShift, int firstStep) {
        this.logarithmLimit = logarithmLimit;
        this.antilogShift = antilogShift;
        this.step = firstStep;
    }

    static G722Band low() {
        return new G722Band(18_432, 8, 32);
    }

    static G722Band high() {
        return new G722Band(22_528, 10, 8);
    }

    static int saturate(int value) {
        return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /// Code words 62 and 63 are the two smallest of the negative side; 0 to 3 are never sent.
    private static int lowOutput(int code) {
        if (code >= 62) {
            return -LOW_OUTPUT[63 - code];
        }
        if (code >= 32) {
            return LOW_OUTPUT[61 - code];
        }
        return code >= 4 ? -LOW_OUTPUT[33 - code] : -LOW_OUTPUT[0];
    }

    /// The 6-bit code word of the next value of the lower band (QUANTL).
    int encodeLow(int value) {
        int error = saturate(value - prediction);
        int magnitude = error >= 0 ? error : ~error;
        int interval = 1;
        while (interval < LOW_DECISIONS.length
                && magnitude >= LOW_DECISIONS[interval] * step >> 12) {
            interval++;
        }
        int code;
        if (error >= 0) {
            code = 62 - interval;
        } else {
            code = interval <= 2 ? 64 - interval : 34 - interval;
        }
        adaptLow(code);
        return code;
    }

    /// The 2-bit code word of the next value of the higher band (QUANTH).
    int encodeHigh(int value) {
        int error = saturate(value - prediction);
        int magnitude = error >= 0 ? error : ~error;
        boolean inner = magnitude < HIGH_DECISION * step >> 12;
        int code = (error >= 0 ? 2 : 0) + (inner ? 1 : 0);
        adaptHigh(code);
        return code;
    }

    /// The next value of the lower band, within 15 bits.
    int decodeLow(int code) {
        int value = limit(prediction + (step * LOW_BY_CODE[code] >> 15));
        adaptLow(code);
        return value;
    }

    /// The next value of the higher band, within 15 bits.
    int decodeHigh(int code) {
        int value = limit(prediction + (step * HIGH_OUTPUT[code] >> 15));
        adaptHigh(code);
        return value;
    }

    private static int limit(int value) {
        return Math.clamp(value, -16_384, 16_383);
    }

    private void adaptLow(int code) {
        int coarse = code >> 2;
        adapt(step * LOW_COARSE[coarse] >> 15, LOW_WEIGHTS[coarse]);
    }

    private void adaptHigh(int code) {
        adapt(step * HIGH_OUTPUT[code] >> 15, HIGH_WEIGHTS[code]);
    }

    /// @param difference the quantised prediction error
    private void adapt(int difference, int weight) {
        // LOGSCL, SCALEL: the step forgets by 127/128 and follows the weight
        logarithm = Math.clamp((logarithm * 127 >> 7) + weight, 0, logarithmLimit);
        int shift = antilogShift - (logarithm >> 11);
        int mantissa = ANTILOG[logarithm >> 6 & 31];
        step = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;

        int newPartial = saturate(zeroPrediction + difference); // PARREC
        int newReconstructed = saturate(prediction + difference); // RECONS
        adaptPoles(newPartial);
        partialBefore = partial;
        partial = newPartial;
        adaptZeros(difference);
        predict(newReconstructed);
    }

    /// UPPOL2 and UPPOL1.
    private void adaptPoles(int newPartial) {
        boolean sameAsLast = (newPartial ^ partial) >= 0;
        boolean sameAsBefore = (newPartial ^ partialBefore) >= 0;
        int first = saturate(poles[0] << 2);
        int correction = sameAsLast ? -first : first;
        int second = Math.min(correction, Short.MAX_VALUE) >> 7;
        second += sameAsBefore ? 128 : -128;
        second += poles[1] * 32_512 >> 15;
        second = Math.clamp(second, -12_288, 12_288);
        int bound = 15_360 - second;
        int newFirst = (poles[0] * 32_640 >> 15) + (sameAsLast ? 192 : -192);
        poles[0] = Math.clamp(newFirst, -bound, bound);
        poles[1] = second;
    }

    /// UPZERO, and the differences move on by one.
    private void adaptZeros(int difference) {
        int gain = difference == 0 ? 0 : 128;
        for (int i = 0; i < ZEROS; i++) {
            int change = (difference ^ differences[i]) >= 0 ? gain : -gain;
            zeros[i] = saturate((zeros[i] * 32_640 >> 15) + change);
        }
        System.arraycopy(differences, 0, differences, 1, ZEROS - 1);
        differences[0] = difference;
    }

    /// FILTEP, FILTEZ, PREDIC.
    private void predict(int newReconstructed) {
        int polePrediction =
                saturate(
                        (poles[0] * saturate(2 * newReconstructed) >> 15)
                                + (poles[1] * saturate(2 * reconstructed) >> 15));
        reconstructed = newReconstructed;
        int sum = 0;
        for (int i = 0; i < ZEROS; i++) {
            sum += zeros[i] * saturate(2 * differences[i]) >> 15;
        }
        zeroPrediction = saturate(sum);
        prediction = saturate(polePrediction + zeroPrediction);
    }
}
