package io.milliwatt.inspector.packet;

/// Takes frames apart: link layer, VLAN, PPPoE, IPv4 and IPv6, fragments, UDP, TCP. One thread.
///
/// It throws nothing: what contradicts itself is told and left out, what is no IP is left out. A
/// packet that the capture cut is given as far as it is there.
public final class PacketDecoder implements FrameSink {
    static final int TCP = 6;
    static final int UDP = 17;

    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int FRAGMENT_OFFSET = 0x1fff;

    /// Extension headers that are followed at most.
    private static final int MOST_EXTENSIONS = 16;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION = 60;
    private static final int MOBILITY = 135;

    private final PacketSink sink;
    private final ProblemSink problems;
    private final Datagram datagram = new Datagram();
    private final LinkLayer link = new LinkLayer();
    private final Fragments fragments;
    private final TcpConnections connections;
    private final IpPacket packet = new IpPacket();

    public PacketDecoder(PacketSink sink) {
        this(sink, ProblemSink.NONE);
    }

    public PacketDecoder(PacketSink sink, ProblemSink problems) {
        this.sink = sink;
        this.problems = problems;
        fragments = new Fragments(problems);
        connections = new TcpConnections(sink);
    }

    @Override
    public void onFrame(Frame frame) {
        byte[] bytes = frame.bytes();
        int end = frame.offset() + frame.length();
        int at = link.findIp(frame);
        if (at < 0 || at >= end) {
            return;
        }
        packet.seen(frame, bytes, frame.offset() + frame.wireLength());
        int version = Octets.u8(bytes, at) >> 4;
        if (version == 4) {
            onIpv4(at, end);
        } else if (version == 6) {
            onIpv6(at, end);
        }
    }

    /// Nothing more comes: what was held back because something was missing is given.
    public void finish() {
        connections.finish();
        fragments.finish();
    }

    /// RFC 791, section 3.1.
    private void onIpv4(int at, int end) {
        byte[] bytes = packet.bytes;
        if (end - at < IPV4_HEADER) {
            problem("IPv4 header needs %d bytes, frame has %d", IPV4_HEADER, end - at);
            return;
        }
        int header = 4 * (Octets.u8(bytes, at) & 0x0f);
        int total = Octets.u16(bytes, at + 2);
        if (total == 0) {
            total = packet.wireEnd - at; // left to the network card (segmentation offload)
        }
        if (header < IPV4_HEADER || header > total) {
            problem("IPv4 says header %d and length %d bytes", header, total);
            return;
        }
        if (at + total > packet.wireEnd) {
            problem("IPv4 says %d bytes, frame had %d", total, packet.wireEnd - at);
            total = packet.wireEnd - at;
        }
        if (end - at < header) {
            return; // cut within its options
        }
        packet.sourceHigh = 0;
        packet.sourceLow = Datagram.IPV4_MAPPED | Octets.u32(bytes, at + 12);
        packet.destinationHigh = 0;
        packet.destinationLow = Datagram.IPV4_MAPPED | Octets.u32(bytes, at + 16);
        packet.protocol = Octets.u8(bytes, at + 9);
        packet.at = at + header;
        packet.end = Math.min(end, at + total);
        packet.wireEnd = at + total;
        int fragment = Octets.u16(bytes, at + 6);
        if ((fragment & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) != 0) {
            int offset = 8 * (fragment & FRAGMENT_OFFSET);
            boolean more = (fragment & MORE_FRAGMENTS) != 0;
            onFragment(Octets.u16(bytes, at + 4), offset, more);
        } else {
            onTransport();
        }
    }

    /// RFC 8200, sections 3 and 4.
    private void onIpv6(int at, int end) {
        byte[] bytes = packet.bytes;
        if (end - at < IPV6_HEADER) {
            problem("IPv6 header needs %d bytes, frame has %d", IPV6_HEADER, end - at);
            return;
        }
        int length = Octets.u16(bytes, at + 4);
        int total = length == 0 ? packet.wireEnd - at : IPV6_HEADER + length;
        if (at + total > packet.wireEnd) {
            problem("IPv6 says %d bytes, frame had %d", total, packet.wireEnd - at);
            total = packet.wireEnd - at;
        }
        packet.sourceHigh = Octets.i64(bytes, at + 8);
        packet.sourceLow = Octets.i64(bytes, at + 16);
        packet.destinationHigh = Octets.i64(bytes, at + 24);
        packet.destinationLow = Octets.i64(bytes, at + 32);
        packet.protocol = Octets.u8(bytes, at + 6);
        packet.at = at + IPV6_HEADER;
        packet.end = Math.min(end, at + total);
        packet.wireEnd = at + total;
        onExtensions();
    }

    /// Goes through the extension headers: each begins with the number of the next and its length.
    private void onExtensions() {
        byte[] bytes = packet.bytes;
        for (int i = 0; i < MOST_EXTENSIONS; i++) {
            int protocol = packet.protocol;
            int at = packet.at;
            boolean isExtension =
                    switch (protocol) {
                        case HOP_BY_HOP, ROUTING, DESTINATION, MOBILITY -> true;
                        case FRAGMENT, AUTHENTICATION -> true;
                        default -> false;
                    };
            if (!isExtension) {
                onTransport();
                return;
            }
            if (packet.end - at < 8) {
                return; // cut
            }
            packet.protocol = Octets.u8(bytes, at);
            int units = Octets.u8(bytes, at + 1);
            packet.at =
                    at
                            + switch (protocol) {
                                case FRAGMENT -> 8;
                                case AUTHENTICATION -> 4 * (units + 2);
                                default -> 8 * (units + 1);
                            };
            if (packet.at > packet.end) {
                problem("IPv6 extension header %d is longer than its packet", protocol, 0);
                return;
            }
            if (protocol == FRAGMENT) {
                int fragment = Octets.u16(bytes, at + 2);
                boolean more = (fragment & 1) != 0;
                if (more || (fragment & ~7) != 0) {
                    onFragment(Octets.u32(bytes, at + 4), fragment & ~7, more);
                    return;
                }
            }
        }
        problem("IPv6 has more than %d extension headers", MOST_EXTENSIONS, 0);
    }

    private void onFragment(long identification, int offset, boolean more) {
        if (fragments.add(packet, identification, offset, more)) {
            onExtensions();
        }
    }

    private void onTransport() {
        if (packet.protocol == UDP) {
            onUdp();
        } else if (packet.protocol == TCP) {
            connections.onSegment(packet);
        }
    }

    /// RFC 768.
    private void onUdp() {
        byte[] bytes = packet.bytes;
        int at = packet.at;
        if (packet.end - at < UDP_HEADER) {
            if (packet.wireEnd - at < UDP_HEADER) {
                problem("UDP needs %d bytes, packet has %d", UDP_HEADER, packet.wireEnd - at);
            }
            return;
        }
        int length = Octets.u16(bytes, at + 4);
        if (length == 0) {
            length = packet.wireEnd - at; // left to the network card
        }
        if (length < UDP_HEADER) {
            problem("UDP says it has %d bytes, its header alone has %d", length, UDP_HEADER);
            return;
        }
        if (length > packet.wireEnd - at) {
            problem("UDP says %d bytes, packet had %d", length, packet.wireEnd - at);
            length = packet.wireEnd - at;
        }
        int there = Math.min(length, packet.end - at) - UDP_HEADER;
        datagram.seen(packet.timeNanos, packet.frame, packet.tap)
                .from(packet.sourceHigh, packet.sourceLow, Octets.u16(bytes, at))
                .to(packet.destinationHigh, packet.destinationLow, Octets.u16(bytes, at + 2))
                .carrying(bytes, at + UDP_HEADER, there, length - UDP_HEADER)
                .partlyIn(packet.earlierFrames);
        sink.onDatagram(datagram);
    }

    private void problem(String format, long first, long second) {
        problems.onProblem(packet.frame, format, first, second);
    }
}
