package io.milliwatt.acceptance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A small SIP server over UDP that can be told to misbehave: a foreign peer for the doctor. It
/// runs as a process of its own, in a container or not, and knows nothing of Milliwatt.
///
/// Arguments are `name=value`: `sip` (bind address:port), `address` (in SDP), `contact`,
/// `record-route`, `rtp` (first port), `rtp-bind`, `sdp-port`, `format` (`0 PCMU/8000`),
/// `direction`, `events` (payload type of telephone-event, -1 = none), `info` (status for INFO),
/// `status` (refuse with it), `only` (488 unless the offer has it), `warning`, `crypto` (answers
/// with that key), `lines` (more SDP lines, separated by `|`), and all that [ScriptedMedia] takes.
final class ScriptedServer {
    private static final Pattern MEDIA = Pattern.compile("(?m)^m=audio (\\d+) ");
    private static final Pattern CONNECTION = Pattern.compile("(?m)^c=IN IP4 (\\S+)");
    private static final long FIRST_REPEAT_MILLIS = 500;
    private static final long LAST_REPEAT_MILLIS = 32_000;

    private final Map<String, String> script;
    private final DatagramSocket sip;
    private final InetSocketAddress bound;
    private final Map<String, ScriptedMedia> calls = new ConcurrentHashMap<>();
    private final Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();
    private int nextPort;

    private ScriptedServer(Map<String, String> script) throws IOException {
        this.script = script;
        String at = script.getOrDefault("sip", "0.0.0.0:5060");
        int colon = at.lastIndexOf(':');
        bound =
                new InetSocketAddress(
                        InetAddress.getByName(at.substring(0, colon)),
                        Integer.parseInt(at.substring(colon + 1)));
        sip = new DatagramSocket(bound);
        nextPort = number("rtp", 40_000);
    }

    public static void main(String[] arguments) throws Exception {
        var script = new LinkedHashMap<String, String>();
        for (String each : arguments) {
            int equals = each.indexOf('=');
            script.put(each.substring(0, equals), each.substring(equals + 1));
        }
        var server = new ScriptedServer(script);
        System.out.println("ready");
        server.serve();
    }

    private int number(String name, int otherwise) {
        return Integer.parseInt(script.getOrDefault(name, Integer.toString(otherwise)));
    }

    private void serve() throws IOException {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        while (true) {
            packet.setLength(65_535);
            sip.receive(packet);
            String text =
                    new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            var from = new InetSocketAddress(packet.getAddress(), packet.getPort());
            // a line without words keeps a NAT open: RFC 5626, section 3.5.1
            if (!text.startsWith("SIP/2.0") && text.indexOf(' ') > 0) {
                request(text, from);
            }
        }
    }

    private void request(String text, InetSocketAddress from) throws IOException {
        String method = text.substring(0, text.indexOf(' '));
        String id = header(text, "Call-ID");
        switch (method) {
            case "ACK" -> acknowledged.put(id, true);
            case "INVITE" -> invite(text, id, from);
            case "BYE" -> {
                ScriptedMedia media = calls.remove(id);
                if (media != null) {
                    media.close();
                }
                respond(text, from, "200 OK", "", "");
            }
            case "INFO" ->
                    respond(text, from, script.getOrDefault("info", "200") + " Scripted", "", "");
            default -> respond(text, from, "200 OK", "", "");
        }
    }

    private void invite(String text, String id, InetSocketAddress from) throws IOException {
        boolean refused = script.containsKey("only") && !text.contains(script.get("only"));
        if (script.containsKey("status") || refused) {
            String warning =
                    script.containsKey("warning")
                            ? "Warning: 305 server \"" + script.get("warning") + "\"\r\n"
                            : "";
            String status = refused ? "488" : script.get("status");
            respond(text, from, status + " Scripted", warning, "");
            return;
        }
        if (calls.containsKey(id)) {
            return; // repeated: the answer is on its way
        }
        Matcher media = MEDIA.matcher(text);
        Matcher connection = CONNECTION.matcher(text);
        if (!media.find() || !connection.find()) {
            respond(text, from, "488 Scripted", "", "");
            return;
        }
        var offered =
                new InetSocketAddress(
                        InetAddress.getByName(connection.group(1)),
                        Integer.parseInt(media.group(1)));
        int port = nextPort;
        nextPort += 2;
        calls.put(id, new ScriptedMedia(script, port, offered));
        String headers =
                (script.containsKey("record-route")
                                ? "Record-Route: <sip:" + script.get("record-route") + ";lr>\r\n"
                                : "")
                        + "Contact: <sip:scripted@"
                        + script.getOrDefault("contact", address() + ":" + bound.getPort())
                        + ">\r\n";
        String sdp = sdp(port);
        respond(text, from, "200 OK", headers, sdp);
        Thread.ofVirtual().start(() -> repeatUntilAcknowledged(text, id, from, headers, sdp));
    }

    private void repeatUntilAcknowledged(
            String text, String id, InetSocketAddress from, String headers, String sdp) {
        long all = 0;
        try {
            for (long wait = FIRST_REPEAT_MILLIS; all < LAST_REPEAT_MILLIS; ) {
                TimeUnit.MILLISECONDS.sleep(wait);
                all += wait;
                wait = Math.min(4_000, 2 * wait);
                if (acknowledged.containsKey(id) || !calls.containsKey(id)) {
                    return;
                }
                respond(text, from, "200 OK", headers, sdp);
            }
        } catch (InterruptedException | IOException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String address() {
        return script.getOrDefault("address", "127.0.0.1");
    }

    private String sdp(int port) {
        String format = script.getOrDefault("format", "0 PCMU/8000");
        String type = format.substring(0, format.indexOf(' '));
        int events = number("events", 101);
        String crypto = script.getOrDefault("crypto", "");
        var lines = new StringBuilder();
        lines.append("v=0\r\no=- 1 1 IN IP4 ").append(address()).append("\r\ns=-\r\n");
        lines.append("c=IN IP4 ").append(address()).append("\r\nt=0 0\r\n");
        lines.append("m=audio ").append(number("sdp-port", port));
        lines.append(crypto.isEmpty() ? " RTP/AVP " : " RTP/SAVP ").append(type);
        lines.append(events >= 0 ? " " + events : "").append("\r\n");
        lines.append("a=rtpmap:").append(format).append("\r\n");
        if (events >= 0) {
            lines.append("a=rtpmap:").append(events).append(" telephone-event/8000\r\n");
        }
        if (!crypto.isEmpty()) {
            lines.append("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:")
                    .append(crypto)
                    .append("\r\n");
        }
        for (String each : script.getOrDefault("lines", "").split("\\|")) {
            lines.append(each.isEmpty() ? "" : each + "\r\n");
        }
        lines.append("a=").append(script.getOrDefault("direction", "sendrecv")).append("\r\n");
        return lines.toString();
    }

    private void respond(
            String request, InetSocketAddress to, String status, String headers, String body)
            throws IOException {
        var response = new StringBuilder("SIP/2.0 ").append(status).append("\r\n");
        boolean first = true;
        for (String line : request.split("\r\n")) {
            String name = line.toLowerCase(Locale.ROOT);
            if (name.startsWith("via:")) {
                String via =
                        line.contains(";rport")
                                ? line.replaceFirst(
                                        ";rport(?!=)",
                                        ";rport="
                                                + to.getPort()
                                                + ";received="
                                                + to.getAddress().getHostAddress())
                                : line;
                response.append(first ? via : line).append("\r\n");
                first = false;
            } else if (name.startsWith("to:")) {
                boolean tagged = name.contains(";tag=");
                response.append(line).append(tagged ? "\r\n" : ";tag=scripted\r\n");
            } else if (name.startsWith("from:")
                    || name.startsWith("call-id:")
                    || name.startsWith("cseq:")) {
                response.append(line).append("\r\n");
            } else if (line.isEmpty()) {
                break;
            }
        }
        response.append(headers).append("Server: scripted\r\n");
        response.append(body.isEmpty() ? "" : "Content-Type: application/sdp\r\n");
        response.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        byte[] bytes = response.toString().getBytes(StandardCharsets.UTF_8);
        try {
            sip.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (SocketException _) {
            // the caller is gone
        }
    }

    private static String header(String text, String name) {
        var values = new HashMap<String, String>();
        for (String line : text.split("\r\n")) {
            int colon = line.indexOf(':');
            if (line.isEmpty()) {
                break;
            }
            if (colon > 0) {
                values.putIfAbsent(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return values.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
}
