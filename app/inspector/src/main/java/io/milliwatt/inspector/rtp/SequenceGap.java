package io.milliwatt.inspector.rtp;

/// Sequence numbers in a row that never came.
///
/// @param firstMissing extended: the cycles in front of the 16 bits on the wire
/// @param count how many, at least 1
/// @param frame the packet that showed it, the first after the gap
/// @param timeNanos when that came, nanoseconds since 1970
public record SequenceGap(long firstMissing, long count, long frame, long timeNanos) {}
