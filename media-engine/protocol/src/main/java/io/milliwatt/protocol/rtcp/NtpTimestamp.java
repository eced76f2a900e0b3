package io.milliwatt.protocol.rtcp;

/// Wall clock time as 64-bit fixed point, seconds since 1900 and their fraction: RFC 3550, section
/// 4.
///
/// @param bits 32 bits of seconds, 32 bits of fraction
public record NtpTimestamp(long bits) {
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MASK_32 = 0xffff_ffffL;

    /// The NTP time of a wall clock time.
    ///
    /// @param epochNanos nanoseconds since 1970-01-01T00:00Z
    public static NtpTimestamp ofEpochNanos(long epochNanos) {
        long seconds = Math.floorDiv(epochNanos, NANOS_PER_SECOND) + SECONDS_1900_TO_1970;
        long nanos = Math.floorMod(epochNanos, NANOS_PER_SECOND);
        long fraction = ((nanos << 32) + NANOS_PER_SECOND / 2) / NANOS_PER_SECOND;
        return new NtpTimestamp((seconds << 32) + fraction);
    }

    /// Nanoseconds since 1970-01-01T00:00Z; seconds below 2^31 belong to the era that begins in
    /// 2036 (RFC 4330, section 3).
    public long toEpochNanos() {
        long seconds = bits >>> 32;
        long era = seconds < 0x8000_0000L ? 1L << 32 : 0;
        long nanos = ((bits & MASK_32) * NANOS_PER_SECOND + (1L << 31)) >>> 32;
        return (seconds + era - SECONDS_1900_TO_1970) * NANOS_PER_SECOND + nanos;
    }

    /// The middle 32 bits, which a report block sends back as LSR: 1/65536 s.
    public long middle() {
        return (bits >>> 16) & MASK_32;
    }
}
