package io.milliwatt.inspector.capture;

/// How an interface writes time: options if_tsresol and if_tsoffset, draft-ietf-opsawg-pcapng,
/// section 4.2.
final class TimeUnitOfInterface {
    /// What holds when the interface says nothing.
    static final int MICROSECONDS = 6;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int BINARY = 0x80;

    /// A nanosecond is about 2^-30 s: finer fractions are cut to that.
    private static final int FINEST_BITS = 30;

    private final int exponent;
    private final boolean isBinary;
    private final long factor;
    private final long offsetNanos;

    /// @param resolution of a tick: 10^-n s, or 2^-n s with the highest bit set
    /// @param offsetSeconds to be added to each time
    TimeUnitOfInterface(int resolution, long offsetSeconds) {
        isBinary = (resolution & BINARY) != 0;
        exponent = resolution & ~BINARY;
        long power = 1;
        for (int i = 0; i < Math.min(18, Math.abs(9 - exponent)); i++) {
            power *= 10;
        }
        factor = power;
        offsetNanos = offsetSeconds * NANOS_PER_SECOND;
    }

    /// Nanoseconds since 1970 of a time in these units.
    long nanos(long units) {
        if (!isBinary) {
            return offsetNanos
                    + (exponent <= 9 ? units * factor : Long.divideUnsigned(units, factor));
        }
        if (exponent >= Long.SIZE) {
            return offsetNanos;
        }
        long seconds = units >>> exponent;
        long fraction = units - (seconds << exponent);
        int bits = exponent;
        if (bits > FINEST_BITS) {
            fraction >>>= bits - FINEST_BITS;
            bits = FINEST_BITS;
        }
        return offsetNanos + seconds * NANOS_PER_SECOND + (fraction * NANOS_PER_SECOND >>> bits);
    }
}
