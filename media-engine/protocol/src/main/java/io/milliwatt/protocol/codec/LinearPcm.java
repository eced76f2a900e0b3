package io.milliwatt.protocol.codec;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;

/// L16, RFC 3551, section 4.5.11: 16-bit samples in network byte order, here of one channel.
///
/// @param sampleRateHz samples a second, which is the RTP clock too
public record LinearPcm(int sampleRateHz) implements AudioEncoding, AudioEncoder, AudioDecoder {
    private static final int STATIC_RATE_HZ = 44_100;
    private static final List<LinearPcm> ALL =
            List.of(
                    new LinearPcm(48_000),
                    new LinearPcm(STATIC_RATE_HZ),
                    new LinearPcm(16_000),
                    new LinearPcm(8_000));

    public LinearPcm {
        if (sampleRateHz < 1) {
            throw new IllegalArgumentException("L16 needs at least 1 Hz, not " + sampleRateHz);
        }
    }

    /// 48, 44.1, 16 and 8 kHz.
    public static List<LinearPcm> all() {
        return ALL;
    }

    @Override
    public String name() {
        return "L16";
    }

    @Override
    public int clockRateHz() {
        return sampleRateHz;
    }

    /// 11 stands for 44.1 kHz mono.
    @Override
    public OptionalInt staticPayloadType() {
        return sampleRateHz == STATIC_RATE_HZ ? OptionalInt.of(11) : OptionalInt.empty();
    }

    @Override
    public int maxEncodedSize(int samples) {
        return 2 * samples;
    }

    @Override
    public int decodedSamples(ByteBuffer payload, int offset, int octets) {
        return octets / 2;
    }

    @Override
    public AudioEncoder newEncoder() {
        return this;
    }

    @Override
    public AudioDecoder newDecoder() {
        return this;
    }

    @Override
    public int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
        for (int i = 0; i < samples; i++) {
            out[outOffset + 2 * i] = (byte) (pcm[offset + i] >> 8);
            out[outOffset + 2 * i + 1] = (byte) pcm[offset + i];
        }
        return 2 * samples;
    }

    @Override
    public int decode(byte[] in, int offset, int octets, short[] out, int outOffset) {
        int samples = octets / 2;
        for (int i = 0; i < samples; i++) {
            out[outOffset + i] =
                    (short) (in[offset + 2 * i] << 8 | (in[offset + 2 * i + 1] & 0xff));
        }
        return samples;
    }

    @Override
    public int decode(ByteBuffer in, int offset, int octets, short[] out, int outOffset) {
        int samples = octets / 2;
        for (int i = 0; i < samples; i++) {
            out[outOffset + i] =
                    (short) (in.get(offset + 2 * i) << 8 | (in.get(offset + 2 * i + 1) & 0xff));
        }
        return samples;
    }
}
