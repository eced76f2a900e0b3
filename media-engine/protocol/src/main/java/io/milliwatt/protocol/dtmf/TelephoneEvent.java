package io.milliwatt.protocol.dtmf;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.rtp.RtpView;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/// The payload of a telephone event, RFC 4733, section 2.3.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     event     |E|R| volume    |          duration             |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// @param event 0 to 255; 0 to 9 are the digits, 10 `*`, 11 `#`, 12 to 15 `A` to `D` (section 3.2)
/// @param end whether the event has ended
/// @param volume power level of the tone, 0 to 63, in dBm0 with the sign dropped
/// @param duration ticks of the RTP clock since the event began, 0 to 65535
public record TelephoneEvent(int event, boolean end, int volume, int duration) {
    public static final int SIZE = 4;
    private static final String DIGITS = "0123456789*#ABCD";

    public TelephoneEvent {
        if (event < 0
                || event > 255
                || volume < 0
                || volume > 63
                || duration < 0
                || duration > 0xffff) {
            throw new IllegalArgumentException(
                    "telephone event out of range: event "
                            + event
                            + ", volume "
                            + volume
                            + ", duration "
                            + duration);
        }
    }

    /// The event of a digit `0`-`9`, `*`, `#`, `A`-`D` in either case; empty for any other
    /// character.
    public static OptionalInt eventOf(char digit) {
        int event = DIGITS.indexOf(Character.toUpperCase(digit));
        return event < 0 ? OptionalInt.empty() : OptionalInt.of(event);
    }

    /// Reads the first event at position..limit of `payload`, which is left as it was. Further
    /// events in the same packet are not read.
    public static ParseResult<TelephoneEvent> parse(ByteBuffer payload) {
        return read(payload, payload.position(), payload.remaining());
    }

    /// Reads the payload of an RTP packet.
    public static ParseResult<TelephoneEvent> parse(RtpView packet) {
        return read(packet.buffer(), packet.payloadOffset(), packet.payloadLength());
    }

    private static ParseResult<TelephoneEvent> read(ByteBuffer in, int offset, int length) {
        if (length < SIZE) {
            return ParseResult.malformed(
                    MalformedReason.TOO_SHORT,
                    length,
                    "telephone event needs 4 bytes, payload has " + length);
        }
        int flags = in.get(offset + 1);
        return ParseResult.parsed(
                new TelephoneEvent(
                        in.get(offset) & 0xff,
                        (flags & 0x80) != 0,
                        flags & 0x3f,
                        ((in.get(offset + 2) & 0xff) << 8) | (in.get(offset + 3) & 0xff)));
    }

    /// The digit this event is, if it is one.
    public Optional<Character> digit() {
        return event < DIGITS.length() ? Optional.of(DIGITS.charAt(event)) : Optional.empty();
    }

    public int size() {
        return SIZE;
    }

    public void writeTo(ByteBuffer out) {
        out.put((byte) event);
        out.put((byte) ((end ? 0x80 : 0) | volume));
        out.put((byte) (duration >> 8));
        out.put((byte) duration);
    }
}
