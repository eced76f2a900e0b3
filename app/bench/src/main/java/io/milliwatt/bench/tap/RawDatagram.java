package io.milliwatt.bench.tap;

import io.milliwatt.inspector.packet.Endpoint;
import java.net.Inet4Address;
import java.nio.ByteBuffer;

/// A UDP datagram as the IP packet that would carry it, without a link layer. For packets that were
/// taken where they have no headers: RFC 768, RFC 791 section 3.1, RFC 8200 section 3.
final class RawDatagram {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;
    private static final int HOPS = 64;
    private static final int UDP = 17;

    /// The longest payload that an IPv4 packet can carry.
    private static final int LONGEST = 0xffff - IPV4_HEADER - UDP_HEADER;

    private RawDatagram() {}

    /// @param payload cut where it is too long for a datagram
    static byte[] of(Endpoint source, Endpoint destination, byte[] payload) {
        int length = Math.min(payload.length, LONGEST);
        boolean ipv4 =
                source.address() instanceof Inet4Address
                        && destination.address() instanceof Inet4Address;
        int header = ipv4 ? IPV4_HEADER : IPV6_HEADER;
        ByteBuffer packet = ByteBuffer.allocate(header + UDP_HEADER + length);
        byte[] from = octets(source, ipv4);
        byte[] to = octets(destination, ipv4);
        if (ipv4) {
            packet.putShort((short) 0x4500)
                    .putShort((short) (header + UDP_HEADER + length))
                    .putInt(0x4000) // identification 0, do not fragment
                    .put((byte) HOPS)
                    .put((byte) UDP)
                    .putShort((short) 0)
                    .put(from)
                    .put(to);
            packet.putShort(10, (short) ~folded(sum(packet.array(), 0, IPV4_HEADER)));
        } else {
            packet.putInt(0x6000_0000)
                    .putShort((short) (UDP_HEADER + length))
                    .put((byte) UDP)
                    .put((byte) HOPS)
                    .put(from)
                    .put(to);
        }
        packet.putShort((short) source.port())
                .putShort((short) destination.port())
                .putShort((short) (UDP_HEADER + length))
                .putShort((short) 0)
                .put(payload, 0, length);
        long pseudo = sum(from, 0, from.length) + sum(to, 0, to.length) + UDP + UDP_HEADER + length;
        int checksum = ~folded(pseudo + sum(packet.array(), header, UDP_HEADER + length)) & 0xffff;
        packet.putShort(header + 6, (short) (checksum == 0 ? 0xffff : checksum));
        return packet.array();
    }

    private static byte[] octets(Endpoint endpoint, boolean ipv4) {
        byte[] own = endpoint.address().getAddress();
        if (ipv4 || own.length == 16) {
            return own;
        }
        // an IPv4 address beside an IPv6 one: the mapped one, RFC 4291, section 2.5.5.2
        return ByteBuffer.allocate(16).position(10).putShort((short) 0xffff).put(own).array();
    }

    /// RFC 1071.
    private static long sum(byte[] bytes, int from, int length) {
        long sum = 0;
        for (int i = 0; i < length; i += 2) {
            int low = i + 1 < length ? bytes[from + i + 1] & 0xff : 0;
            sum += (bytes[from + i] & 0xff) << 8 | low;
        }
        return sum;
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded >> 16 != 0) {
            folded = (folded & 0xffff) + (folded >> 16);
        }
        return (int) folded;
    }
}
