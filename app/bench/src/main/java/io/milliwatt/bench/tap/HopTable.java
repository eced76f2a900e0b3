package io.milliwatt.bench.tap;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The RTP of all taps, stream by stream and point by point. Packets are told by SSRC, sequence
/// number and timestamp, which no address translation and no encryption (RFC 3711, section 3.1)
/// changes. One thread.
final class HopTable implements PacketSink {
    /// More streams than this are not told apart.
    static final int MOST_STREAMS = 2_000;

    private static final int HEADER = 12;
    private static final int VERSION = 0x80;
    private static final int VERSION_MASK = 0xc0;

    private final Sides sides;
    private final List<Place> places;
    private final boolean[][] watched = new boolean[Way.values().length][Way.POINTS];
    private final Map<Long, HopStream> streams = new LinkedHashMap<>();
    private long beyond;

    /// @param places of the taps: the tap with number N of a datagram stands at the Nth
    HopTable(Sides sides, List<Place> places) {
        this.sides = sides;
        this.places = List.copyOf(places);
        for (Way way : Way.values()) {
            for (int point = 0; point < Way.POINTS; point++) {
                watched[way.ordinal()][point] = Set.copyOf(places).contains(way.place(point));
            }
        }
    }

    @Override
    public void onDatagram(Datagram datagram) {
        if (datagram.tap() >= places.size() || !isRtp(datagram)) {
            return;
        }
        Optional<Way> way = sides.of(datagram);
        if (way.isEmpty()) {
            return;
        }
        byte[] bytes = datagram.bytes();
        int at = datagram.offset();
        long ssrc = number(bytes, at + 8, 4);
        long key = ssrc << 1 | way.get().ordinal();
        HopStream stream = streams.get(key);
        if (stream == null) {
            if (streams.size() >= MOST_STREAMS) {
                beyond++;
                return;
            }
            stream = new HopStream(way.get(), ssrc, watched[way.get().ordinal()]);
            streams.put(key, stream);
        }
        stream.saw(
                places.get(datagram.tap()),
                (int) number(bytes, at + 2, 2),
                number(bytes, at + 4, 4),
                datagram);
    }

    /// Version 2, and none of the payload types that RTCP's packet types would be (RFC 5761,
    /// section 4).
    private static boolean isRtp(Datagram datagram) {
        if (datagram.length() < HEADER) {
            return false;
        }
        byte[] bytes = datagram.bytes();
        int at = datagram.offset();
        int payloadType = bytes[at + 1] & 0x7f;
        return (bytes[at] & VERSION_MASK) == VERSION && (payloadType < 64 || payloadType > 95);
    }

    private static long number(byte[] bytes, int at, int octets) {
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number = number << 8 | bytes[at + i] & 0xff;
        }
        return number;
    }

    @Override
    public void onTcp(TcpBytes bytes) {
        // no RTP
    }

    /// Judges what is left; nothing is given to the table afterwards.
    void end(long endNanos) {
        streams.values().forEach(it -> it.end(endNanos));
    }

    List<Hop> hops() {
        return figures().hops();
    }

    /// Of packets that are settled; all after [#end].
    HopFigures figures() {
        return new HopFigures(streams.values().stream().map(HopStream::counts).toList());
    }

    /// Of packets that were first seen before a moment.
    ///
    /// @param nanos since 1970
    HopFigures figuresUntil(long nanos) {
        return new HopFigures(streams.values().stream().map(it -> it.until(nanos)).toList());
    }

    /// Packets of streams that were too many.
    long beyond() {
        return beyond;
    }
}
