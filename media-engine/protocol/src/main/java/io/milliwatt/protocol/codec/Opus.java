package io.milliwatt.protocol.codec;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;

/// Opus, RFC 6716, in RTP as RFC 7587 says: the RTP clock is 48000 Hz and `a=rtpmap` says
/// `opus/48000/2`, whatever is coded; a packet is of any size and holds 2.5 to 120 ms.
///
/// The sample rate is that of our side only: a decoder of 8000 Hz decodes any stream, and an
/// encoder of 8000 Hz codes the narrow band for a fraction of the cost. Samples are mono: what a
/// peer sends in stereo is decoded to the mean of both.
///
/// @param sampleRateHz 8000, 12000, 16000, 24000 or 48000
/// @param parameters what the peer wants to receive: [#newEncoder()] keeps to it
/// @param complexity 0 (cheap) to 10 (good)
public record Opus(int sampleRateHz, OpusParameters parameters, int complexity)
        implements AudioEncoding {
    static final int CLOCK_RATE_HZ = 48_000;

    /// About half of what 10 costs for most of its quality.
    public static final int DEFAULT_COMPLEXITY = 5;

    private static final List<Integer> RATES_HZ = List.of(8_000, 12_000, 16_000, 24_000, 48_000);

    /// Octets of the largest frame, RFC 6716, section 3.2.1, and the octet in front of it.
    private static final int MAX_FRAME = 1276;

    /// 48 kHz, and nothing wanted in particular.
    public static final Opus DEFAULT =
            new Opus(CLOCK_RATE_HZ, OpusParameters.DEFAULT, DEFAULT_COMPLEXITY);

    public Opus {
        if (!RATES_HZ.contains(sampleRateHz)) {
            throw new IllegalArgumentException(
                    "Opus codes at 8000, 12000, 16000, 24000 or 48000 Hz, not " + sampleRateHz);
        }
        if (complexity < 0 || complexity > 10) {
            throw new IllegalArgumentException("complexity is 0 to 10, not " + complexity);
        }
    }

    /// Whether [#at] takes this rate.
    public static boolean codesAt(int sampleRateHz) {
        return RATES_HZ.contains(sampleRateHz);
    }

    /// The same with samples of another rate.
    public Opus at(int newSampleRateHz) {
        return new Opus(newSampleRateHz, parameters, complexity);
    }

    public Opus with(OpusParameters wanted) {
        return new Opus(sampleRateHz, wanted, complexity);
    }

    public Opus withComplexity(int wanted) {
        return new Opus(sampleRateHz, parameters, wanted);
    }

    @Override
    public String name() {
        return "opus";
    }

    @Override
    public int clockRateHz() {
        return CLOCK_RATE_HZ;
    }

    @Override
    public int channels() {
        return 2;
    }

    @Override
    public OptionalInt staticPayloadType() {
        return OptionalInt.empty();
    }

    @Override
    public int maxEncodedSize(int samples) {
        int frames = Math.ceilDiv(samples * 50, sampleRateHz); // of at most 20 ms
        return Math.max(1, frames) * MAX_FRAME;
    }

    @Override
    public int decodedSamples(ByteBuffer payload, int offset, int octets) {
        return (int) ((long) ticks(payload, offset, octets) * sampleRateHz / CLOCK_RATE_HZ);
    }

    /// The duration of a packet in ticks of 48 kHz by its first octets, RFC 6716, section 3.1 and
    /// 3.2: 0 when they break its rules.
    ///
    /// ```
    ///  0 1 2 3 4 5 6 7
    /// +-+-+-+-+-+-+-+-+
    /// | config  |s| c |
    /// +-+-+-+-+-+-+-+-+
    /// ```
    private static int ticks(ByteBuffer payload, int offset, int octets) {
        if (octets < 1) {
            return 0;
        }
        int first = payload.get(offset) & 0xff;
        int config = first >> 3;
        int perFrame;
        if (config < 12) { // SILK: 10, 20, 40, 60 ms
            perFrame = (config & 3) == 3 ? 2880 : 480 << (config & 3);
        } else if (config < 16) { // hybrid: 10, 20 ms
            perFrame = 480 << (config & 1);
        } else { // CELT: 2.5, 5, 10, 20 ms
            perFrame = 120 << (config & 3);
        }
        int frames =
                switch (first & 3) {
                    case 0 -> 1;
                    case 1, 2 -> 2;
                    default -> octets < 2 ? 0 : payload.get(offset + 1) & 0x3f;
                };
        int ticks = frames * perFrame;
        return ticks <= OpusDecoding.MOST_TICKS ? ticks : 0;
    }

    /// Needs frames of 2.5, 5, 10, 20, 40 or 60 ms.
    @Override
    public AudioEncoder newEncoder() {
        return new OpusEncoding(this);
    }

    @Override
    public AudioDecoder newDecoder() {
        return new OpusDecoding(this);
    }

    @Override
    public String toString() {
        return name();
    }
}
