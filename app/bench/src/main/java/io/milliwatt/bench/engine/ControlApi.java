package io.milliwatt.bench.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The few requests that are made to an engine's control API. Written on a socket, because the
/// JDK's HTTP client takes longer to load than an engine takes to start. HTTP/1.0: the answer ends
/// with the connection.
public final class ControlApi {
    /// The longest recording of an engine has 6 MB.
    private static final int MAX_ANSWER_BYTES = 16 << 20;

    /// @param status HTTP status, 200
    /// @param bytes what it said
    public record Answer(int status, byte[] bytes) {
        /// What it said, as text.
        public String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private ControlApi() {}

    /// Asks, and waits for the answer at most as long as said.
    ///
    /// @param base `http://127.0.0.1:PORT`
    /// @throws IOException when there is no answer, or none of HTTP
    public static Answer get(URI base, String token, String path, int timeoutMillis)
            throws IOException {
        return send(base, token, "GET " + path, new byte[0], timeoutMillis);
    }

    /// Sends a request and waits for the answer at most as long as said.
    ///
    /// @param base `http://127.0.0.1:PORT`
    /// @param request method and path, `PUT /v1/announcement`
    /// @throws IOException when there is no answer, or none of HTTP
    public static Answer send(
            URI base, String token, String request, byte[] body, int timeoutMillis)
            throws IOException {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), timeoutMillis);
            socket.setTcpNoDelay(true);
            String head =
                    request
                            + " HTTP/1.0\r\nHost: "
                            + base.getAuthority()
                            + "\r\nAuthorization: Bearer "
                            + token
                            + (body.length == 0 ? "" : "\r\nContent-Length: " + body.length)
                            + "\r\n\r\n";
            var out = new ByteArrayOutputStream();
            out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(body);
            socket.getOutputStream().write(out.toByteArray());
            return parse(readAll(socket, deadline));
        }
    }

    private static byte[] readAll(Socket socket, long deadlineNanos) throws IOException {
        InputStream in = socket.getInputStream();
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        while (true) {
            long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("no complete answer in time");
            }
            socket.setSoTimeout((int) left);
            int n = in.read(buffer);
            if (n < 0) {
                return bytes.toByteArray();
            }
            bytes.write(buffer, 0, n);
            if (bytes.size() > MAX_ANSWER_BYTES) {
                throw new IOException("the answer is longer than " + MAX_ANSWER_BYTES + " bytes");
            }
        }
    }

    private static Answer parse(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.") || headEnd < 12) {
            throw new IOException(text.isEmpty() ? "no answer" : "that is not HTTP");
        }
        try {
            return new Answer(
                    Integer.parseInt(text.substring(9, 12)),
                    Arrays.copyOfRange(bytes, headEnd + 4, bytes.length));
        } catch (NumberFormatException _) {
            throw new IOException("that is not HTTP");
        }
    }
}
