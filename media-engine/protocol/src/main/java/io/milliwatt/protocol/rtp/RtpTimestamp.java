package io.milliwatt.protocol.rtp;

/// Arithmetic of the 32-bit RTP timestamp, RFC 3550, section 5.1. Timestamps are held in `long`, 0
/// to 4294967295.
public final class RtpTimestamp {
    private static final long MASK = 0xffff_ffffL;

    private RtpTimestamp() {}

    /// The low 32 bits of an extended or freely computed number.
    public static long of(long number) {
        return number & MASK;
    }

    public static long add(long timestamp, long ticks) {
        return (timestamp + ticks) & MASK;
    }

    /// Ticks from `from` to `to` along the shorter way: -2147483648 to 2147483647.
    public static int difference(long to, long from) {
        return (int) (to - from);
    }

    public static boolean isNewer(long timestamp, long than) {
        return difference(timestamp, than) > 0;
    }

    /// The extended number nearest to `reference` whose low 32 bits are `timestamp`.
    public static long unwrap(long reference, long timestamp) {
        return reference + difference(timestamp, reference);
    }
}
