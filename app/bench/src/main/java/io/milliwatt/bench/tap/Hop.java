package io.milliwatt.bench.tap;

/// One RTP stream at one point of its way, and what became of it since the point before.
///
/// @param way which way it goes
/// @param ssrc unsigned 32 bits
/// @param point in words: `entered the engine`
/// @param source `IP:port` it had there; empty when no packet was seen
/// @param destination `IP:port` it had there
/// @param packets seen there
/// @param lost seen at the point before, and not here
/// @param meanDelayMillis since the point before; NaN at the first
/// @param maxDelayMillis since the point before; NaN at the first
public record Hop(
        Way way,
        long ssrc,
        String point,
        String source,
        String destination,
        long packets,
        long lost,
        double meanDelayMillis,
        double maxDelayMillis) {}
