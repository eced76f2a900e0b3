package io.milliwatt.protocol.codec;

import java.nio.ByteBuffer;

/// One direction of an [AudioEncoding]: payload to samples. It may remember what it decoded, so
/// each stream needs its own; one thread owns it.
public interface AudioDecoder {

    /// Decodes `octets` of `in` from `offset` and returns the samples written to `out` from
    /// `outOffset`. Octets that do not make a whole sample are left out.
    int decode(byte[] in, int offset, int octets, short[] out, int outOffset);

    /// Decodes `octets` from absolute index `offset` of `in`, whose position stays: the payload of
    /// an RTP packet in place.
    int decode(ByteBuffer in, int offset, int octets, short[] out, int outOffset);
}
