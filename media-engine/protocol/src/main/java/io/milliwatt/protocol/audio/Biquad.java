package io.milliwatt.protocol.audio;

/// A filter of second order with the flattest pass band (Butterworth), by bilinear transformation.
final class Biquad {
    private final double b0;
    private final double b1;
    private final double b2;
    private final double a1;
    private final double a2;
    private double z1;
    private double z2;

    private Biquad(double b0, double b1, double b2, double a1, double a2) {
        this.b0 = b0;
        this.b1 = b1;
        this.b2 = b2;
        this.a1 = a1;
        this.a2 = a2;
    }

    /// @param cutoff as a share of the sample rate, below 0.5
    static Biquad lowPass(double cutoff) {
        double w = Math.tan(Math.PI * cutoff);
        double n = 1 / (1 + Math.sqrt(2) * w + w * w);
        return new Biquad(
                w * w * n,
                2 * w * w * n,
                w * w * n,
                2 * (w * w - 1) * n,
                (1 - Math.sqrt(2) * w + w * w) * n);
    }

    /// @param cutoff as a share of the sample rate, below 0.5
    static Biquad highPass(double cutoff) {
        double w = Math.tan(Math.PI * cutoff);
        double n = 1 / (1 + Math.sqrt(2) * w + w * w);
        return new Biquad(n, -2 * n, n, 2 * (w * w - 1) * n, (1 - Math.sqrt(2) * w + w * w) * n);
    }

    double next(double in) {
        double out = b0 * in + z1;
        z1 = b1 * in - a1 * out + z2;
        z2 = b2 * in - a2 * out;
        return out;
    }
}
