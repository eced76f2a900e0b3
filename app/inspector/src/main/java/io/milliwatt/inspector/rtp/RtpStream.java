package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.protocol.stats.Arrival;
import org.jspecify.annotations.Nullable;

/// One stream, counted packet by packet. One thread: who shows it elsewhere hands over a
/// [StreamReport].
public final class RtpStream {
    private final StreamKey key;
    private final StreamNumbers numbers;
    private final MediaHints hints;
    private final PayloadCounts payloads;
    private final StreamSequence sequence = new StreamSequence();
    private final StreamTiming timing = new StreamTiming();
    private final StreamEvents events = new StreamEvents();
    private final StreamRtcp rtcp = new StreamRtcp();
    private long payloadOctets;
    private long ipOctets;
    private boolean followsNoise;

    /// The type of the packet before, and what it meant when the hints had this version: what
    /// nearly every packet needs is here.
    private int type = -1;

    private int hintsVersion;
    private PayloadMeaning meaning = PayloadMeaning.UNKNOWN;
    private long packetsOfType;

    /// Of an encrypted stream.
    private @Nullable SrtpEvents encrypted;

    /// @param numbers the same key
    RtpStream(StreamKey key, StreamNumbers numbers, MediaHints hints) {
        this.key = key;
        this.numbers = numbers;
        this.hints = hints;
        payloads = new PayloadCounts(key, hints);
    }

    boolean isOf(Datagram datagram, long ssrc) {
        return numbers.isOf(datagram, ssrc);
    }

    void onPacket(RtpFields packet) {
        if (packet.payloadType != type || hintsVersion != hints.version()) {
            changeType(packet.payloadType);
        }
        packetsOfType++;
        timing.onPacket(
                packet,
                meaning.timedRateHz(),
                !packet.marker && !meaning.isNoise() && !followsNoise);
        Arrival arrival = sequence.onPacket(packet, timing.isInTime());
        events.onPacket(
                encrypted == null ? packet : inClear(encrypted, packet),
                meaning,
                arrival,
                timing.isInTime());
        payloadOctets += packet.payloadOctets;
        ipOctets += packet.ipOctets;
        followsNoise = meaning.isNoise();
    }

    /// Only telephone events are read, so only they are opened.
    private RtpFields inClear(SrtpEvents srtp, RtpFields packet) {
        if (meaning.isEvent()) {
            return srtp.open(packet);
        }
        srtp.pass(packet);
        return packet;
    }

    private void changeType(int payloadType) {
        payloads.count(type, packetsOfType);
        packetsOfType = 0;
        type = payloadType;
        hintsVersion = hints.version();
        if (encrypted == null && hints.isEncrypted(key.source(), key.destination())) {
            encrypted = new SrtpEvents(key, hints);
        }
        meaning = payloads.meaning(payloadType);
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
                payloads.uses(type, packetsOfType),
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
