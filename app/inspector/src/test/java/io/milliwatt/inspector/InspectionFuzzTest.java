package io.milliwatt.inspector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.EndpointNames;
import io.milliwatt.inspector.call.Ladder;
import io.milliwatt.inspector.call.MessageDiff;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.call.SdpExplanation;
import io.milliwatt.inspector.call.Topology;
import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.TcpBytes;
import io.milliwatt.inspector.sip.ShownText;
import io.milliwatt.inspector.sip.SipFraming;
import io.milliwatt.inspector.sip.SipMessage;
import io.milliwatt.inspector.sip.SipMessageReader;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Fuzz targets: no octets make the reading of SIP, TCP or SDP throw, hang or grow; how a stream
/// was split changes nothing. Each target replays its corpus in every build; `-Dfuzz=10m` searches
/// further.
class InspectionFuzzTest {
    @FuzzTest
    void readsAnyDatagram(byte[] bytes) {
        SipMessageReader.read(bytes, 0, bytes.length)
                .ifPresent(message -> {
                    assertTrue(message.headers().size() <= 500);
                    message.from();
                    message.to();
                    message.contact();
                    message.transactionKey();
                    message.sdp();
                    String shown = message.shownText();
                    assertEquals(shown, ShownText.masked(shown), "masked twice is masked once");
                    MessageDiff.of(shown, new String(bytes, UTF_8));
                });
    }

    @FuzzTest
    void findsTheSameInAStreamHoweverItIsSplit(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int cut = 1 + (bytes[0] & 0xff) % 50;
        List<String> split = messages(bytes, cut);
        List<String> whole = messages(bytes, bytes.length);
        assertEquals(whole, split);
    }

    private static List<String> messages(byte[] bytes, int piece) {
        var found = new ArrayList<SipMessage>();
        var framing = new SipFraming(found::add);
        for (int at = 0; at < bytes.length; at += piece) {
            framing.feed(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)), false);
        }
        framing.end();
        return found.stream().map(SipMessage::text).toList();
    }

    @FuzzTest
    void explainsAnyDescription(byte[] bytes) {
        SdpExplanation explanation =
                SdpExplanation.of(new String(bytes, ISO_8859_1), Topology.UNKNOWN);
        assertTrue(explanation.lines().size() <= 2_001);
        explanation.judgement();
    }

    /// Octets are a list of packets: tap, which way, how many octets, the octets.
    @FuzzTest
    void inspectsAnyPackets(byte[] bytes) {
        var inspector = new Inspector(NatMap.NONE);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long time = 1_700_000_000_000_000_000L;
        for (long frame = 1; in.remaining() >= 4; frame++) {
            int kind = in.get();
            int length = Math.min(in.remaining() - 2, in.getShort(in.position()) & 0x7ff);
            in.getShort();
            byte[] payload = new byte[length];
            in.get(payload);
            time += (kind & 0xff) * 1_000_000L;
            boolean forth = (kind & 1) == 0;
            if ((kind & 2) == 0) {
                inspector.onDatagram(datagram(frame, time, kind >> 2 & 1, forth, payload));
            } else {
                Endpoint one = new Endpoint(InetAddress.ofLiteral("192.0.2.1"), 5060);
                Endpoint two = new Endpoint(InetAddress.ofLiteral("192.0.2.2"), 5060);
                inspector.onTcp(
                        new TcpBytes(
                                kind >> 3 & 1,
                                forth ? one : two,
                                forth ? two : one,
                                time,
                                frame,
                                0,
                                (kind & 4) != 0,
                                payload));
            }
        }
        Inspection inspection = inspector.end();
        for (Call call : inspection.calls()) {
            Ladder ladder = Ladder.of(call, EndpointNames.NONE);
            assertTrue(
                    ladder.rows().stream()
                            .allMatch(row -> row.toColumn() < ladder.columns().size()));
        }
        inspection.allStreams();
    }

    private static Datagram datagram(
            long frame, long time, int tap, boolean forth, byte[] payload) {
        long one = Datagram.IPV4_MAPPED | 0xc0000201L;
        long two = Datagram.IPV4_MAPPED | 0xc0000202L;
        return new Datagram()
                .seen(time, frame, tap)
                .from(0, forth ? one : two, forth ? 4000 : 40000)
                .to(0, forth ? two : one, forth ? 40000 : 4000)
                .carrying(payload, 0, payload.length, payload.length);
    }
}
