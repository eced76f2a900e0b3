package io.milliwatt.protocol.dtmf;

import io.milliwatt.protocol.rtp.RtpTimestamp;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// Sends digits as telephone events, RFC 4733, section 2.5.1: one packet each packet time while the
/// key is down, the duration growing, all with the timestamp of the beginning; the marker on the
/// first; the end packet three times; then a pause.
///
/// One call of [#next(long)] is one packet time. The owner sends what it returns instead of audio,
/// with its own next sequence number.
public final class DtmfSender {
    /// Digits that may wait.
    public static final int CAPACITY = 256;

    private static final int END_PACKETS = 3;
    private static final int VOLUME = 10;

    /// What to send in place of an audio packet.
    ///
    /// @param timestamp of the RTP packet
    /// @param marker of the RTP packet
    public record EventPacket(TelephoneEvent event, long timestamp, boolean marker) {}

    private final int ticksPerPacket;
    private final int tonePackets;
    private final int pausePackets;
    private final Queue<Integer> waiting = new ArrayDeque<>();
    private int event;
    private long start;
    private int step;
    private boolean active;

    /// Tones of 100 ms with pauses of 100 ms in packets of 20 ms at 8000 Hz.
    public DtmfSender() {
        this(160, 5, 5);
    }

    /// @param ticksPerPacket ticks of the RTP clock in a packet time
    /// @param tonePackets packet times a key is down
    /// @param pausePackets packet times until the next key, at least 2: the end packet is repeated
    ///   there
    public DtmfSender(int ticksPerPacket, int tonePackets, int pausePackets) {
        if (ticksPerPacket < 1
                || tonePackets < 1
                || pausePackets < END_PACKETS - 1
                || (long) ticksPerPacket * tonePackets > 0xffff) {
            throw new IllegalArgumentException(
                    "event timing out of range: "
                            + tonePackets
                            + " packets of "
                            + ticksPerPacket
                            + " ticks, pause of "
                            + pausePackets);
        }
        this.ticksPerPacket = ticksPerPacket;
        this.tonePackets = tonePackets;
        this.pausePackets = pausePackets;
    }

    /// Queues digits behind those that wait.
    ///
    /// @return false when a character is no digit or there is no room; then none of them is queued
    public boolean send(String digits) {
        if (digits.length() > CAPACITY - waiting.size()
                || digits.chars().anyMatch(c -> TelephoneEvent.eventOf((char) c).isEmpty())) {
            return false;
        }
        digits.chars().forEach(c -> waiting.add(TelephoneEvent.eventOf((char) c).orElseThrow()));
        return true;
    }

    /// Whether nothing is being sent and nothing waits.
    public boolean isIdle() {
        return !active && waiting.isEmpty();
    }

    /// One packet time has come.
    ///
    /// @param timestamp the one an audio packet would bear now
    /// @return the packet to send instead of audio; empty = send audio
    public Optional<EventPacket> next(long timestamp) {
        if (!active) {
            Integer following = waiting.poll();
            if (following == null) {
                return Optional.empty();
            }
            event = following;
            active = true;
            start = RtpTimestamp.of(timestamp);
            step = 0;
        }
        step++;
        if (step >= tonePackets + pausePackets) {
            active = false;
        }
        if (step > tonePackets + END_PACKETS - 1) {
            return Optional.empty();
        }
        int elapsed = Math.min(step, tonePackets);
        TelephoneEvent payload =
                new TelephoneEvent(event, step >= tonePackets, VOLUME, elapsed * ticksPerPacket);
        return Optional.of(new EventPacket(payload, start, step == 1));
    }
}
