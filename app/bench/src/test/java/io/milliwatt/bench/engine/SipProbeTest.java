package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The readiness probe against peers that answer wrongly.
final class SipProbeTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void answersThatAreNotOursAreNoAnswers() throws Exception {
        List<UnaryOperator<String>> wrong =
                List.of(
                        _ -> "",
                        _ -> "junk",
                        _ -> "SIP/2.0 200 OK\r\n\r\n",
                        request -> request,
                        request -> ok(request).replace("Call-ID: ", "Call-ID: x"),
                        request -> ok(request).replace("CSeq: 7", "CSeq: 8"),
                        request -> ok(request).replace("200 OK", "100 Trying"),
                        request -> ok(request).replace("SIP/2.0 2", "SIP/2.0 9999"));
        for (UnaryOperator<String> each : wrong) {
            assertEquals(Optional.empty(), optionsAnsweredWith(each));
        }
        assertEquals(200, optionsAnsweredWith(SipProbeTest::ok).orElseThrow().status());
        assertEquals(
                "503 Service Unavailable",
                optionsAnsweredWith(
                                request -> ok(request).replace("200 OK", "503 Service Unavailable"))
                        .orElseThrow()
                        .words());
    }

    @Test
    void nobodyListeningIsNoAnswerAtOnce() throws Exception {
        try (var probe = new SipProbe(new InetSocketAddress(LOOPBACK, TestEngines.freePort()))) {
            long begin = System.nanoTime();
            assertEquals(Optional.empty(), probe.options(1, 5_000));
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(4).toNanos());
        }
    }

    @Test
    void mediaAddressIsReadFromTheAnswerOnlyWhenThereIsOne() throws IOException {
        assertEquals(
                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 40_002),
                media("c=IN IP4 192.0.2.7\r\nm=audio 40002 RTP/AVP 0\r\n"));
        assertEquals(
                InetAddress.ofLiteral("2001:db8::7"),
                media("c=IN IP6 2001:db8::7\r\nm=audio 40002 RTP/AVP 0\r\n").getAddress());
        for (String bad :
                List.of(
                        "",
                        "c=IN IP4 192.0.2.7\r\n",
                        "m=audio 40002 RTP/AVP 0\r\n",
                        "c=IN IP4 192.0.2.7\r\nm=audio 0 RTP/AVP 0\r\n",
                        "c=IN IP4 192.0.2.7\r\nm=audio 99999 RTP/AVP 0\r\n",
                        "c=IN IP4 example.org\r\nm=audio 40002 RTP/AVP 0\r\n")) {
            assertThrows(IOException.class, () -> media(bad), bad);
        }
    }

    private static InetSocketAddress media(String sdp) throws IOException {
        return SipProbe.mediaAddress(new SipProbe.Response(200, "SIP/2.0 200 OK\r\n\r\n" + sdp));
    }

    private static Optional<SipProbe.Response> optionsAnsweredWith(UnaryOperator<String> answer)
            throws Exception {
        try (var socket = new DatagramSocket(0, LOOPBACK);
                var probe = new SipProbe(new InetSocketAddress(LOOPBACK, socket.getLocalPort()))) {
            Thread peer =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    answerOnce(socket, answer);
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            Optional<SipProbe.Response> response = probe.options(7, 150);
            assertTrue(peer.join(Duration.ofSeconds(5)));
            return response;
        }
    }

    private static void answerOnce(DatagramSocket socket, UnaryOperator<String> answer)
            throws IOException {
        var packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        String request =
                new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        byte[] bytes = answer.apply(request).getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
    }

    private static String ok(String request) {
        return "SIP/2.0 200 OK" + request.substring(request.indexOf("\r\n"));
    }
}
