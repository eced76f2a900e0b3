package io.milliwatt.inspector.packet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Makes frames for tests, from the inside out.
public final class Frames {
    public static final int UDP = 17;
    public static final int TCP = 6;

    private Frames() {}

    public static byte[] udp(int from, int to, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length)
                .putShort((short) from)
                .putShort((short) to)
                .putShort((short) (8 + payload.length))
                .putShort((short) 0)
                .put(payload)
                .array();
    }

    /// @param flags FIN 1, SYN 2, RST 4, PSH 8, ACK 16
    public static byte[] tcp(int from, int to, long sequence, int flags, byte[] payload) {
        return ByteBuffer.allocate(20 + payload.length)
                .putShort((short) from)
                .putShort((short) to)
                .putInt((int) sequence)
                .putInt(0)
                .put((byte) 0x50)
                .put((byte) flags)
                .putShort((short) 8192)
                .putInt(0)
                .put(payload)
                .array();
    }

    /// From 10.0.0.`from` to 10.0.0.`to`.
    public static byte[] ipv4(int from, int to, int protocol, byte[] payload) {
        return fragment4(from, to, protocol, 0, payload);
    }

    /// @param flagsAndOffset 0x2000 = more follow; offset in units of 8 octets
    public static byte[] fragment4(
            int from, int to, int protocol, int flagsAndOffset, byte[] payload) {
        return ByteBuffer.allocate(20 + payload.length)
                .put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (20 + payload.length))
                .putShort((short) 0x1234)
                .putShort((short) flagsAndOffset)
                .put((byte) 64)
                .put((byte) protocol)
                .putShort((short) 0)
                .putInt(0x0a00_0000 | from)
                .putInt(0x0a00_0000 | to)
                .put(payload)
                .array();
    }

    /// From 2001:db8::`from` to 2001:db8::`to`.
    public static byte[] ipv6(int from, int to, int nextHeader, byte[] payload) {
        return ByteBuffer.allocate(40 + payload.length)
                .putInt(0x6000_0000)
                .putShort((short) payload.length)
                .put((byte) nextHeader)
                .put((byte) 64)
                .putLong(0x2001_0db8_0000_0000L)
                .putLong(from)
                .putLong(0x2001_0db8_0000_0000L)
                .putLong(to)
                .put(payload)
                .array();
    }

    /// @param types the types of the tags before the packet, and its own at the end
    public static byte[] ethernet(byte[] packet, int... types) {
        ByteBuffer frame = ByteBuffer.allocate(10 + 4 * types.length + packet.length);
        frame.put(new byte[12]).putShort((short) types[0]);
        for (int i = 1; i < types.length; i++) {
            frame.putShort((short) (100 + i)).putShort((short) types[i]);
        }
        return frame.put(packet).array();
    }

    /// An RTP packet with a payload of 160 octets.
    public static byte[] rtp(int type, int sequence, long timestamp, int ssrc) {
        return rtp(type, sequence, timestamp, ssrc, new byte[160]);
    }

    /// @param type with 0x80 for the marker
    public static byte[] rtp(int type, int sequence, long timestamp, int ssrc, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) type)
                .putShort((short) sequence)
                .putInt((int) timestamp)
                .putInt(ssrc)
                .put(payload)
                .array();
    }

    /// A datagram of RTP or anything else over UDP, IPv4 and Ethernet, from port 4000 to port 5000.
    public static byte[] datagram(byte[] payload) {
        return ethernet(ipv4(1, 2, UDP, udp(4000, 5000, payload)), 0x0800);
    }

    /// Takes datagrams only.
    public abstract static class Each implements PacketSink {
        @Override
        public void onTcp(TcpBytes bytes) {
            // of no interest to the test
        }
    }

    /// Takes frames apart and keeps what came out.
    public static final class Taken implements PacketSink {
        public final List<String> datagrams = new ArrayList<>();
        public final List<byte[]> payloads = new ArrayList<>();
        public final List<TcpBytes> tcp = new ArrayList<>();
        public final List<String> problems = new ArrayList<>();
        public final PacketDecoder decoder =
                new PacketDecoder(
                        this,
                        (frame, format, first, second) ->
                                problems.add(frame + ": " + format.formatted(first, second)));
        private final Frame frame = new Frame();
        private long number;

        public Taken frame(int linkType, byte[] bytes) {
            return frame(linkType, bytes, bytes.length, 0);
        }

        /// @param wireLength what it had before it was cut
        public Taken frame(int linkType, byte[] bytes, int wireLength, long timeNanos) {
            decoder.onFrame(
                    frame.seen(++number, timeNanos, 0, linkType)
                            .carrying(bytes, 0, bytes.length, wireLength));
            return this;
        }

        @Override
        public void onDatagram(Datagram datagram) {
            datagrams.add(
                    datagram.source()
                            + " > "
                            + datagram.destination()
                            + " "
                            + datagram.length()
                            + "/"
                            + datagram.wireLength());
            payloads.add(datagram.payload());
        }

        @Override
        public void onTcp(TcpBytes bytes) {
            tcp.add(bytes);
        }
    }
}
