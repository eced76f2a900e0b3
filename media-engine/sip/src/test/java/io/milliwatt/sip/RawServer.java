package io.milliwatt.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A UDP server of hand-written responses: asks for digest once per method when told to, then
/// answers every request with 200.
final class RawServer implements AutoCloseable {
    private static final Pattern COPIED = Pattern.compile("(?im)^(Via|From|To|Call-ID|CSeq):.*$");

    private final DatagramSocket socket = new DatagramSocket(0, Loopback.ADDRESS);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final String status;
    private final String challenge;

    private RawServer(String status, String challenge) throws IOException {
        this.status = status;
        this.challenge = challenge;
    }

    /// @param status such as `401 Unauthorized`; empty = ask nothing
    /// @param challenge header lines
    static RawServer asking(String status, String challenge) throws IOException {
        RawServer server = new RawServer(status, challenge);
        Thread.ofVirtual().start(server::serve);
        return server;
    }

    int port() {
        return socket.getLocalPort();
    }

    /// All requests, in order, ACK included.
    List<String> requests() {
        return requests;
    }

    private void serve() {
        byte[] buffer = new byte[65_536];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                String request = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
                if (request.isBlank()) {
                    continue;
                }
                requests.add(request);
                if (!request.startsWith("ACK ")) {
                    byte[] answer = answer(request).getBytes(StandardCharsets.UTF_8);
                    socket.send(
                            new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private String answer(String request) {
        boolean ask = !status.isEmpty() && !request.contains("uthorization: Digest");
        StringBuilder answer = new StringBuilder("SIP/2.0 " + (ask ? status : "200 OK") + "\r\n");
        Matcher copied = COPIED.matcher(request);
        while (copied.find()) {
            String line = copied.group();
            boolean tagless = line.startsWith("To:") && !line.contains("tag=");
            answer.append(line).append(tagless ? ";tag=server" : "").append("\r\n");
        }
        answer.append(ask ? challenge : "");
        answer.append("Contact: <sip:server@127.0.0.1:").append(port()).append(">\r\n");
        answer.append("Content-Length: 0\r\n\r\n");
        return answer.toString();
    }

    @Override
    public void close() {
        socket.close();
    }
}
