package io.milliwatt.protocol.codec;

/// The quadrature mirror filter of ITU-T G.722, sections 3.1 and 4.4: 24 coefficients, of which
/// each of two phases uses 12. The coder splits 16 kHz into two bands of 8 kHz with it, the decoder
/// joins them.
final class G722Filter {
    /// Even coefficients h(0), h(2) ...; the odd ones are the same backwards. Scaled by 2^13.
    private static final int[] COEFFICIENTS = {
        3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11
    };

    private static final int TAPS = 2 * COEFFICIENTS.length;

    /// Pairs are written once and read until the window has passed; then the last ones are moved to
    /// the front, so that a sum runs over consecutive places.
    private static final int CAPACITY = 16 * TAPS;

    private final int[] history = new int[CAPACITY];
    private int end = TAPS;

    /// The next two samples, the older first.
    void push(int first, int second) {
        if (end == CAPACITY) {
            System.arraycopy(history, CAPACITY - TAPS + 2, history, 0, TAPS - 2);
            end = TAPS - 2;
        }
        history[end++] = first;
        history[end++] = second;
    }

    /// The sum over the older sample of each pair.
    int older() {
        int sum = 0;
        int start = end - TAPS;
        for (int i = 0; i < COEFFICIENTS.length; i++) {
            sum += history[start + 2 * i] * COEFFICIENTS[i];
        }
        return sum;
    }

    /// The sum over the newer sample of each pair.
    int newer() {
        int sum = 0;
        int start = end - TAPS;
        for (int i = 0; i < COEFFICIENTS.length; i++) {
            sum += history[start + 2 * i + 1] * COEFFICIENTS[COEFFICIENTS.length - 1 - i];
        }
        return sum;
    }
}
