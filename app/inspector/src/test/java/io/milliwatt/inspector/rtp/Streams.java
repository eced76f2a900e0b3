package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Frames;
import java.util.List;

/// Feeds a stream table with packets of one stream as a test says them.
final class Streams {
    static final long LONG_AGO = 1_750_000_000_000_000_000L;
    private static final long FROM = Datagram.IPV4_MAPPED | 0x0a00_0001;
    private static final long TO = Datagram.IPV4_MAPPED | 0x0a00_0002;

    final MediaHints hints = new MediaHints();
    final StreamTable table = new StreamTable(hints);
    private final Datagram datagram = new Datagram();
    private long frame;

    /// A datagram from 10.0.0.1:`from` to 10.0.0.2:`to`.
    Streams datagram(double millis, int from, int to, byte[] payload) {
        table.onDatagram(
                datagram.seen(LONG_AGO + (long) (millis * 1e6), ++frame, 0)
                        .from(0, FROM, from)
                        .to(0, TO, to)
                        .carrying(payload, 0, payload.length, payload.length));
        return this;
    }

    /// A packet of PCMU from port 4000 to port 5000 with SSRC 7.
    Streams packet(double millis, int sequence, long timestamp) {
        return packet(millis, 0, sequence, timestamp);
    }

    /// @param type with 0x80 for the marker
    Streams packet(double millis, int type, int sequence, long timestamp) {
        return datagram(millis, 4000, 5000, Frames.rtp(type, sequence, timestamp, 7));
    }

    StreamReport only() {
        List<StreamReport> reports = table.reports();
        if (reports.size() != 1) {
            throw new AssertionError(reports.size() + " streams: " + reports);
        }
        return reports.getFirst();
    }
}
