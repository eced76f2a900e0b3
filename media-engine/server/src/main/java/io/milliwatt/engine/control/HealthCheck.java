package io.milliwatt.engine.control;

import io.milliwatt.engine.config.EngineConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Asks a running engine for its health: the container's health check. A plain socket, so that the
/// check starts fast.
public final class HealthCheck {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int MAX_ANSWER_BYTES = 16_384;

    private HealthCheck() {}

    /// @return whether the engine says that all its parts are up; its answer, or why there is none,
    ///   goes to `out`
    public static boolean run(EngineConfig config, PrintStream out) {
        try (var socket = new Socket()) {
            InetAddress address =
                    config.controlBind().isAnyLocalAddress()
                            ? InetAddress.getLoopbackAddress()
                            : config.controlBind();
            socket.connect(new InetSocketAddress(address, config.controlPort()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request =
                    "GET /health HTTP/1.1\r\nHost: engine\r\nConnection: close\r\nAuthorization: Bearer "
                            + config.controlToken()
                            + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer =
                    new String(
                            socket.getInputStream().readNBytes(MAX_ANSWER_BYTES),
                            StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            out.println(body < 0 ? answer : answer.substring(body + 4));
            return answer.startsWith("HTTP/1.1 200 ");
        } catch (IOException failure) {
            out.println("no answer from the control API: " + failure.getMessage());
            return false;
        }
    }
}
