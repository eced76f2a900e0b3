package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import java.util.List;

/// Finds the RTP and RTCP among datagrams and counts their streams. One thread.
///
/// ```java
/// MediaHints hints = new MediaHints();
/// StreamTable streams = new StreamTable(hints);
/// CaptureFile.at(path).read(streams);
/// streams.reports().forEach(report -> show(report));
/// ```
public final class StreamTable implements PacketSink {
    private final MediaHints hints;

    /// @param hints what SDP told; may be told more while packets come
    public StreamTable(MediaHints hints) {
        this.hints = hints;
    }

    @Override
    public void onDatagram(Datagram datagram) {
        hints.isExpected(datagram.destination()); // being written
    }

    /// What a datagram turned out to be; asked after [#onDatagram] for the same one: the ladder and
    /// the SIP side need not look again.
    public Kind lastKind() {
        return Kind.OTHER;
    }

    @Override
    public void onTcp(TcpBytes bytes) {
        // no RTP over TCP here
    }

    /// The streams in the order of their first packets.
    public List<RtpStream> streams() {
        return List.of();
    }

    /// A report of each stream.
    public List<StreamReport> reports() {
        return streams().stream().map(RtpStream::report).toList();
    }

    /// Packets of streams that are not told apart, because there are too many streams.
    public long packetsBeyondLimit() {
        return 0;
    }

    /// What a datagram is.
    public enum Kind {
        RTP,
        RTCP,
        OTHER
    }
}
