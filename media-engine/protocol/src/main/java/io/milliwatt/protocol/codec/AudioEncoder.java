package io.milliwatt.protocol.codec;

/// One direction of an [AudioEncoding]: samples to payload. It may remember what it encoded, so
/// each stream needs its own; one thread owns it.
public interface AudioEncoder {

    /// Encodes `samples` of `pcm` from `offset` and returns the octets written to `out` from
    /// `outOffset`. Samples that do not fill the last octet are left out; a caller gives whole
    /// packets.
    int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset);
}
