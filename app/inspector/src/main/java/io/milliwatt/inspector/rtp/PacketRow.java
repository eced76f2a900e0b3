package io.milliwatt.inspector.rtp;

/// One packet of a stream, with what Wireshark's stream analysis shows of it.
///
/// @param frame number in the capture
/// @param timeNanos arrival, nanoseconds since 1970
/// @param sequence 0 to 65535
/// @param timestamp 0 to 2^32 - 1
/// @param timing delta, jitter and skew
public record PacketRow(
        long frame,
        long timeNanos,
        int sequence,
        long timestamp,
        Timing timing,
        Mark mark,
        PacketStatus status) {

    /// @param deltaMillis since the packet before
    /// @param jitterMillis after this packet; -1 while the clock rate is not known
    /// @param skewMillis lead (positive) or lag of the timestamps against the arrivals
    /// @param kilobitsPerSecond on the IP layer, over the second that ends with it
    public record Timing(
            double deltaMillis, double jitterMillis, double skewMillis, double kilobitsPerSecond) {}

    public record Mark(boolean marker, int payloadType) {}
}
