package io.milliwatt.protocol.audio;

/// Levels of 16-bit linear samples in dBm0, by the theoretical load capacity of ITU-T G.711: a sine
/// that just reaches the virtual decision value at the top has +3.17 dBm0 in mu-law (8159 of 14
/// bits, 32636 of 16) and +3.14 dBm0 in A-law (4096 of 13 bits, 32768 of 16). A sine of 0 dBm0, the
/// digital milliwatt, so has a peak of 22656 and 22827; the two scales differ by 0.06 dB.
public enum DigitalLevel {
    MU_LAW(32_636, 3.17),
    A_LAW(32_768, 3.14);

    private final double zeroPeak;

    DigitalLevel(double overloadPeak, double overloadDbm0) {
        zeroPeak = overloadPeak / Math.pow(10, overloadDbm0 / 20);
    }

    /// The peak of a sine of that level, in steps of 16-bit samples.
    public double peak(double dbm0) {
        return zeroPeak * Math.pow(10, dbm0 / 20);
    }

    /// The level of a signal of that root mean square; negative infinity for 0.
    public double dbm0(double rms) {
        return 20 * Math.log10(rms * Math.sqrt(2) / zeroPeak);
    }
}
