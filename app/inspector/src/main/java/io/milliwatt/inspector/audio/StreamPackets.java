package io.milliwatt.inspector.audio;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import io.milliwatt.inspector.rtp.StreamKey;
import io.milliwatt.inspector.sip.SipFraming;
import io.milliwatt.inspector.sip.SipMessage;
import io.milliwatt.inspector.sip.SipMessageReader;
import io.milliwatt.protocol.rtp.RtpSequence;
import io.milliwatt.protocol.rtp.RtpTimestamp;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpReceiver;
import io.milliwatt.protocol.srtp.SrtpResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Collects the packets of one stream, and the keys that its capture has.
final class StreamPackets implements PacketSink {
    private static final int MOST_PACKETS = 200_000;
    private static final long MOST_OCTETS = 200L << 20;
    private static final int RTP_HEADER = 12;
    private static final int MOST_CONNECTIONS = 200;

    /// Packets a key must open to be the right one.
    private static final int TRIED = 20;

    private final StreamKey key;
    private final int payloadType;
    private final List<byte[]> packets = new ArrayList<>();
    private final SdesKeys keys = new SdesKeys();
    private final Map<Long, SipFraming> connections = new HashMap<>();
    private long octets;
    private boolean cut;
    private String note = "";

    /// Audio in its place.
    ///
    /// @param sequence without wrap-around
    /// @param timestamp without wrap-around, ticks
    record Audio(long sequence, long timestamp, byte[] payload) {}

    StreamPackets(StreamKey key, int payloadType) {
        this.key = key;
        this.payloadType = payloadType;
    }

    @Override
    public void onDatagram(Datagram datagram) {
        byte[] bytes = datagram.bytes();
        int from = datagram.offset();
        if (datagram.length() == 0) {
            return;
        }
        if (bytes[from] >= 0) {
            SipMessageReader.read(bytes, from, datagram.length()).ifPresent(this::learn);
            return;
        }
        boolean wanted =
                datagram.tap() == key.tap()
                        && datagram.length() >= RTP_HEADER
                        && datagram.sourcePort() == key.source().port()
                        && datagram.destinationPort() == key.destination().port()
                        && ssrc(bytes, from) == key.ssrc()
                        && datagram.source().equals(key.source())
                        && datagram.destination().equals(key.destination());
        if (!wanted || datagram.cut()) {
            cut |= wanted;
            return;
        }
        if (packets.size() < MOST_PACKETS && octets < MOST_OCTETS) {
            packets.add(datagram.payload());
            octets += datagram.length();
        }
    }

    private static long ssrc(byte[] bytes, int from) {
        return ByteBuffer.wrap(bytes, from + 8, 4).getInt() & 0xffff_ffffL;
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

    /// What is to be known about the packets.
    String note() {
        return note;
    }

    /// The audio in the order of its sequence numbers, each once.
    List<Audio> inOrder() {
        if (cut) {
            note = "the capture cut packets, which are left out";
        }
        Optional<SrtpMasterKey> right =
                keys.of(key.source()).stream().filter(this::opens).findFirst();
        Optional<SrtpReceiver> receiver = right.map(SrtpReceiver::new);
        if (right.isEmpty() && keys.areFor(key.source())) {
            note = "the keys in the SDP do not open it";
            return List.of();
        }
        var audio = new ArrayList<Audio>();
        var seen = new HashSet<Long>();
        var view = new RtpView();
        long sequence = -1;
        long timestamp = -1;
        for (byte[] packet : packets) {
            ByteBuffer buffer = ByteBuffer.wrap(packet);
            boolean closed =
                    receiver.isPresent() && receiver.get().unprotect(buffer) != SrtpResult.OK;
            if (closed || view.wrap(buffer) != null || view.payloadType() != payloadType) {
                continue;
            }
            sequence =
                    sequence < 0
                            ? RtpSequence.MODULUS + view.sequenceNumber()
                            : RtpSequence.unwrap(sequence, view.sequenceNumber());
            timestamp =
                    timestamp < 0
                            ? (1L << 32) + view.timestamp()
                            : RtpTimestamp.unwrap(timestamp, view.timestamp());
            if (seen.add(sequence)) {
                byte[] payload = new byte[view.payloadLength()];
                buffer.get(view.payloadOffset(), payload);
                audio.add(new Audio(sequence, timestamp, payload));
            }
        }
        audio.sort(Comparator.comparingLong(Audio::sequence));
        return audio;
    }

    private boolean opens(SrtpMasterKey candidate) {
        var receiver = new SrtpReceiver(candidate);
        for (byte[] packet : packets.subList(0, Math.min(TRIED, packets.size()))) {
            if (receiver.unprotect(ByteBuffer.wrap(packet.clone())) == SrtpResult.OK) {
                return true;
            }
        }
        return false;
    }
}
