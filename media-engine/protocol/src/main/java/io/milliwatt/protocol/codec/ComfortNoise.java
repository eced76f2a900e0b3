package io.milliwatt.protocol.codec;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.nio.ByteBuffer;

/// The payload of comfort noise (CN), RFC 3389, section 3: how loud the background is while nobody
/// speaks, and perhaps its spectrum.
///
/// ```
///  0 1 2 3 4 5 6 7
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |0|   level     |  N1 (k1)      |  N2 (k2)    ...
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// @param levelDbov loudness below overload, 0 to 127: 30 is -30 dBov
/// @param reflections quantised reflection coefficients of an all-pole model, its order being their
///   number, each 0 to 254; none = white noise. A receiver may leave out those at the end.
public record ComfortNoise(int levelDbov, Bytes reflections) {
    /// RFC 3551, table 4, for a clock of 8000 Hz.
    public static final int STATIC_PAYLOAD_TYPE = 13;

    private static final int MAX_LEVEL = 127;
    private static final int MAX_CODE = 254;
    private static final int ZERO_CODE = 127;

    /// What one step of a code means: 258 of 32768, section 3.2.
    private static final double STEP = 258 / 32768.0;

    public ComfortNoise {
        if (levelDbov < 0 || levelDbov > MAX_LEVEL) {
            throw new IllegalArgumentException("noise level must be 0 to 127, is " + levelDbov);
        }
        for (int i = 0; i < reflections.size(); i++) {
            if (reflections.at(i) > MAX_CODE) {
                throw new IllegalArgumentException("reflection codes are 0 to 254, not 255");
            }
        }
    }

    /// White noise.
    public static ComfortNoise white(int levelDbov) {
        return new ComfortNoise(levelDbov, Bytes.EMPTY);
    }

    /// Noise with a spectrum.
    ///
    /// @param coefficients reflection coefficients k1, k2 ..., each within -1 to 1
    public static ComfortNoise of(int levelDbov, double... coefficients) {
        byte[] codes = new byte[coefficients.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] =
                    (byte) Math.clamp(Math.round(coefficients[i] / STEP) + ZERO_CODE, 0, MAX_CODE);
        }
        return new ComfortNoise(levelDbov, Bytes.of(codes));
    }

    /// Reads position..limit of `payload`; the buffer is left as it was.
    public static ParseResult<ComfortNoise> parse(ByteBuffer payload) {
        int size = payload.remaining();
        if (size == 0) {
            return ParseResult.malformed(
                    MalformedReason.TOO_SHORT, 0, "comfort noise needs 1 byte, payload has 0");
        }
        int level = payload.get(payload.position());
        if (level < 0) {
            return ParseResult.malformed(
                    MalformedReason.BAD_VALUE,
                    0,
                    "comfort noise level must be 0 to 127, is " + (level & 0xff));
        }
        Bytes reflections = Bytes.copyOf(payload, payload.position() + 1, size - 1);
        for (int i = 0; i < reflections.size(); i++) {
            if (reflections.at(i) > MAX_CODE) {
                return ParseResult.malformed(
                        MalformedReason.BAD_VALUE,
                        i + 1,
                        "comfort noise reflection code must be 0 to 254, is 255");
            }
        }
        return ParseResult.parsed(new ComfortNoise(level, reflections));
    }

    /// Reflection coefficient `index` (0 is k1), within -1 to 1.
    public double reflection(int index) {
        return (reflections.at(index) - ZERO_CODE) * STEP;
    }

    /// Octets on the wire.
    public int size() {
        return 1 + reflections.size();
    }

    /// Writes at the position of `out`, which needs [#size()] octets of room.
    public void writeTo(ByteBuffer out) {
        out.put((byte) levelDbov);
        reflections.writeTo(out);
    }
}
