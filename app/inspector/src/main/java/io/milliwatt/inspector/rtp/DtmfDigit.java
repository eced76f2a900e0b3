package io.milliwatt.inspector.rtp;

/// A digit pressed, as telephone events of a stream tell (RFC 4733).
///
/// @param digit `0` to `9`, `*`, `#`, `A` to `D`
/// @param timeNanos arrival of the first packet of the event, nanoseconds since 1970
/// @param frame of that packet
/// @param durationMillis the longest duration its packets named
/// @param ended whether a packet with the E bit came
public record DtmfDigit(
        char digit, long timeNanos, long frame, double durationMillis, boolean ended) {}
