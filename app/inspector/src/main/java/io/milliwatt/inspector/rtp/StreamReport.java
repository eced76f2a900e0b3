package io.milliwatt.inspector.rtp;

import java.util.List;

/// All figures of one stream at one moment.
///
/// @param payloads by number of packets, the most used first
public record StreamReport(
        StreamKey key,
        List<PayloadUse> payloads,
        SequenceReport sequence,
        TimingReport timing,
        TrafficReport traffic,
        EventReport events,
        RtcpReport rtcp) {
    public StreamReport {
        payloads = List.copyOf(payloads);
    }

    /// The most used payload type that is neither an event nor comfort noise; the most used one
    /// when there is no other.
    public PayloadUse mainPayload() {
        return payloads.stream()
                .filter(use -> !MediaHints.isAside(use.payloadType(), use.codec()))
                .findFirst()
                .or(() -> payloads.stream().findFirst())
                .orElse(new PayloadUse(-1, "", 0, 0));
    }
}
