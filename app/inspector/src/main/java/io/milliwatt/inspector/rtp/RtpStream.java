package io.milliwatt.inspector.rtp;

import io.milliwatt.protocol.stats.Arrival;

/// One stream, counted packet by packet. One thread: who shows it elsewhere hands over a
/// [StreamReport].
public final class RtpStream {
    private final StreamKey key;
    private final MediaHints hints;
    private final PayloadCounts payloads = new PayloadCounts();
    private final StreamSequence sequence = new StreamSequence();
    private final StreamTiming timing = new StreamTiming();
    private final StreamEvents events = new StreamEvents();
    private final StreamRtcp rtcp = new StreamRtcp();
    private long payloadOctets;
    private long ipOctets;
    private boolean followsNoise;

    RtpStream(StreamKey key, MediaHints hints) {
        this.key = key;
        this.hints = hints;
    }

    void onPacket(RtpFields packet) {
        PayloadMeaning meaning = payloads.count(packet.payloadType, key, hints);
        timing.onPacket(
                packet,
                meaning.timedRateHz(),
                !packet.marker && !meaning.isNoise() && !followsNoise);
        Arrival arrival = sequence.onPacket(packet, timing.isInTime());
        events.onPacket(packet, meaning, arrival, timing.isInTime());
        payloadOctets += packet.payloadOctets;
        ipOctets += packet.ipOctets;
        followsNoise = meaning.isNoise();
    }

    public StreamKey key() {
        return key;
    }

    /// Packets so far.
    public long packets() {
        return sequence.packets();
    }

    /// All figures as they are now.
    public StreamReport report() {
        return new StreamReport(
                key,
                payloads.uses(),
                sequence.report(),
                timing.report(),
                new TrafficReport(payloadOctets, ipOctets, timing.durationMillis()),
                events.report(),
                rtcp.report(timing.clockRateHz()));
    }

    StreamTiming timing() {
        return timing;
    }

    StreamRtcp rtcp() {
        return rtcp;
    }

    /// Of the last packet.
    PacketStatus status() {
        return events.status();
    }
}
