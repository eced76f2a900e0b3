package io.milliwatt.inspector;

import io.milliwatt.inspector.call.MessagePlace;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.TcpBytes;
import io.milliwatt.inspector.sip.SipFraming;
import io.milliwatt.inspector.sip.SipMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The TCP connections with SIP on them. At most so many at once: the one that was silent for
/// longest is given up then.
final class TcpConnections {
    private static final int MOST = 2_000;

    private final SipMessages.Sink sink;
    private final Map<Way, Reader> readers =
            new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);

    private record Way(int tap, Endpoint source, Endpoint destination) {}

    /// One direction: the place of a message is that of its last octet.
    private static final class Reader {
        final SipFraming framing;
        final List<SipMessage> messages = new ArrayList<>();
        long connection = -1;
        MessagePlace last;

        Reader(MessagePlace place) {
            last = place;
            framing = new SipFraming(messages::add);
        }
    }

    TcpConnections(SipMessages.Sink sink) {
        this.sink = sink;
    }

    void feed(TcpBytes bytes) {
        var place =
                new MessagePlace(
                        bytes.timeNanos(),
                        bytes.frame(),
                        bytes.tap(),
                        bytes.source(),
                        bytes.destination(),
                        "TCP");
        var way = new Way(bytes.tap(), bytes.source(), bytes.destination());
        Reader reader = readers.computeIfAbsent(way, _ -> new Reader(place));
        boolean another = reader.connection >= 0 && reader.connection != bytes.connection();
        if (another) { // the same ports again
            reader.framing.end();
            deliver(reader);
        }
        reader.connection = bytes.connection();
        reader.last = place;
        reader.framing.feed(bytes.payload(), bytes.afterGap());
        deliver(reader);
        if (readers.size() > MOST) {
            Way eldest = readers.keySet().iterator().next();
            Reader given = readers.remove(eldest);
            if (given != null) {
                given.framing.end();
                deliver(given);
            }
        }
    }

    void end() {
        for (Reader reader : readers.values()) {
            reader.framing.end();
            deliver(reader);
        }
        readers.clear();
    }

    private void deliver(Reader reader) {
        for (SipMessage message : reader.messages) {
            sink.onMessage(message, reader.last, false);
        }
        reader.messages.clear();
    }
}
