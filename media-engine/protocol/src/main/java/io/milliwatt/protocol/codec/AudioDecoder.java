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

    /// Writes what this decoder plays in place of `samples` that are missing, and returns how many
    /// it wrote; 0 when it has no concealment of its own (all but Opus), and
    /// [PacketLossConcealment][io.milliwatt.protocol.audio.PacketLossConcealment] should be used.
    default int conceal(short[] out, int outOffset, int samples) {
        return 0;
    }

    /// Writes the `samples` of a lost packet as far as the packet after it, here `octets` of `next`
    /// from `offset`, repeats them (in-band forward error correction), and returns how many it
    /// wrote; 0 when there are none. To be called before that packet is decoded.
    default int recover(
            ByteBuffer next, int offset, int octets, short[] out, int outOffset, int samples) {
        return 0;
    }

    /// Payloads that were no such payload; they were concealed.
    default long malformed() {
        return 0;
    }
}
