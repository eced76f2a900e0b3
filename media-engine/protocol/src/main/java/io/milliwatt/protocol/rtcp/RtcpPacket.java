package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One RTCP packet, RFC 3550, section 6.4 to 6.7, RFC 4585, section 6.1, and RFC 3611, section 2.
/// All types begin with
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|  count  |  packet type  |  length: 32-bit words minus 1 |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
public sealed interface RtcpPacket
        permits SenderReport,
                ReceiverReport,
                SourceDescription,
                Goodbye,
                ApplicationDefined,
                TransportFeedback,
                PayloadFeedback,
                ExtendedReport,
                UnknownRtcp {

    /// 192 to 223.
    int packetType();

    /// Octets on the wire, a multiple of 4.
    int size();

    /// Writes at the position of `out`, which must be big endian and have [#size()] octets of room.
    void writeTo(ByteBuffer out);

    /// Reads one packet at the position of `in` and moves the position behind it, also when its
    /// content is refused. Padding is taken off and not kept.
    static ParseResult<RtcpPacket> parse(ByteBuffer in) {
        int available = in.remaining();
        if (available < Rtcp.HEADER_SIZE) {
            return ParseResult.malformed(
                    MalformedReason.TOO_SHORT,
                    available,
                    "RTCP header needs 4 bytes, packet has " + available);
        }
        int start = in.position();
        int flags = in.get(start) & 0xff;
        int packetType = in.get(start + 1) & 0xff;
        int words = ((in.get(start + 2) & 0xff) << 8) | (in.get(start + 3) & 0xff);
        int size = 4 * words + 4;
        if (flags >> 6 != 2) {
            return ParseResult.malformed(
                    MalformedReason.BAD_VERSION,
                    0,
                    "RTCP version must be 2, packet has " + (flags >> 6));
        }
        if (size > available) {
            return ParseResult.malformed(
                    MalformedReason.BAD_LENGTH,
                    2,
                    "RTCP packet says " + size + " bytes, datagram has " + available + " left");
        }
        in.position(start + size);
        int padding = 0;
        if ((flags & 0x20) != 0) {
            padding = in.get(start + size - 1) & 0xff;
            if (padding == 0 || padding % 4 != 0 || padding > size - Rtcp.HEADER_SIZE) {
                return ParseResult.malformed(
                        MalformedReason.BAD_PADDING,
                        size - 1,
                        "RTCP padding must be a multiple of 4 up to "
                                + (size - Rtcp.HEADER_SIZE)
                                + " bytes, is "
                                + padding);
            }
        }
        ByteBuffer body =
                in.slice(start + Rtcp.HEADER_SIZE, size - Rtcp.HEADER_SIZE - padding)
                        .order(ByteOrder.BIG_ENDIAN);
        return content(packetType, flags & 0x1f, body);
    }

    private static ParseResult<RtcpPacket> content(int packetType, int count, ByteBuffer body) {
        return switch (packetType) {
            case Rtcp.SENDER_REPORT -> SenderReport.parse(count, body);
            case Rtcp.RECEIVER_REPORT -> ReceiverReport.parse(count, body);
            case Rtcp.SOURCE_DESCRIPTION -> SourceDescription.parse(count, body);
            case Rtcp.GOODBYE -> Goodbye.parse(count, body);
            case Rtcp.APPLICATION_DEFINED -> ApplicationDefined.parse(count, body);
            case Rtcp.TRANSPORT_FEEDBACK -> TransportFeedback.parse(count, body);
            case Rtcp.PAYLOAD_FEEDBACK -> PayloadFeedback.parse(count, body);
            case Rtcp.EXTENDED_REPORT -> ExtendedReport.parse(body);
            default ->
                    packetType >= 192 && packetType <= 223
                            ? ParseResult.parsed(
                                    new UnknownRtcp(
                                            packetType,
                                            count,
                                            Bytes.copyOf(body, 0, body.remaining())))
                            : ParseResult.malformed(
                                    MalformedReason.BAD_TYPE,
                                    1,
                                    "RTCP packet type must be 192 to 223, is " + packetType);
        };
    }
}
