package io.milliwatt.bench.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// What can be asked of a running engine, and told to it; docs/engine.md, Control API. Blocks for
/// 10 s at most.
public final class EngineControl {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EngineInfo engine;

    public EngineControl(EngineInfo engine) {
        this.engine = engine;
    }

    /// What listens and works in it, with its state.
    ///
    /// @throws BenchException `ENGINE_DIED` when the control API does not answer
    public List<EngineService> services() throws BenchException {
        JsonNode parts;
        try {
            // 503 is an answer too: it says which part is down
            parts = JSON.readTree(send("GET /health", new byte[0]).bytes()).path("parts");
        } catch (IOException e) {
            throw failed("it did not answer with JSON: " + e.getMessage());
        }
        JsonNode info = object("/v1/info");
        String sip = parts.path("sip").asText("unknown");
        String bind = info.path("bindAddress").asText() + ":";
        var services = new ArrayList<EngineService>();
        services.add(new EngineService("SIP over UDP", bind + engine.sipPort(), sip));
        services.add(new EngineService("SIP over TCP", bind + engine.sipPort(), sip));
        engine.tlsPort()
                .ifPresent(
                        port -> services.add(new EngineService("SIP over TLS", bind + port, sip)));
        int inUse = info.path("rtpPortsInUse").asInt();
        services.add(
                new EngineService(
                        "RTP and RTCP",
                        bind + engine.rtpPorts(),
                        parts.path("rtp").asText("unknown")
                                + ", "
                                + inUse
                                + (inUse == 1 ? " port in use" : " ports in use")));
        services.add(
                new EngineService(
                        "Control API",
                        engine.control().getAuthority(),
                        parts.path("control").asText("unknown")));
        return services;
    }

    /// How the kernel schedules its media threads: an array of `name`, `policy`, `priority`.
    public JsonNode mediaThreads() throws BenchException {
        return object("/v1/info").path("mediaThreads");
    }

    /// Its recordings, oldest first.
    public JsonNode recordings() throws BenchException {
        return array("/v1/recordings");
    }

    /// The conferences that somebody is in.
    public JsonNode conferences() throws BenchException {
        return array("/v1/conferences");
    }

    /// Who is registered.
    public JsonNode registrations() throws BenchException {
        return array("/v1/registrations");
    }

    /// The WAV file of a recording.
    public byte[] recording(String name) throws BenchException {
        ControlApi.Answer answer = send("GET /v1/recordings/" + encoded(name), new byte[0]);
        if (answer.status() == 404) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "The engine \"" + engine.name() + "\" has no recording \"" + name + "\"",
                    "Look which it has: ./milliwatt engine recordings");
        }
        return checked(answer).bytes();
    }

    /// Makes what a call receives suffer from now on.
    ///
    /// @param callId its Call-ID
    /// @param profile such as `loss-5,delay-200`; empty = no more
    public void impair(String callId, String profile) throws BenchException {
        byte[] body = json(Map.of("profile", profile));
        ControlApi.Answer answer = send("PUT /v1/calls/" + encoded(callId) + "/impairment", body);
        if (answer.status() == 404) {
            List<String> running = runningCalls();
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "The engine \"" + engine.name() + "\" has no running call " + callId,
                    running.isEmpty()
                            ? "Call it first: ./milliwatt call echo --duration 1m"
                            : "Take one of these: " + String.join(", ", running));
        }
        checked(answer);
    }

    /// Call-IDs of the calls that have not ended.
    private List<String> runningCalls() throws BenchException {
        return StreamSupport.stream(array("/v1/calls").spliterator(), false)
                .filter(call -> !call.path("state").asText().equals("ended"))
                .map(call -> call.path("callId").asText())
                .toList();
    }

    /// Gives `play` another sound.
    public void announce(Announcement sound) throws BenchException {
        checked(send("PUT /v1/announcement", sound.toWav()));
    }

    private JsonNode array(String path) throws BenchException {
        return object(path);
    }

    private JsonNode object(String path) throws BenchException {
        try {
            return JSON.readTree(checked(send("GET " + path, new byte[0])).bytes());
        } catch (IOException e) {
            throw failed("it did not answer with JSON: " + e.getMessage());
        }
    }

    private ControlApi.Answer send(String request, byte[] body) throws BenchException {
        try {
            return ControlApi.send(
                    engine.control(), engine.controlToken(), request, body, TIMEOUT_MILLIS);
        } catch (IOException e) {
            throw failed(String.valueOf(e.getMessage()));
        }
    }

    /// A refusal in the engine's words.
    private ControlApi.Answer checked(ControlApi.Answer answer) throws BenchException {
        if (answer.status() / 100 == 2) {
            return answer;
        }
        String said = answer.body();
        try {
            said = JSON.readTree(answer.bytes()).path("error").asText(said);
        } catch (IOException _) {
            // told as it is
        }
        if (answer.status() == 400 || answer.status() == 415) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "The engine \"" + engine.name() + "\" refused: " + said,
                    "docs/engine.md says what it takes");
        }
        throw failed("status " + answer.status() + ", " + said);
    }

    private BenchException failed(String why) {
        return new BenchException(
                ProblemCode.ENGINE_DIED,
                "The control API of \"" + engine.name() + "\" failed: " + why,
                "Look what it says: ./milliwatt engine logs " + engine.name());
    }

    private static byte[] json(Map<String, String> value) {
        return JSON.valueToTree(value).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
