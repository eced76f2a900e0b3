package io.milliwatt.protocol.dtmf;

import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.rtp.RtpTimestamp;
import io.milliwatt.protocol.rtp.RtpView;
import java.util.Optional;

/// Turns telephone events into digits, RFC 4733, section 2.5.2. A digit is told with the first
/// packet of its event that comes, so that lost packets, end packets among them, do not matter; all
/// packets of one event bear one timestamp, so that repeated and late ones tell nothing new. The
/// segments of an event longer than its duration field holds (section 2.5.1.3) are one digit.
public final class DtmfReceiver {
    private static final int LONGEST_SEGMENT = 0xffff;

    /// An event this many ticks before the last one is of a new timeline, not late: 10 s at 8000
    /// Hz.
    private static final int LATE_TICKS = 80_000;

    private boolean hasEvent;
    private long ssrc;
    private long timestamp;
    private int event;
    private boolean ended;
    private long malformed;

    /// A packet with the payload type of telephone events came.
    ///
    /// @return the digit, when this packet is the first of a new press
    public Optional<Character> onPacket(RtpView packet) {
        return switch (TelephoneEvent.parse(packet)) {
            case ParseResult.Parsed<TelephoneEvent>(TelephoneEvent value) ->
                    onEvent(packet.ssrc(), packet.timestamp(), value);
            case ParseResult.Malformed<TelephoneEvent> _ -> {
                malformed++;
                yield Optional.empty();
            }
        };
    }

    Optional<Character> onEvent(long newSsrc, long newTimestamp, TelephoneEvent value) {
        if (hasEvent && newSsrc == ssrc && !isNewPress(newTimestamp, value)) {
            return Optional.empty();
        }
        hasEvent = true;
        ssrc = newSsrc;
        timestamp = newTimestamp;
        event = value.event();
        ended = value.end();
        return value.digit();
    }

    private boolean isNewPress(long newTimestamp, TelephoneEvent value) {
        int step = RtpTimestamp.difference(newTimestamp, timestamp);
        if (step == 0) {
            ended |= value.end() && value.event() == event;
            return value.event() != event;
        }
        if (step == LONGEST_SEGMENT && value.event() == event && !ended) {
            timestamp = newTimestamp;
            ended = value.end();
            return false;
        }
        return step > 0 || step < -LATE_TICKS;
    }

    /// Packets whose payload was too short for an event.
    public long malformed() {
        return malformed;
    }
}
