package io.milliwatt.protocol.audio;

/// The fast Fourier transform of a power-of-two number of complex values, in place.
final class Fourier {
    private final int size;
    private final double[] cos;
    private final double[] sin;

    Fourier(int size) {
        if (Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("size must be a power of two, is " + size);
        }
        this.size = size;
        cos = new double[size / 2];
        sin = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cos[i] = Math.cos(2 * Math.PI * i / size);
            sin[i] = -Math.sin(2 * Math.PI * i / size);
        }
    }

    void forward(double[] re, double[] im) {
        for (int i = 1, j = 0; i < size; i++) {
            int bit = size >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                double swap = re[i];
                re[i] = re[j];
                re[j] = swap;
                swap = im[i];
                im[i] = im[j];
                im[j] = swap;
            }
        }
        for (int half = 1; half < size; half *= 2) {
            int stride = size / (2 * half);
            for (int block = 0; block < size; block += 2 * half) {
                for (int i = block, k = 0; i < block + half; i++, k += stride) {
                    double wr = cos[k];
                    double wi = sin[k];
                    int other = i + half;
                    double tr = re[other] * wr - im[other] * wi;
                    double ti = re[other] * wi + im[other] * wr;
                    re[other] = re[i] - tr;
                    im[other] = im[i] - ti;
                    re[i] += tr;
                    im[i] += ti;
                }
            }
        }
    }

    /// `sum over n of a(n) b(n + lag)` for every lag from 0 to below the size less the longer
    /// length.
    static double[] crossCorrelation(short[] a, short[] b) {
        int size = Integer.highestOneBit(Math.max(1, a.length + b.length - 1)) * 2;
        Fourier fourier = new Fourier(size);
        // two real signals in one complex transform: a in the real part, b in the imaginary part
        double[] re = new double[size];
        double[] im = new double[size];
        for (int i = 0; i < a.length; i++) {
            re[i] = a[i];
        }
        for (int i = 0; i < b.length; i++) {
            im[i] = b[i];
        }
        fourier.forward(re, im);
        double[] pr = new double[size];
        double[] pi = new double[size];
        for (int k = 0; k < size; k++) {
            int mirror = -k & size - 1;
            double ar = (re[k] + re[mirror]) / 2;
            double ai = (im[k] - im[mirror]) / 2;
            double br = (im[k] + im[mirror]) / 2;
            double bi = (re[mirror] - re[k]) / 2;
            // conj(A) B, and its conjugate for the inverse by a forward transform
            pr[k] = ar * br + ai * bi;
            pi[k] = -(ar * bi - ai * br);
        }
        fourier.forward(pr, pi);
        for (int i = 0; i < size; i++) {
            pr[i] /= size;
        }
        return pr;
    }
}
