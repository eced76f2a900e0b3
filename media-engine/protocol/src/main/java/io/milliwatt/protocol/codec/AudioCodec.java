package io.milliwatt.protocol.codec;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;

/// One audio encoding: what SDP calls it, its clock, and its two directions. Implementations are
/// immutable.
public sealed interface AudioCodec permits Pcmu, Pcma {

    /// The encoding name of `a=rtpmap`; compared without regard to case.
    String name();

    /// Ticks of the RTP timestamp a second.
    int clockRateHz();

    /// The payload type RFC 3551 assigns, when it does.
    OptionalInt staticPayloadType();

    /// Octets of payload for that many samples.
    int encodedSize(int samples);

    /// Samples in that many octets of payload.
    int decodedSamples(int octets);

    /// Samples in that much time.
    default int samplesPer(Duration time) {
        return Math.toIntExact(Math.multiplyExact(time.toNanos(), clockRateHz()) / 1_000_000_000L);
    }

    /// Encodes `samples` of `pcm` from `offset` and returns the octets written to `out` from
    /// `outOffset`.
    int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset);

    /// Decodes `octets` of `in` from `offset` and returns the samples written to `out` from
    /// `outOffset`.
    int decode(byte[] in, int offset, int octets, short[] out, int outOffset);

    /// Decodes `octets` from absolute index `offset` of `in`, whose position stays: the payload of
    /// an RTP packet in place.
    int decode(ByteBuffer in, int offset, int octets, short[] out, int outOffset);
}
