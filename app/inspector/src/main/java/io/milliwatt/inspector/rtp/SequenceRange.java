package io.milliwatt.inspector.rtp;

/// The first and the highest sequence number.
///
/// @param first as on the wire, 0 to 65535
/// @param highest extended: 65536 for each cycle since `first`; of the run since the last restart
/// @param wiresharkLost what Wireshark calls lost: expected, as it counts that, less packets, so
///   that a duplicate makes up for a lost packet and it may be negative
public record SequenceRange(int first, long highest, long wiresharkLost) {}
