package io.milliwatt.protocol.codec;

import java.time.Duration;
import java.util.OptionalInt;

/// What SDP and RTP need to know of one way to encode audio, and where its encoders and decoders
/// come from. Implementations are immutable.
public sealed interface AudioEncoding permits AudioCodec, G722, LinearPcm {

    /// The encoding name of `a=rtpmap`; compared without regard to case.
    String name();

    /// Ticks of the RTP timestamp a second.
    int clockRateHz();

    /// Samples of audio a second. It differs from [#clockRateHz()] in G.722 only.
    int sampleRateHz();

    /// The payload type RFC 3551 assigns, when it does.
    OptionalInt staticPayloadType();

    /// Octets of payload for that many samples.
    int encodedSize(int samples);

    /// Samples in that many octets of payload.
    int decodedSamples(int octets);

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
