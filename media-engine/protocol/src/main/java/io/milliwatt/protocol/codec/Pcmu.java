package io.milliwatt.protocol.codec;

/// G.711 mu-law, RFC 3551, section 4.5.14, payload type 0. Bit exact with the functions of ITU-T
/// G.191: 14-bit samples, left justified in 16 bits, negative samples in ones' complement.
public final class Pcmu extends G711 {
    public static final Pcmu INSTANCE = new Pcmu();

    /// The code of silence, that is of sample 0.
    public static final byte SILENCE = (byte) 0xff;

    /// Distance between the decision values of mu-law and those of a uniform power-of-two grid,
    /// ITU-T G.711, table 2.
    private static final int BIAS = 33;

    private static final int CLIP = 0x1fff;

    private Pcmu() {
        super("PCMU", 0, Pcmu::expand, 2, sample -> compress((short) sample));
    }

    /// The mu-law code of a sample, 0 to 255.
    static int compress(short sample) {
        int magnitude = ((sample < 0 ? ~sample : sample) >> 2) + BIAS;
        magnitude = Math.min(magnitude, CLIP);
        int segment = 26 - Integer.numberOfLeadingZeros(magnitude); // 33..63 is segment 0
        int code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0f);
        return (~code & 0x7f) | (sample < 0 ? 0 : 0x80);
    }

    private static int expand(int code) {
        int inverted = ~code;
        int segment = (inverted >> 4) & 0x07;
        int step = 8 << segment;
        int magnitude = (0x80 << segment) + step * (inverted & 0x0f) + step / 2 - 4 * BIAS;
        return code < 0x80 ? -magnitude : magnitude;
    }
}
