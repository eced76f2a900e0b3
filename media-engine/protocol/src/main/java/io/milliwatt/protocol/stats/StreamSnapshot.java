package io.milliwatt.protocol.stats;

/// One RTP stream at one moment: what the control API, the inspector and the verdict read.
///
/// @param payloadType of the last packet that was not a telephone event; -1 when there was none
/// @param packets sent or received, duplicates included
/// @param octets of payload in them
/// @param expected packets there should be by their sequence numbers
/// @param lost sequence numbers that never came
/// @param roundTripMillis the last one measured over RTCP, or negative
/// @param remoteLost packets of this stream the far end says it lost, or negative when it has not
///   said
/// @param remoteJitterMillis the jitter of this stream at the far end, or negative when it has not
///   said
/// @param firstNanos monotonic time of the first packet; means something only when `packets` is not
///   0
/// @param lastNanos monotonic time of the last packet
public record StreamSnapshot(
        long ssrc,
        int payloadType,
        long packets,
        long octets,
        long expected,
        long lost,
        long outOfOrder,
        long duplicates,
        double jitterMillis,
        double meanJitterMillis,
        double maxJitterMillis,
        double meanDeltaMillis,
        double maxDeltaMillis,
        double roundTripMillis,
        long remoteLost,
        double remoteJitterMillis,
        long firstNanos,
        long lastNanos) {

    /// A stream nothing was sent or received on.
    public static StreamSnapshot none(long ssrc) {
        return new StreamSnapshot(ssrc, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, 0, 0);
    }

    public double lostPercent() {
        return expected == 0 ? 0 : 100.0 * lost / expected;
    }
}
