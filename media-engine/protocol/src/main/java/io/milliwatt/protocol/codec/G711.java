package io.milliwatt.protocol.codec;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/// What both laws of G.711 share: 8,000 samples a second, one octet a sample, decoded by a table of
/// 256 entries.
abstract sealed class G711 implements AudioCodec permits Pcma, Pcmu {
    private final String name;
    private final OptionalInt payloadType;
    private final short[] decoded = new short[256];

    /// @param expand sample of a code, 0 to 255
    G711(String name, int payloadType, IntFunction<Short> expand) {
        this.name = name;
        this.payloadType = OptionalInt.of(payloadType);
        for (int code = 0; code < decoded.length; code++) {
            decoded[code] = expand.apply(code);
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
    public final int encodedSize(int samples) {
        return samples;
    }

    @Override
    public final int decodedSamples(int octets) {
        return octets;
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
