package io.milliwatt.inspector;

import io.milliwatt.inspector.call.MessagePlace;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.call.SipTable;
import io.milliwatt.inspector.call.StreamJoin;
import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import io.milliwatt.inspector.rtp.MediaHints;
import io.milliwatt.inspector.rtp.StreamTable;
import io.milliwatt.inspector.sip.MessageStart;
import io.milliwatt.inspector.sip.SipMessageReader;

/// Takes the packets of a capture, a file or a running one, and shows what is in them at any
/// moment. One thread.
///
/// ```java
/// Inspector inspector = new Inspector(NatMap.NONE);
/// CaptureFile.at(path).read(inspector);
/// Inspection inspection = inspector.end();
/// ```
public final class Inspector implements PacketSink {
    private final MediaHints hints = new MediaHints();
    private final StreamTable streams = new StreamTable(hints);
    private final SipTable sip;
    private final TcpConnections connections;
    private NatMap translations;

    /// @param translations what is known of address translation; [NatMap#NONE] for a file
    public Inspector(NatMap translations) {
        this.translations = translations;
        sip = new SipTable(hints);
        connections = new TcpConnections(sip::onMessage);
    }

    /// Says that translations are known now, or changed.
    public void translate(NatMap newTranslations) {
        translations = newTranslations;
    }

    @Override
    public void onDatagram(Datagram datagram) {
        byte[] bytes = datagram.bytes();
        int from = datagram.offset();
        int to = from + datagram.length();
        if (!mayBeSip(bytes, from, to)) {
            streams.onDatagram(datagram);
            return;
        }
        var message = SipMessageReader.read(bytes, from, datagram.length());
        if (message.isEmpty()) {
            streams.onDatagram(datagram);
            return;
        }
        var place =
                new MessagePlace(
                        datagram.timeNanos(),
                        datagram.frame(),
                        datagram.tap(),
                        datagram.source(),
                        datagram.destination(),
                        "UDP");
        sip.onMessage(message.get(), place, datagram.cut());
    }

    /// RTP and RTCP begin with an octet from 128 on: they are not looked at any further.
    private static boolean mayBeSip(byte[] bytes, int from, int to) {
        if (from >= to || bytes[from] < 0) {
            return false;
        }
        boolean lineEnd = bytes[from] == '\r' || bytes[from] == '\n';
        return lineEnd || MessageStart.isAt(bytes, from, to);
    }

    @Override
    public void onTcp(TcpBytes bytes) {
        connections.feed(bytes);
    }

    /// What is there so far; the streams are counted anew, the calls only where something came.
    public Inspection snapshot() {
        StreamJoin.Joined joined = StreamJoin.join(sip.calls(), streams.reports(), translations);
        return new Inspection(joined.calls(), joined.others(), joined.strays(), sip.notes())
                .withNote(streams.packetsBeyondLimit());
    }

    /// Nothing more comes: what waits for its rest is shown as it is.
    public Inspection end() {
        connections.end();
        return snapshot();
    }
}
