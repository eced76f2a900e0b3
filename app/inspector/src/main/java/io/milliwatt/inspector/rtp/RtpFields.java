package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Octets;
import java.util.Arrays;

/// The header of an RTP packet of a capture (RFC 3550, section 5.1), which, other than a received
/// one, may be cut: then its padding cannot be told from its payload. One object, filled again for
/// each packet.
final class RtpFields {
    static final int HEADER = 12;

    private static final int PADDING_BIT = 0x20;
    private static final int EXTENSION_BIT = 0x10;
    private static final int IPV4_AND_UDP = 28;
    private static final int IPV6_AND_UDP = 48;
    private static final int EVENT_OCTETS = 4;

    long timeNanos;
    long frame;
    int payloadType;
    boolean marker;
    int sequence;
    long timestamp;
    long ssrc;
    byte[] bytes = {};

    /// The whole packet, as far as it is there; nothing in a [#copy].
    int packetOffset;

    int packetThere;
    int payloadOffset;

    /// Octets of payload that are there.
    int payloadThere;

    /// Octets of payload there were on the wire.
    int payloadOctets;

    /// Octets of the whole packet on the IP layer.
    int ipOctets;

    /// Whether the first octets claim to be RTP and are not those of RTCP (RFC 5761, section 4).
    static boolean mayBe(Datagram datagram) {
        return datagram.length() >= HEADER
                && Octets.u8(datagram.bytes(), datagram.offset()) >> 6 == 2
                && !isRtcpType(Octets.u8(datagram.bytes(), datagram.offset() + 1));
    }

    static boolean isRtcpType(int secondOctet) {
        return secondOctet >= 192 && secondOctet <= 223;
    }

    static long ssrcOf(Datagram datagram) {
        return Octets.u32(datagram.bytes(), datagram.offset() + 8);
    }

    /// Reads the header; false when it contradicts the length.
    boolean read(Datagram datagram) {
        byte[] octets = datagram.bytes();
        int at = datagram.offset();
        int wire = datagram.wireLength();
        int first = Octets.u8(octets, at);
        int header = HEADER + 4 * (first & 0x0f);
        if ((first & EXTENSION_BIT) != 0) {
            if (datagram.length() >= header + 4) {
                header += 4 + 4 * Octets.u16(octets, at + header + 2);
            } else if (!datagram.cut()) {
                return false;
            }
        }
        if (header > wire) {
            return false;
        }
        int padding = 0;
        if ((first & PADDING_BIT) != 0 && !datagram.cut()) {
            padding = Octets.u8(octets, at + wire - 1);
            if (padding == 0 || padding > wire - header) {
                return false;
            }
        }
        int second = Octets.u8(octets, at + 1);
        timeNanos = datagram.timeNanos();
        frame = datagram.frame();
        payloadType = second & 0x7f;
        marker = second >= 0x80;
        sequence = Octets.u16(octets, at + 2);
        timestamp = Octets.u32(octets, at + 4);
        ssrc = Octets.u32(octets, at + 8);
        bytes = octets;
        packetOffset = at;
        packetThere = datagram.length();
        payloadOffset = at + header;
        payloadOctets = wire - header - padding;
        payloadThere = Math.clamp((long) datagram.length() - header, 0, payloadOctets);
        boolean isIpv4 = datagram.sourceHigh() == 0 && datagram.sourceLow() >>> 32 == 0xffff;
        ipOctets = wire + (isIpv4 ? IPV4_AND_UDP : IPV6_AND_UDP);
        return true;
    }

    /// A copy that may be kept, with so much of the payload as counting needs.
    RtpFields copy() {
        RtpFields copy = new RtpFields();
        copyTo(copy);
        copy.payloadThere = Math.min(EVENT_OCTETS, payloadThere);
        copy.bytes = Arrays.copyOfRange(bytes, payloadOffset, payloadOffset + copy.payloadThere);
        return copy;
    }

    /// Copies all but the octets.
    void copyTo(RtpFields copy) {
        copy.timeNanos = timeNanos;
        copy.frame = frame;
        copy.payloadType = payloadType;
        copy.marker = marker;
        copy.sequence = sequence;
        copy.timestamp = timestamp;
        copy.ssrc = ssrc;
        copy.payloadOctets = payloadOctets;
        copy.ipOctets = ipOctets;
    }
}
