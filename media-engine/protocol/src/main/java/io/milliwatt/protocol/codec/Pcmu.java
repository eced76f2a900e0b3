package io.milliwatt.protocol.codec;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/// G.711 mu-law, RFC 3551, section 4.5.14, payload type 0. Bit exact with the functions of ITU-T
/// G.191: 14-bit samples, left justified in 16 bits, negative samples in ones' complement.
public final class Pcmu implements AudioCodec {
    public static final Pcmu INSTANCE = new Pcmu();

    /// The code of silence, that is of sample 0.
    public static final byte SILENCE = (byte) 0xff;

    /// Distance between the decision values of mu-law and those of a uniform power-of-two grid,
    /// ITU-T G.711, table 2.
    private static final int BIAS = 33;

    private static final int CLIP = 0x1fff;
    private static final short[] DECODED = new short[256];

    static {
        for (int code = 0; code < 256; code++) {
            DECODED[code] = expand(code);
        }
    }

    private Pcmu() {}

    /// The mu-law code of a sample, 0 to 255.
    static int compress(short sample) {
        int magnitude = ((sample < 0 ? ~sample : sample) >> 2) + BIAS;
        magnitude = Math.min(magnitude, CLIP);
        int segment = 26 - Integer.numberOfLeadingZeros(magnitude); // 33..63 is segment 0
        int code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0f);
        return (~code & 0x7f) | (sample < 0 ? 0 : 0x80);
    }

    private static short expand(int code) {
        int inverted = ~code;
        int segment = (inverted >> 4) & 0x07;
        int step = 8 << segment;
        int magnitude = (0x80 << segment) + step * (inverted & 0x0f) + step / 2 - 4 * BIAS;
        return (short) (code < 0x80 ? -magnitude : magnitude);
    }

    @Override
    public String name() {
        return "PCMU";
    }

    @Override
    public int clockRateHz() {
        return 8000;
    }

    @Override
    public OptionalInt staticPayloadType() {
        return OptionalInt.of(0);
    }

    @Override
    public int encodedSize(int samples) {
        return samples;
    }

    @Override
    public int decodedSamples(int octets) {
        return octets;
    }

    @Override
    public int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
        for (int i = 0; i < samples; i++) {
            out[outOffset + i] = (byte) compress(pcm[offset + i]);
        }
        return samples;
    }

    @Override
    public int decode(byte[] in, int offset, int octets, short[] out, int outOffset) {
        for (int i = 0; i < octets; i++) {
            out[outOffset + i] = DECODED[in[offset + i] & 0xff];
        }
        return octets;
    }

    @Override
    public int decode(ByteBuffer in, int offset, int octets, short[] out, int outOffset) {
        for (int i = 0; i < octets; i++) {
            out[outOffset + i] = DECODED[in.get(offset + i) & 0xff];
        }
        return octets;
    }

    @Override
    public String toString() {
        return name();
    }
}
