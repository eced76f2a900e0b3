package io.milliwatt.inspector.rtp;

/// How much a stream carried.
///
/// @param payloadOctets RTP payload, without header, extension and padding
/// @param ipOctets the same packets with RTP, UDP and IP headers
public record TrafficReport(long payloadOctets, long ipOctets, double durationMillis) {
    /// Of payload.
    public double payloadBitsPerSecond() {
        return durationMillis <= 0 ? 0 : payloadOctets * 8000.0 / durationMillis;
    }

    /// On the IP layer.
    public double ipBitsPerSecond() {
        return durationMillis <= 0 ? 0 : ipOctets * 8000.0 / durationMillis;
    }
}
