package io.milliwatt.inspector.rtp;

/// The first and the highest sequence number.
///
/// @param first as on the wire, 0 to 65535
/// @param highest extended: 65536 for each cycle since `first`; of the run since the last restart
public record SequenceRange(int first, long highest) {}
