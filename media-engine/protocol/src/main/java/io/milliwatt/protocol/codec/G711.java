package io.milliwatt.protocol.codec;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;

/// What both laws of G.711 share: 8,000 samples a second, one octet a sample, decoded by a table of
/// 256 entries and encoded by one of as many as the law looks at bits of a sample.
abstract sealed class G711 implements AudioCodec permits Pcma, Pcmu {
    private final String name;
    private final OptionalInt payloadType;
    private final short[] decoded = new short[256];
    private final byte[] encoded;
    private final int unusedBits;

    /// @param expand sample of a code, 0 to 255
    /// @param unusedBits lowest bits of a sample that the law does not look at
    /// @param compress code of a sample
    G711(
            String name,
            int payloadType,
            IntUnaryOperator expand,
            int unusedBits,
            IntUnaryOperator compress) {
        this.unusedBits = unusedBits;
        encoded = new byte[1 << (Short.SIZE - unusedBits)];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = (byte) compress.applyAsInt((short) (i << unusedBits));
        }
        this.name = name;
        this.payloadType = OptionalInt.of(payloadType);
        for (int code = 0; code < decoded.length; code++) {
            decoded[code] = (short) expand.applyAsInt(code);
        }
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int clockRateHz() {
        return 8000;
    }

    @Override
    public final OptionalInt staticPayloadType() {
        return payloadType;
    }

    @Override
    public final int maxEncodedSize(int samples) {
        return samples;
    }

    @Override
    public final int decodedSamples(ByteBuffer payload, int offset, int octets) {
        return octets;
    }

    @Override
    public final int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
        for (int i = 0; i < samples; i++) {
            out[outOffset + i] = encoded[(pcm[offset + i] & 0xffff) >> unusedBits];
        }
        return samples;
    }

    @Override
    public final int decode(byte[] in, int offset, int octets, short[] out, int outOffset) {
        for (int i = 0; i < octets; i++) {
            out[outOffset + i] = decoded[in[offset + i] & 0xff];
        }
        return octets;
    }

    @Override
    public final int decode(ByteBuffer in, int offset, int octets, short[] out, int outOffset) {
        for (int i = 0; i < octets; i++) {
            out[outOffset + i] = decoded[in.get(offset + i) & 0xff];
        }
        return octets;
    }

    @Override
    public final String toString() {
        return name;
    }
}
