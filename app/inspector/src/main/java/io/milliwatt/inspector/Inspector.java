package io.milliwatt.inspector;

import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.call.SipTable;
import io.milliwatt.inspector.call.StreamJoin;
import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import io.milliwatt.inspector.rtp.MediaHints;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.inspector.rtp.StreamTable;
import java.util.List;

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
    private final SipMessages messages;
    private NatMap translations;

    /// @param translations what is known of address translation; [NatMap#NONE] for a file
    public Inspector(NatMap translations) {
        this.translations = translations;
        sip = new SipTable(hints);
        messages = new SipMessages(sip::onMessage);
    }

    /// Says that translations are known now, or changed.
    public void translate(NatMap newTranslations) {
        translations = newTranslations;
    }

    @Override
    public void onDatagram(Datagram datagram) {
        if (!messages.take(datagram)) {
            streams.onDatagram(datagram);
        }
    }

    @Override
    public void onTcp(TcpBytes bytes) {
        messages.onTcp(bytes);
    }

    /// The streams so far, without the calls they belong to.
    public List<StreamReport> streams() {
        return streams.reports();
    }

    /// What is there so far; the streams are counted anew, the calls only where something came.
    public Inspection snapshot() {
        StreamJoin.Joined joined = StreamJoin.join(sip.calls(), streams.reports(), translations);
        return new Inspection(joined.calls(), joined.others(), joined.strays(), sip.notes())
                .withNote(streams.packetsBeyondLimit());
    }

    /// Nothing more comes: what waits for its rest is shown as it is.
    public Inspection end() {
        messages.end();
        return snapshot();
    }
}
