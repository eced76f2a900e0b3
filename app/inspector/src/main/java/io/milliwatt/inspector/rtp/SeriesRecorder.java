package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;

/// Records the packets of one stream, of a file or of a live capture; of a long one the last. One
/// thread records; [#series()] may be handed to another.
public final class SeriesRecorder implements PacketSink {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final StreamFilter filter;
    private final RtpStream stream;
    private final int most;
    private final SeriesColumns columns = new SeriesColumns();
    private final RtpFields packet = new RtpFields();
    private int secondFrom;
    private long secondOctets;
    private long left;

    /// @param most packets to keep at least; twice as many may be held
    public SeriesRecorder(StreamKey key, MediaHints hints, int most) {
        filter = new StreamFilter(key);
        stream = new RtpStream(key, filter.numbers(), hints);
        this.most = Math.max(1, most);
    }

    @Override
    public void onDatagram(Datagram datagram) {
        if (!filter.test(datagram) || !packet.read(datagram)) {
            return;
        }
        stream.onPacket(packet);
        if (columns.size() >= 2 * most) {
            int forgotten = columns.size() - most;
            columns.forget(forgotten);
            left += forgotten;
            secondFrom = Math.max(0, secondFrom - forgotten);
        }
        while (secondFrom < columns.size()
                && columns.timeNanos(secondFrom) + SECOND_NANOS < packet.timeNanos) {
            secondOctets -= columns.octets(secondFrom++);
        }
        secondOctets += packet.ipOctets;
        columns.add(packet, stream.timing(), stream.status(), secondOctets * 8 / 1000.0);
    }

    @Override
    public void onTcp(TcpBytes bytes) {
        // no RTP over TCP here
    }

    /// What was recorded so far.
    public PacketSeries series() {
        return new PacketSeries(columns.copy(), stream.report(), left);
    }
}
