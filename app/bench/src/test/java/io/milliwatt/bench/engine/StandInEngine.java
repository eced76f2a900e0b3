package io.milliwatt.bench.engine;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An engine that does just enough for the launcher to call it ready, and that fails on demand: its
/// name says how. It lets the launcher be tested without the real engine, which is another module.
public final class StandInEngine {
    /// Ends at once with status 3.
    static final String DIES = "dies";

    /// Its control API says that SIP is down, for ever.
    static final String NEVER_UP = "never-up";

    /// Answers `echo` with 486.
    static final String BUSY = "busy";

    /// Answers the call, but no packet comes back.
    static final String MUTE = "mute";

    private StandInEngine() {}

    public static void main(String[] arguments) throws IOException {
        var settings = new HashMap<>(System.getenv());
        settings.computeIfPresent("MILLIWATT_ADVERTISE", (_, value) -> own(value));
        String name = settings.getOrDefault("MILLIWATT_NAME", "engine");
        if (name.equals(DIES)) {
            System.err.println("first line of the log");
            System.err.println("cannot go on: this engine dies");
            System.exit(3);
        }
        serveControl(settings, name);
        serveRtp(settings, name);
        serveSip(settings, name);
        System.err.println("ready");
    }

    private static String own(String advertise) {
        try {
            return advertise.equals("auto")
                    ? InetAddress.getLocalHost().getHostAddress()
                    : advertise;
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serveControl(Map<String, String> settings, String name) throws IOException {
        var server =
                HttpServer.create(
                        new InetSocketAddress(
                                settings.getOrDefault("MILLIWATT_CONTROL_BIND", ""),
                                Integer.parseInt(
                                        settings.getOrDefault("MILLIWATT_CONTROL_PORT", ""))),
                        16);
        String bearer = "Bearer " + settings.getOrDefault("MILLIWATT_CONTROL_TOKEN", "");
        server.createContext(
                "/",
                exchange -> {
                    boolean known =
                            bearer.equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    boolean up = !name.equals(NEVER_UP);
                    String body =
                            exchange.getRequestURI().getPath().equals("/v1/info")
                                    ? "{\"rtpPortsInUse\":4}"
                                    : "{\"status\":\"" + (up ? "up" : "down") + "\"}";
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(known ? up ? 200 : 503 : 401, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
    }

    private static void serveRtp(Map<String, String> settings, String name) throws IOException {
        var socket = new DatagramSocket(firstRtpPort(settings), bind(settings));
        Thread.ofPlatform()
                .start(() -> {
                    var packet = new DatagramPacket(new byte[2048], 2048);
                    while (receive(socket, packet)) {
                        if (!name.equals(MUTE)) {
                            send(socket, packet);
                        }
                    }
                });
    }

    private static void serveSip(Map<String, String> settings, String name) throws IOException {
        var socket =
                new DatagramSocket(
                        Integer.parseInt(settings.getOrDefault("MILLIWATT_SIP_PORT", "")),
                        bind(settings));
        Thread.ofPlatform()
                .start(() -> {
                    var packet = new DatagramPacket(new byte[4096], 4096);
                    while (receive(socket, packet)) {
                        String request =
                                new String(
                                        packet.getData(),
                                        0,
                                        packet.getLength(),
                                        StandardCharsets.UTF_8);
                        if (!request.startsWith("ACK")) {
                            packet.setData(
                                    answer(request, settings, name)
                                            .getBytes(StandardCharsets.UTF_8));
                            send(socket, packet);
                            packet.setData(new byte[4096]);
                        }
                    }
                });
    }

    private static String answer(String request, Map<String, String> settings, String name) {
        boolean invite = request.startsWith("INVITE");
        boolean refused = invite && name.equals(BUSY);
        String sdp =
                invite && !refused
                        ? "v=0\r\nc=IN IP4 %s\r\nm=audio %d RTP/AVP 0\r\n"
                                .formatted(
                                        settings.getOrDefault("MILLIWATT_ADVERTISE", ""),
                                        firstRtpPort(settings))
                        : "";
        return "SIP/2.0 "
                + (refused ? "486 Busy Here" : "200 OK")
                + "\r\n"
                + header(request, "Via")
                + header(request, "From")
                + header(request, "To").replace("\r\n", ";tag=1\r\n")
                + header(request, "Call-ID")
                + header(request, "CSeq")
                + "Contact: <sip:echo@"
                + settings.getOrDefault("MILLIWATT_ADVERTISE", "")
                + ">\r\nContent-Length: "
                + sdp.length()
                + "\r\n\r\n"
                + sdp;
    }

    private static String header(String request, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + ": .*\r\n").matcher(request);
        return line.find() ? line.group() : "";
    }

    private static InetAddress bind(Map<String, String> settings) throws IOException {
        return InetAddress.getByName(settings.getOrDefault("MILLIWATT_BIND", "0.0.0.0"));
    }

    private static int firstRtpPort(Map<String, String> settings) {
        return Integer.parseInt(settings.getOrDefault("MILLIWATT_RTP_PORTS", "").split("-", -1)[0]);
    }

    private static boolean receive(DatagramSocket socket, DatagramPacket packet) {
        try {
            packet.setLength(packet.getData().length);
            socket.receive(packet);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void send(DatagramSocket socket, DatagramPacket packet) {
        try {
            socket.send(packet);
        } catch (IOException e) {
            System.err.println(e);
        }
    }
}
