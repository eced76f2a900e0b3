package io.milliwatt.protocol.codec;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;

/// What SDP and RTP need to know of one way to encode audio, and where its encoders and decoders
/// come from. Implementations are immutable.
public sealed interface AudioEncoding permits AudioCodec, G722, LinearPcm, Opus {

    /// The encoding name of `a=rtpmap`; compared without regard to case.
    String name();

    /// Ticks of the RTP timestamp a second.
    int clockRateHz();

    /// Samples of audio a second. It differs from [#clockRateHz()] in G.722 and Opus.
    int sampleRateHz();

    /// The number of channels `a=rtpmap` says: 2 for Opus, where it is a constant of the format
    /// (RFC 7587, section 7). Samples are mono in any case.
    default int channels() {
        return 1;
    }

    /// The payload type RFC 3551 assigns, when it does.
    OptionalInt staticPayloadType();

    /// Octets of payload that many samples need: exactly so many, but for Opus, where it is the
    /// most that can come out.
    int maxEncodedSize(int samples);

    /// Samples in `octets` of payload from absolute index `offset` of `payload`, whose position
    /// stays; 0 for what cannot be a payload.
    int decodedSamples(ByteBuffer payload, int offset, int octets);

    /// Samples in that much time.
    default int samplesPer(Duration time) {
        return Math.toIntExact(Math.multiplyExact(time.toNanos(), sampleRateHz()) / 1_000_000_000L);
    }

    /// Ticks of the RTP timestamp in that many samples.
    default int ticksPer(int samples) {
        return Math.toIntExact((long) samples * clockRateHz() / sampleRateHz());
    }

    AudioEncoder newEncoder();

    AudioDecoder newDecoder();
}
