package io.milliwatt.inspector.rtp;

/// Packets of one payload type in a stream.
///
/// @param codec its encoding name, by SDP or RFC 3551, such as `PCMU`; empty when nobody told
/// @param clockRateHz of its timestamps; 0 when nobody told
/// @param packets duplicates included
public record PayloadUse(int payloadType, String codec, int clockRateHz, long packets) {}
