package io.milliwatt.protocol.rtp;

/// Arithmetic of the 16-bit RTP sequence number, RFC 3550, section 5.1, and its extension to 64
/// bits (appendix A.1).
public final class RtpSequence {
    /// How many sequence numbers there are before they repeat.
    public static final int MODULUS = 1 << 16;

    private static final int MASK = MODULUS - 1;

    private RtpSequence() {}

    /// The low 16 bits of an extended or freely computed number.
    public static int of(long number) {
        return (int) (number & MASK);
    }

    public static int next(int sequence) {
        return (sequence + 1) & MASK;
    }

    /// Steps from `from` to `to` along the shorter way: -32768 to 32767.
    public static int difference(int to, int from) {
        return (short) (to - from);
    }

    /// Steps from `from` forwards to `to`: 0 to 65535.
    public static int forward(int from, int to) {
        return (to - from) & MASK;
    }

    public static boolean isNewer(int sequence, int than) {
        return difference(sequence, than) > 0;
    }

    /// The extended number nearest to `reference` whose low 16 bits are `sequence`. May be negative
    /// near a start of zero.
    public static long unwrap(long reference, int sequence) {
        return reference + difference(sequence, of(reference));
    }
}
