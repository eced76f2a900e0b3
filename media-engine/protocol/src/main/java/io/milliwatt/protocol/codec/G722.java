package io.milliwatt.protocol.codec;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/// G.722 at 64 kbit/s (mode 1), RFC 3551, section 4.5.2, payload type 9: two bands of a 16 kHz
/// signal, each coded by its own ADPCM, 6 bits for the lower and 2 for the higher; an octet holds
/// both, the higher band in its two most significant bits.
///
/// The RTP clock is 8000 Hz, although there are 16000 samples a second: an error of the first RFC
/// that stays for compatibility.
public final class G722 implements AudioEncoding {
    public static final G722 INSTANCE = new G722();

    private static final int SAMPLE_RATE_HZ = 16_000;

    private G722() {}

    @Override
    public String name() {
        return "G722";
    }

    @Override
    public int clockRateHz() {
        return 8000;
    }

    @Override
    public int sampleRateHz() {
        return SAMPLE_RATE_HZ;
    }

    @Override
    public OptionalInt staticPayloadType() {
        return OptionalInt.of(9);
    }

    @Override
    public int maxEncodedSize(int samples) {
        return samples / 2;
    }

    @Override
    public int decodedSamples(ByteBuffer payload, int offset, int octets) {
        return 2 * octets;
    }

    @Override
    public AudioEncoder newEncoder() {
        return new Encoder();
    }

    @Override
    public AudioDecoder newDecoder() {
        return new Decoder();
    }

    @Override
    public String toString() {
        return name();
    }

    private static final class Encoder implements AudioEncoder {
        private final G722Filter filter = new G722Filter();
        private final G722Band low = G722Band.low();
        private final G722Band high = G722Band.high();

        @Override
        public int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
            int octets = samples / 2;
            for (int i = 0; i < octets; i++) {
                filter.push(pcm[offset + 2 * i], pcm[offset + 2 * i + 1]);
                int newer = filter.newer();
                int older = filter.older();
                int lowCode = low.encodeLow((newer + older) >> 14);
                int highCode = high.encodeHigh((newer - older) >> 14);
                out[outOffset + i] = (byte) (highCode << 6 | lowCode);
            }
            return octets;
        }
    }

    private static final class Decoder implements AudioDecoder {
        private final G722Filter filter = new G722Filter();
        private final G722Band low = G722Band.low();
        private final G722Band high = G722Band.high();

        @Override
        public int decode(byte[] in, int offset, int octets, short[] out, int outOffset) {
            for (int i = 0; i < octets; i++) {
                decode(in[offset + i], out, outOffset + 2 * i);
            }
            return 2 * octets;
        }

        @Override
        public int decode(ByteBuffer in, int offset, int octets, short[] out, int outOffset) {
            for (int i = 0; i < octets; i++) {
                decode(in.get(offset + i), out, outOffset + 2 * i);
            }
            return 2 * octets;
        }

        private void decode(int octet, short[] out, int at) {
            int lower = low.decodeLow(octet & 0x3f);
            int higher = high.decodeHigh(octet >> 6 & 0x03);
            filter.push(lower + higher, lower - higher);
            out[at] = (short) G722Band.saturate(filter.newer() >> 11);
            out[at + 1] = (short) G722Band.saturate(filter.older() >> 11);
        }
    }
}
