package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.Bytes;
import java.nio.ByteBuffer;

/// An RTCP packet whose type this module does not read, such as the FIR and NACK of RFC 2032 (192,
/// 193). It is kept as it came.
///
/// @param count the five bits beside the version
/// @param body what follows the header, a multiple of 4 octets
public record UnknownRtcp(int packetType, int count, Bytes body) implements RtcpPacket {

    public UnknownRtcp {
        if (packetType < 192 || packetType > 223) {
            throw new IllegalArgumentException(
                    "RTCP packet type must be 192 to 223, is " + packetType);
        }
        Rtcp.requireCount(count, "elements");
        ReceiverReport.requireWords(body);
    }

    @Override
    public int size() {
        return Rtcp.HEADER_SIZE + body.size();
    }

    @Override
    public void writeTo(ByteBuffer out) {
        Rtcp.writeHeader(out, count, packetType, size());
        body.writeTo(out);
    }
}
