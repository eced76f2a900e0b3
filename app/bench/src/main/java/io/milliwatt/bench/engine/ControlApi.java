package io.milliwatt.bench.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// The few requests to an engine's control API that a launch makes. Written on a socket, because
/// the JDK's HTTP client takes longer to load than an engine takes to start. HTTP/1.0: the answer
/// ends with the connection.
public final class ControlApi {
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    /// @param status HTTP status, 200
    /// @param body what it said
    public record Answer(int status, String body) {}

    private ControlApi() {}

    /// Asks, and waits for the answer at most as long as said.
    ///
    /// @param base `http://127.0.0.1:PORT`
    /// @throws IOException when there is no answer, or none of HTTP
    public static Answer get(URI base, String token, String path, int timeoutMillis)
            throws IOException {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), timeoutMillis);
            socket.setTcpNoDelay(true);
            String request =
                    "GET "
                            + path
                            + " HTTP/1.0\r\nHost: "
                            + base.getAuthority()
                            + "\r\nAuthorization: Bearer "
                            + token
                            + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return parse(readAll(socket, deadline));
        }
    }

    private static String readAll(Socket socket, long deadlineNanos) throws IOException {
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
                return bytes.toString(StandardCharsets.UTF_8);
            }
            bytes.write(buffer, 0, n);
            if (bytes.size() > MAX_ANSWER_BYTES) {
                throw new IOException("the answer is longer than " + MAX_ANSWER_BYTES + " bytes");
            }
        }
    }

    static Answer parse(String text) throws IOException {
        int headEnd = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.") || headEnd < 12) {
            throw new IOException(text.isEmpty() ? "no answer" : "that is not HTTP");
        }
        try {
            return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(headEnd + 4));
        } catch (NumberFormatException _) {
            throw new IOException("that is not HTTP");
        }
    }
}
