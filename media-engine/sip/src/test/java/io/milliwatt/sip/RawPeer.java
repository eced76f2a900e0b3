package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A far end made of one UDP socket and hand-written messages: does what no stack would do.
final class RawPeer implements AutoCloseable {
    private final DatagramSocket socket;
    private final InetSocketAddress target;

    RawPeer(int targetPort) throws IOException {
        socket = new DatagramSocket(0, Loopback.ADDRESS);
        target = new InetSocketAddress(Loopback.ADDRESS, targetPort);
    }

    int port() {
        return socket.getLocalPort();
    }

    void send(String message) throws IOException {
        send(message.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, target));
    }

    String request(String method, String cseq, String callId, String headers, String body) {
        return message(method, cseq, callId, "<sip:test@127.0.0.1>", headers, body);
    }

    /// A request within the dialog that a response began.
    String inDialog(
            String method,
            String cseq,
            String callId,
            String response,
            String headers,
            String body) {
        Matcher to = Pattern.compile("(?m)^To: (.*)$").matcher(response);
        assertTrue(to.find(), response);
        return message(method, cseq, callId, to.group(1), headers, body);
    }

    private String message(
            String method, String cseq, String callId, String to, String headers, String body) {
        return method
                + " sip:test@127.0.0.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:"
                + port()
                + ";rport;branch=z9hG4bK"
                + Tokens.fresh()
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:raw@127.0.0.1>;tag=raw"
                + "\r\nTo: "
                + to
                + "\r\nCall-ID: "
                + callId
                + "\r\nCSeq: "
                + cseq
                + "\r\nContact: <sip:raw@127.0.0.1:"
                + port()
                + ">\r\n"
                + headers
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    /// A response to a request received, from a far end with that tag.
    String response(String request, String status, String tag, String headers, String body) {
        StringBuilder response = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (String line : request.split("\r\n\r\n")[0].split("\r\n")) {
            if (line.matches("(Via|From|Call-ID|CSeq|To): .*")) {
                boolean bare = line.startsWith("To: ") && !line.contains(";tag=");
                response.append(line).append(bare ? ";tag=" + tag : "").append("\r\n");
            }
        }
        return response
                + "Contact: <sip:"
                + tag
                + "@127.0.0.1:"
                + port()
                + ">\r\n"
                + headers
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    /// The next request of that method.
    String awaitRequest(String method) throws IOException {
        return await(m -> m.startsWith(method + " "), 6000)
                .orElseThrow(() -> new AssertionError("no " + method + " in 6 s"));
    }

    /// Sends a response every 500 ms until a request of that method comes, as a 2xx is, RFC 3261,
    /// section 13.3.1.4.
    String repeatUntil(String method, String response) throws IOException {
        for (int i = 0; i < 12; i++) {
            send(response);
            Optional<String> request = await(m -> m.startsWith(method + " "), 500);
            if (request.isPresent()) {
                return request.get();
            }
        }
        throw new AssertionError("no " + method + " in 6 s");
    }

    /// The value of the first header of that name.
    static String header(String message, String name) {
        Matcher matcher = Pattern.compile("(?m)^" + name + ": (.*?)\r?$").matcher(message);
        assertTrue(matcher.find(), () -> "no " + name + " in " + message);
        return matcher.group(1);
    }

    /// The next message that matches; others are dropped.
    Optional<String> await(Predicate<String> wanted, int millis) throws IOException {
        long end = System.nanoTime() + millis * 1_000_000L;
        byte[] buffer = new byte[65_536];
        while (true) {
            int left = (int) ((end - System.nanoTime()) / 1_000_000L);
            if (left <= 0) {
                return Optional.empty();
            }
            socket.setSoTimeout(left);
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return Optional.empty();
            }
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
            if (wanted.test(text)) {
                return Optional.of(text);
            }
        }
    }

    /// The next final response.
    String awaitFinal() throws IOException {
        return await(m -> m.matches("(?s)SIP/2.0 [2-6]\\d\\d .*"), 5000)
                .orElseThrow(() -> new AssertionError("no final response in 5 s"));
    }

    @Override
    public void close() {
        socket.close();
    }
}
