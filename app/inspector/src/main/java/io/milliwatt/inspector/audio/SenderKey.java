package io.milliwatt.inspector.audio;

import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import io.milliwatt.inspector.rtp.StreamKey;
import io.milliwatt.inspector.sip.SipFraming;
import io.milliwatt.inspector.sip.SipMessage;
import io.milliwatt.inspector.sip.SipMessageReader;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpReceiver;
import io.milliwatt.protocol.srtp.SrtpResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the key that opens a stream: the one of its sender's description, else any other of the
/// capture that opens its packets, because addresses may be translated on the way.
public final class SenderKey {
    private static final int MOST_CONNECTIONS = 200;

    /// Packets a key is tried on.
    private static final int TRIED = 20;

    private final StreamKey stream;
    private final DescribedKeys keys = new DescribedKeys();
    private final List<byte[]> packets = new ArrayList<>();

    private SenderKey(StreamKey stream) {
        this.stream = stream;
    }

    /// Reads a capture for it. Empty when the stream is not encrypted, or with a key that the
    /// capture does not have.
    public static Optional<SrtpMasterKey> find(Path capture, StreamKey stream) throws IOException {
        var finder = new SenderKey(stream);
        CaptureFile.at(capture).read(finder.new Collector());
        return finder.keys.of(stream.source()).stream().filter(finder::opens).findFirst();
    }

    private boolean opens(SrtpMasterKey key) {
        var receiver = new SrtpReceiver(key);
        return packets.stream()
                .anyMatch(packet ->
                        receiver.unprotect(ByteBuffer.wrap(packet.clone())) == SrtpResult.OK);
    }

    private final class Collector implements PacketSink {
        private final Map<Long, SipFraming> connections = new HashMap<>();

        @Override
        public void onDatagram(Datagram datagram) {
            if (datagram.length() == 0) {
                return;
            }
            if (datagram.bytes()[datagram.offset()] >= 0) {
                SipMessageReader.read(datagram.bytes(), datagram.offset(), datagram.length())
                        .ifPresent(this::learn);
            } else if (packets.size() < TRIED && isOfStream(datagram)) {
                packets.add(datagram.payload());
            }
        }

        private boolean isOfStream(Datagram datagram) {
            return datagram.sourcePort() == stream.source().port()
                    && datagram.destinationPort() == stream.destination().port()
                    && datagram.source().equals(stream.source())
                    && datagram.destination().equals(stream.destination());
        }

        @Override
        public void onTcp(TcpBytes bytes) {
            boolean up = bytes.source().port() < bytes.destination().port();
            long direction = bytes.connection() * 2 + (up ? 1 : 0);
            if (connections.size() < MOST_CONNECTIONS || connections.containsKey(direction)) {
                connections
                        .computeIfAbsent(direction, _ -> new SipFraming(this::learn))
                        .feed(bytes.payload(), bytes.afterGap());
            }
        }

        private void learn(SipMessage message) {
            message.sdp().ifPresent(keys::learn);
        }
    }
}
