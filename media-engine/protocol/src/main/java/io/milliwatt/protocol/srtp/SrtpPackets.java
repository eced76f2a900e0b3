package io.milliwatt.protocol.srtp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Where things lie in SRTP and SRTCP packets, and the array one packet is worked on in: the
/// ciphers of the JDK take arrays, and a copy of a packet costs a hundredth of its encryption.
///
/// ```
/// RTP header (12 + CSRCs + extension) | encrypted payload | [MKI] | tag           HMAC suites
/// RTP header (12 + CSRCs + extension) | encrypted payload + tag | [MKI]           AES-GCM
/// RTCP header (8) | encrypted rest | E + index (4) | [MKI] | tag                  HMAC suites
/// RTCP header (8) | encrypted rest + tag | E + index (4) | [MKI]                  AES-GCM
/// ```
final class SrtpPackets {
    /// Longer ones do not fit in a UDP datagram.
    static final int MAX_PACKET_OCTETS = 0xffff;

    static final int RTP_FIXED_HEADER_OCTETS = 12;
    static final int RTCP_HEADER_OCTETS = 8;
    static final int RTCP_INDEX_OCTETS = 4;

    /// Tag, E and index, MKI.
    static final int MAX_OVERHEAD_OCTETS = 16 + RTCP_INDEX_OCTETS + SrtpMasterKey.MAX_MKI_OCTETS;

    private static final int EXTENSION_BIT = 0x10;

    private byte[] array = new byte[2048];

    /// Copies position..limit to the start of the array, and leaves room behind it.
    byte[] read(ByteBuffer packet) {
        int needed = packet.remaining() + MAX_OVERHEAD_OCTETS;
        if (array.length < needed) {
            array = Arrays.copyOf(array, Math.min(2 * needed, MAX_PACKET_OCTETS * 2));
        }
        packet.get(packet.position(), array, 0, packet.remaining());
        return array;
    }

    /// Writes the result where the packet was, and moves its limit.
    void write(ByteBuffer packet, int octets) {
        packet.limit(packet.position() + octets);
        packet.put(packet.position(), array, 0, octets);
    }

    static boolean isVersion2(byte[] packet, int octets, int least) {
        return octets >= least && (packet[0] & 0xc0) == 0x80;
    }

    /// Octets of the RTP header, or -1 when it does not fit in the packet (RFC 3550, section 5.1).
    static int rtpHeaderOctets(byte[] packet, int octets) {
        if (!isVersion2(packet, octets, RTP_FIXED_HEADER_OCTETS)) {
            return -1;
        }
        int header = RTP_FIXED_HEADER_OCTETS + 4 * (packet[0] & 0x0f);
        if ((packet[0] & EXTENSION_BIT) != 0) {
            if (octets < header + 4) {
                return -1;
            }
            header += 4 + 4 * uint16(packet, header + 2);
        }
        return header <= octets ? header : -1;
    }

    static int uint16(byte[] packet, int offset) {
        return (packet[offset] & 0xff) << 8 | (packet[offset + 1] & 0xff);
    }

    static int int32(byte[] packet, int offset) {
        return uint16(packet, offset) << 16 | uint16(packet, offset + 2);
    }

    static void putInt32(byte[] packet, int offset, int value) {
        packet[offset] = (byte) (value >>> 24);
        packet[offset + 1] = (byte) (value >>> 16);
        packet[offset + 2] = (byte) (value >>> 8);
        packet[offset + 3] = (byte) value;
    }
}
