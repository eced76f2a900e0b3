package io.milliwatt.engine.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.milliwatt.engine.app.Studio;
import io.milliwatt.engine.call.CallView;
import io.milliwatt.engine.call.StreamView;
import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The HTTP server of the control API.
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger("control");
    private static final int MAX_BODY_BYTES = 65_536;
    private static final int BACKLOG = 64;
    private static final long EVENT_HEARTBEAT_SECONDS = 10;
    private static final String BEARER = "Bearer ";
    private static final String CALL = "/v1/calls/";
    private static final String IMPAIRMENT = "/impairment";

    private final EngineConfig config;
    private final EngineInfo info;
    private final EngineState state;
    private final StudioRoutes studio;
    private final Counters counters;
    private final EventHub events;
    private final byte[] token;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    static {
        // a client that sends its request, or takes its answer, too slowly is cut off; seconds.
        // Read once by the server.
        System.setProperty("sun.net.httpserver.maxReqTime", "20");
        System.setProperty("sun.net.httpserver.maxReqHeaders", "64");
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private ControlServer(
            EngineConfig config,
            EngineInfo info,
            EngineState state,
            Studio studio,
            Counters counters,
            EventHub events)
            throws IOException {
        this.config = config;
        this.info = info;
        this.state = state;
        this.studio = new StudioRoutes(studio);
        this.counters = counters;
        this.events = events;
        this.token = config.controlToken().getBytes(StandardCharsets.UTF_8);
        this.http =
                HttpServer.create(
                        new InetSocketAddress(config.controlBind(), config.controlPort()), BACKLOG);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
    }

    /// Binds and starts to answer.
    ///
    /// @throws IOException the port is taken, or the address not local
    public static ControlServer start(
            EngineConfig config,
            EngineInfo info,
            EngineState state,
            Studio studio,
            Counters counters,
            EventHub events)
            throws IOException {
        var server = new ControlServer(config, info, state, studio, counters, events);
        server.http.start();
        return server;
    }

    /// The port that is listened on.
    public int port() {
        return http.getAddress().getPort();
    }

    void handle(HttpExchange exchange) throws IOException {
        counters.increment(EngineCounter.CONTROL_REQUESTS);
        try (exchange) {
            try {
                route(exchange);
            } catch (RuntimeException failure) {
                counters.increment(EngineCounter.INTERNAL_ERRORS);
                LOG.log(Level.ERROR, "request " + exchange.getRequestURI().getPath(), failure);
                answerError(exchange, 500, "internal error; see the engine's log");
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        if (!authorised(exchange)) {
            counters.increment(EngineCounter.CONTROL_UNAUTHORISED);
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"milliwatt\"");
            answerError(
                    exchange, 401, "give the token of this launch: Authorization: Bearer TOKEN");
            return;
        }
        String path = exchange.getRequestURI().getRawPath();
        String method = exchange.getRequestMethod();
        int maxBody = StudioRoutes.maxBody(path, MAX_BODY_BYTES);
        byte[] body = exchange.getRequestBody().readNBytes(maxBody + 1);
        if (body.length > maxBody) {
            answerError(exchange, 413, "the body is longer than " + maxBody + " bytes");
            return;
        }
        if (StudioRoutes.has(path)) {
            answer(exchange, studio.answer(method, path, body));
            return;
        }
        if (path.startsWith(CALL)) {
            routeCall(exchange, method, path.substring(CALL.length()), body);
            return;
        }
        switch (path) {
            case "/health",
                    "/v1/info",
                    "/v1/calls",
                    "/v1/streams",
                    "/v1/registrations",
                    "/v1/counters",
                    "/v1/messages",
                    "/v1/events" -> {
                if (method.equals("GET")) {
                    answerGet(exchange, path);
                } else {
                    answerWrongMethod(exchange, "GET");
                }
            }
            default -> answerError(exchange, 404, "there is no " + path);
        }
    }

    private void answerGet(HttpExchange exchange, String path) throws IOException {
        switch (path) {
            case "/health" -> answerHealth(exchange);
            case "/v1/info" -> answer(exchange, 200, info.toJson(config, state));
            case "/v1/calls" -> answer(exchange, 200, state.calls());
            case "/v1/registrations" -> answer(exchange, 200, state.registrations());
            case "/v1/streams" -> answer(exchange, 200, streams());
            case "/v1/counters" -> answer(exchange, 200, counters());
            case "/v1/messages" ->
                    answer(exchange, 200, state.messages(queryValue(exchange, "callId")));
            default -> streamEvents(exchange);
        }
    }

    private void routeCall(HttpExchange exchange, String method, String rest, byte[] body)
            throws IOException {
        if (rest.endsWith(IMPAIRMENT)) {
            String callId = decode(rest.substring(0, rest.length() - IMPAIRMENT.length()));
            answer(
                    exchange,
                    method.equals("PUT") ? impair(callId, body) : ControlAnswer.wrongMethod("PUT"));
            return;
        }
        String callId = decode(rest);
        switch (method) {
            case "GET" -> {
                for (CallView call : state.calls()) {
                    if (call.callId().equals(callId)) {
                        answer(exchange, 200, call);
                        return;
                    }
                }
                answerError(exchange, 404, "there is no call " + callId);
            }
            case "DELETE" -> {
                if (state.endCall(callId)) {
                    exchange.sendResponseHeaders(204, -1);
                } else {
                    answerError(exchange, 404, "there is no running call " + callId);
                }
            }
            default -> answerWrongMethod(exchange, "GET, DELETE");
        }
    }

    private ControlAnswer impair(String callId, byte[] body) {
        String profile;
        try {
            profile = Json.textOf(body, "profile").orElse("");
        } catch (IOException _) {
            return ControlAnswer.error(400, "the body must be JSON: {\"profile\":\"loss-5\"}");
        }
        return state.impair(callId, profile);
    }

    private void answerHealth(HttpExchange exchange) throws IOException {
        Map<String, String> parts = state.parts();
        boolean up = parts.values().stream().allMatch("up"::equals);
        var body = new LinkedHashMap<String, Object>();
        body.put("status", up ? "up" : "down");
        body.put("name", config.name());
        body.put("version", info.version());
        body.put("uptimeMillis", info.uptimeMillis());
        body.put("parts", parts);
        answer(exchange, up ? 200 : 503, body);
    }

    private List<StreamView> streams() {
        var streams = new ArrayList<StreamView>();
        for (CallView call : state.calls()) {
            if (!call.state().equals("ended")) {
                streams.addAll(call.streams());
            }
        }
        return streams;
    }

    private List<Map<String, Object>> counters() {
        state.refreshCounters();
        var rows = new ArrayList<Map<String, Object>>();
        for (EngineCounter counter : EngineCounter.values()) {
            var row = new LinkedHashMap<String, Object>();
            row.put("id", counter.name());
            row.put("unit", counter.unit());
            row.put("value", counters.get(counter));
            row.put("meaning", counter.meaning());
            rows.add(row);
        }
        return rows;
    }

    private void streamEvents(HttpExchange exchange) throws IOException {
        var listener = events.listen();
        if (listener.isEmpty()) {
            answerError(exchange, 503, "too many listeners");
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(": listening\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            var waiting = listener.get().waiting();
            while (!threads.isShutdown()) {
                EventHub.Event event = waiting.poll(EVENT_HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                out.write(
                        event == null
                                ? ": still here\n\n".getBytes(StandardCharsets.UTF_8)
                                : eventBytes(event));
                out.flush();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            events.leave(listener.get());
        }
    }

    private byte[] eventBytes(EventHub.Event event) throws IOException {
        return ("event: "
                        + event.name()
                        + "\ndata: "
                        + new String(Json.write(event.data()), StandardCharsets.UTF_8)
                        + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private boolean authorised(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header != null
                && header.startsWith(BEARER)
                // takes as long for a nearly right token as for a wrong one
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8), token);
    }

    private static String queryValue(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            for (String pair : query.split("&", 32)) {
                if (pair.startsWith(name + "=")) {
                    return decode(pair.substring(name.length() + 1));
                }
            }
        }
        return "";
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private void answerWrongMethod(HttpExchange exchange, String allowed) throws IOException {
        exchange.getResponseHeaders().set("Allow", allowed);
        answerError(exchange, 405, "allowed here: " + allowed);
    }

    private void answerError(HttpExchange exchange, int status, String error) throws IOException {
        answer(exchange, status, Map.of("error", error));
    }

    private void answer(HttpExchange exchange, ControlAnswer answer) throws IOException {
        switch (answer) {
            case ControlAnswer.Json(int status, Object body) -> answer(exchange, status, body);
            case ControlAnswer.Wav(byte[] file) -> answer(exchange, 200, "audio/wav", file);
            case ControlAnswer.Nothing nothing ->
                    exchange.sendResponseHeaders(nothing.status(), -1);
            case ControlAnswer.WrongMethod(String allowed) -> answerWrongMethod(exchange, allowed);
        }
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        answer(exchange, status, "application/json", Json.write(body));
    }

    private void answer(HttpExchange exchange, int status, String type, byte[] bytes)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// Stops answering; requests that are being answered are cut.
    @Override
    public void close() {
        threads.shutdownNow();
        http.stop(0);
    }
}
