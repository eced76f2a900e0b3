package io.milliwatt.protocol.rtp;

import java.nio.ByteBuffer;

/// What a datagram on a media port is, told by its first two octets: RFC 7983, section 7, and RFC
/// 5761, section 4.
public enum PacketKind {
    RTP,
    RTCP,
    STUN,
    DTLS,
    UNKNOWN;

    /// Looks at position..limit of `datagram` and changes nothing. It says what the packet claims
    /// to be, not that it is valid.
    public static PacketKind of(ByteBuffer datagram) {
        if (datagram.remaining() < 2) {
            return UNKNOWN;
        }
        int first = datagram.get(datagram.position()) & 0xff;
        if (first >= 128 && first <= 191) {
            int second = datagram.get(datagram.position() + 1) & 0xff;
            return second >= 192 && second <= 223 ? RTCP : RTP;
        }
        if (first <= 3) {
            return STUN;
        }
        return first >= 20 && first <= 63 ? DTLS : UNKNOWN;
    }
}
