package io.milliwatt.inspector;

import io.milliwatt.inspector.call.MessagePlace;
import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import io.milliwatt.inspector.sip.MessageStart;
import io.milliwatt.inspector.sip.SipMessage;
import io.milliwatt.inspector.sip.SipMessageReader;
import java.util.Optional;

/// Finds the SIP messages among packets, in datagrams and on TCP connections. One thread.
public final class SipMessages implements PacketSink {
    private final Sink sink;
    private final TcpConnections connections;

    /// Takes messages.
    @FunctionalInterface
    public interface Sink {
        /// @param cut whether the capture cut it
        void onMessage(SipMessage message, MessagePlace place, boolean cut);
    }

    public SipMessages(Sink sink) {
        this.sink = sink;
        connections = new TcpConnections(sink);
    }

    @Override
    public void onDatagram(Datagram datagram) {
        take(datagram);
    }

    /// Whether a datagram was a message.
    boolean take(Datagram datagram) {
        byte[] bytes = datagram.bytes();
        int from = datagram.offset();
        if (!mayBeSip(bytes, from, from + datagram.length())) {
            return false;
        }
        Optional<SipMessage> message = SipMessageReader.read(bytes, from, datagram.length());
        if (message.isEmpty()) {
            return false;
        }
        var place =
                new MessagePlace(
                        datagram.timeNanos(),
                        datagram.frame(),
                        datagram.tap(),
                        datagram.source(),
                        datagram.destination(),
                        "UDP");
        sink.onMessage(message.get(), place, datagram.cut());
        return true;
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

    /// Nothing more comes: what waits for its rest is given as it is.
    public void end() {
        connections.end();
    }
}
