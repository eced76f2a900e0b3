package io.milliwatt.protocol.codec;

/// G.711 A-law, RFC 3551, section 4.5.14, payload type 8. Bit exact with the functions of ITU-T
/// G.191: 13-bit samples, left justified in 16 bits, negative samples in ones' complement, even
/// bits of the code inverted.
public final class Pcma extends G711 {
    public static final Pcma INSTANCE = new Pcma();

    /// The code of silence, that is of sample 0.
    public static final byte SILENCE = (byte) 0xd5;

    private static final int EVEN_BITS = 0x55;

    private Pcma() {
        super("PCMA", 8, Pcma::expand, 4, sample -> compress((short) sample));
    }

    /// The A-law code of a sample, 0 to 255.
    static int compress(short sample) {
        int magnitude = (sample < 0 ? ~sample : sample) >> 4;
        int segment =
                Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude)); // 0..15 is segment 0
        int mantissa = (magnitude >> Math.max(0, segment - 1)) & 0x0f;
        int code = (segment << 4) | mantissa;
        return (code | (sample < 0 ? 0 : 0x80)) ^ EVEN_BITS;
    }

    private static int expand(int code) {
        int plain = (code ^ EVEN_BITS) & 0x7f;
        int segment = plain >> 4;
        int mantissa = (plain & 0x0f) + (segment > 0 ? 16 : 0);
        int magnitude = ((mantissa << 4) + 8) << Math.max(0, segment - 1);
        return code < 0x80 ? -magnitude : magnitude;
    }
}
