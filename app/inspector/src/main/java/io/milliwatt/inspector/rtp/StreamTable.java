package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Octets;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import java.util.Collections;
import java.util.List;

/// Finds the RTP and RTCP among datagrams and counts their streams. One thread.
///
/// A datagram is RTP when SDP announced its receiver or sender ([MediaHints]), or when a second one
/// of the same addresses, ports and SSRC has a sequence number near by; what came before that
/// second one counts then, too. So a lone packet that nobody announced is no stream.
///
/// ```java
/// MediaHints hints = new MediaHints();
/// StreamTable streams = new StreamTable(hints);
/// CaptureFile.at(path).read(streams);
/// streams.reports().forEach(report -> show(report));
/// ```
public final class StreamTable implements PacketSink {
    /// Streams that are told apart; a capture with more was made to harm, or is not of calls.
    private static final int MOST_STREAMS = 50_000;

    private static final int RTCP_HEADER = 8;

    private final MediaHints hints;
    private final StreamIndex index = new StreamIndex();
    private final Candidates candidates = new Candidates();
    private final RtcpTable rtcp = new RtcpTable();
    private final RtpFields fields = new RtpFields();
    private Kind lastKind = Kind.OTHER;
    private long beyondLimit;

    /// @param hints what SDP told; may be told more while packets come
    public StreamTable(MediaHints hints) {
        this.hints = hints;
    }

    @Override
    public void onDatagram(Datagram datagram) {
        lastKind = Kind.OTHER;
        if (datagram.length() < RTCP_HEADER
                || Octets.u8(datagram.bytes(), datagram.offset()) >> 6 != 2) {
            return;
        }
        if (RtpFields.mayBe(datagram)) {
            onRtp(datagram);
        } else if (RtcpTable.mayBe(datagram)) {
            lastKind = Kind.RTCP;
            rtcp.onDatagram(datagram);
        }
    }

    private void onRtp(Datagram datagram) {
        RtpFields packet = fields;
        if (!packet.read(datagram)) {
            return;
        }
        RtpStream stream = index.find(datagram, packet.ssrc);
        if (stream != null) {
            lastKind = Kind.RTP;
            stream.onPacket(packet);
            return;
        }
        boolean isExpected =
                hints.isExpected(datagram.destination()) || hints.isExpected(datagram.source());
        List<RtpFields> first = isExpected ? List.of(packet) : candidates.add(datagram, packet);
        if (!first.isEmpty()) {
            lastKind = Kind.RTP;
            open(datagram, packet.ssrc, first);
        }
    }

    private void open(Datagram datagram, long ssrc, List<RtpFields> packets) {
        if (index.streams().size() == MOST_STREAMS) {
            beyondLimit += packets.size();
            return;
        }
        StreamKey key =
                new StreamKey(datagram.tap(), datagram.source(), datagram.destination(), ssrc);
        RtpStream stream = new RtpStream(key, StreamNumbers.of(datagram, ssrc), hints);
        index.add(stream, datagram, ssrc);
        rtcp.add(stream);
        packets.forEach(stream::onPacket);
    }

    /// What the last datagram turned out to be: the ladder and the SIP side need not look again. A
    /// packet that is held until a second one comes is [Kind#OTHER] still.
    public Kind lastKind() {
        return lastKind;
    }

    @Override
    public void onTcp(TcpBytes bytes) {
        // no RTP over TCP here
    }

    /// The streams in the order of their first packets.
    public List<RtpStream> streams() {
        return Collections.unmodifiableList(index.streams());
    }

    /// A report of each stream.
    public List<StreamReport> reports() {
        return streams().stream().map(RtpStream::report).toList();
    }

    /// Packets of streams that are not told apart, because there are too many streams.
    public long packetsBeyondLimit() {
        return beyondLimit;
    }

    /// Datagrams of RTCP so far.
    public long rtcpPackets() {
        return rtcp.packets();
    }

    /// Datagrams of RTCP that could not be read: broken, or encrypted.
    public long rtcpUnreadable() {
        return rtcp.unreadable();
    }

    /// What a datagram is.
    public enum Kind {
        RTP,
        RTCP,
        OTHER
    }
}
