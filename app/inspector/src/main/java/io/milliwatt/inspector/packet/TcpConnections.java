package io.milliwatt.inspector.packet;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Follows TCP connections (RFC 9293) and gives the bytes of those that carry SIP in clear: of port
/// 5060, or with `SIP/2.0` among the first [#UNDECIDED_OCTETS] of a direction.
///
/// Bounded: so many connections (the one that was silent the longest is forgotten), and so many
/// octets that wait for missing ones.
final class TcpConnections {
    static final int UNDECIDED_OCTETS = 4096;

    private static final int MOST_CONNECTIONS = 1024;
    private static final long MOST_WAITING = 16 << 20;
    private static final int HEADER = 20;
    private static final int SIP_PORT = 5060;
    private static final int SYN = 0x02;
    private static final byte[] SIP_VERSION = {'S', 'I', 'P', '/', '2', '.', '0'};

    private final PacketSink sink;
    private final Map<Key, Connection> connections = new LinkedHashMap<>(16, 0.75f, true);
    private long numbers;
    private long waiting;

    /// Both ends, the lower address and port first, so that both directions have one.
    private record Key(
            int tap,
            long lowHigh,
            long lowLow,
            int lowPort,
            long highHigh,
            long highLow,
            int highPort) {}

    /// What a connection carries.
    private enum Content {
        UNDECIDED,
        SIP,
        OTHER
    }

    private static final class Connection {
        final long number;
        final TcpDirection upwards;
        final TcpDirection downwards;
        Content content = Content.UNDECIDED;

        Connection(long number, int tap, Endpoint low, Endpoint high) {
            this.number = number;
            upwards = new TcpDirection(number, tap, low, high);
            downwards = new TcpDirection(number, tap, high, low);
            if (low.port() == SIP_PORT || high.port() == SIP_PORT) {
                content = Content.SIP;
            }
        }
    }

    TcpConnections(PacketSink sink) {
        this.sink = sink;
    }

    /// RFC 9293, section 3.1.
    void onSegment(IpPacket packet) {
        byte[] bytes = packet.bytes;
        int at = packet.at;
        if (packet.end - at < HEADER) {
            return; // cut
        }
        int header = 4 * (Octets.u8(bytes, at + 12) >> 4);
        int wireLength = packet.wireEnd - at - header;
        if (header < HEADER || wireLength < 0) {
            return;
        }
        int sourcePort = Octets.u16(bytes, at);
        int destinationPort = Octets.u16(bytes, at + 2);
        long sequence = Octets.u32(bytes, at + 4);
        boolean isSyn = (Octets.u8(bytes, at + 13) & SYN) != 0;
        boolean isUpwards = isUpwards(packet, sourcePort, destinationPort);
        Key key = key(packet, sourcePort, destinationPort, isUpwards);
        Connection connection = connections.get(key);
        if (connection == null) {
            if (wireLength == 0 && !isSyn) {
                return; // nothing to follow yet
            }
            connection = open(key);
        }
        TcpDirection direction = isUpwards ? connection.upwards : connection.downwards;
        if (isSyn && direction.isAnother(sequence)) {
            flush(connection);
            connection = open(key);
            direction = isUpwards ? connection.upwards : connection.downwards;
        }
        if (isSyn) {
            direction.begin(sequence + 1);
        }
        if (wireLength > 0 && connection.content != Content.OTHER) {
            int from = Math.min(at + header, packet.end);
            waiting -= direction.waitingOctets();
            direction.seen(packet.timeNanos, packet.frame);
            direction.add(
                    isSyn ? sequence + 1 : sequence, bytes, from, packet.end - from, wireLength);
            if (waiting + direction.waitingOctets() > MOST_WAITING) {
                direction.skipGap();
            }
            waiting += direction.waitingOctets();
            give(connection, direction);
        }
    }

    private static boolean isUpwards(IpPacket packet, int sourcePort, int destinationPort) {
        int order = Long.compareUnsigned(packet.sourceHigh, packet.destinationHigh);
        if (order == 0) {
            order = Long.compareUnsigned(packet.sourceLow, packet.destinationLow);
        }
        return order == 0 ? sourcePort <= destinationPort : order < 0;
    }

    private static Key key(IpPacket packet, int from, int to, boolean isUpwards) {
        return isUpwards
                ? new Key(
                        packet.tap,
                        packet.sourceHigh,
                        packet.sourceLow,
                        from,
                        packet.destinationHigh,
                        packet.destinationLow,
                        to)
                : new Key(
                        packet.tap,
                        packet.destinationHigh,
                        packet.destinationLow,
                        to,
                        packet.sourceHigh,
                        packet.sourceLow,
                        from);
    }

    private Connection open(Key key) {
        Connection connection =
                new Connection(
                        ++numbers,
                        key.tap,
                        new Endpoint(Datagram.address(key.lowHigh, key.lowLow), key.lowPort),
                        new Endpoint(Datagram.address(key.highHigh, key.highLow), key.highPort));
        connections.put(key, connection);
        if (connections.size() > MOST_CONNECTIONS) {
            Iterator<Connection> oldest = connections.values().iterator();
            Connection forgotten = oldest.next();
            oldest.remove();
            flush(forgotten);
        }
        return connection;
    }

    /// Gives what is in order, when it is known to be of interest.
    private void give(Connection connection, TcpDirection direction) {
        if (connection.content == Content.UNDECIDED) {
            if (direction.contains(SIP_VERSION)) {
                connection.content = Content.SIP;
                give(connection, connection.upwards);
                give(connection, connection.downwards);
                return;
            }
            if (direction.readyOctets() > UNDECIDED_OCTETS) {
                connection.content = Content.OTHER;
                waiting -=
                        connection.upwards.waitingOctets() + connection.downwards.waitingOctets();
                connection.upwards.forget();
                connection.downwards.forget();
            }
        } else if (connection.content == Content.SIP) {
            direction.drain(sink);
        }
    }

    private void flush(Connection connection) {
        for (TcpDirection direction :
                new TcpDirection[] {connection.upwards, connection.downwards}) {
            waiting -= direction.waitingOctets();
            while (direction.waitingOctets() > 0) {
                direction.skipGap();
            }
            give(connection, direction);
        }
    }

    /// Nothing more comes.
    void finish() {
        connections.values().forEach(this::flush);
        connections.clear();
    }
}
