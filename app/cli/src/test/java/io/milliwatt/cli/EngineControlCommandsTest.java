package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that talk to a running engine, against a control API on paper.
class EngineControlCommandsTest extends CommandTest {
    private static final byte[] WAV = {'R', 'I', 'F', 'F', 0, -1, -128, 13, 10, 13, 10, 7};

    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    private final Map<String, byte[]> received = new ConcurrentHashMap<>();
    private HttpServer engine;

    @TempDir private Path folder;

    @BeforeEach
    void startEngine() throws IOException {
        engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        engine.createContext("/", this::answer);
        engine.start();
        services.control = URI.create("http://127.0.0.1:" + engine.getAddress().getPort());
        assertEquals(0, run("engine", "start"));
    }

    @AfterEach
    void stopEngine() {
        engine.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        received.put(request, exchange.getRequestBody().readAllBytes());
        byte[] body = answers.get(request);
        boolean known =
                "Bearer a token that is secret"
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] error = "{\"error\":\"not so\"}".getBytes(StandardCharsets.UTF_8);
        byte[] sent = body == null ? error : body;
        exchange.sendResponseHeaders(
                !known ? 401 : body == null ? 404 : body.length == 0 ? 204 : 200,
                sent.length == 0 ? -1 : sent.length);
        if (sent.length > 0) {
            exchange.getResponseBody().write(sent);
        }
        exchange.close();
    }

    private void answers(String request, String body) {
        answers.put(request, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void recordingsAreListedAndSavedAsTheyAre() throws Exception {
        answers("GET /v1/recordings", "[]");
        assertEquals(0, run("engine", "recordings"));
        assertTrue(out.toString().contains("./milliwatt call record"), out.toString());
        Path file = folder.resolve("heard.wav");
        assertEquals(78, run("engine", "recordings", "--save", file.toString()));
        answers(
                "GET /v1/recordings",
                """
                [{"name":"a-1.wav","durationMillis":1500,"bytes":24044,"state":"complete","reason":""},
                 {"name":"a-2.wav","durationMillis":9,"bytes":44,"state":"cut","reason":"disk full"}]
                """);
        assertEquals(0, run("engine", "recordings"));
        assertTrue(out.toString().contains("   1.5 s      24044 bytes"), out.toString());
        assertTrue(out.toString().contains("disk full"), out.toString());
        assertEquals(0, run("engine", "recordings", "--json"));
        assertEquals(2, JsonMapper.builder().build().readTree(out.toString()).size());
        answers.put("GET /v1/recordings/a-2.wav", WAV);
        assertEquals(0, run("engine", "recordings", "--save", file.toString()));
        assertArrayEquals(WAV, Files.readAllBytes(file));
        assertEquals(78, run("engine", "recordings", "b.wav", "--save", file.toString()));
        assertTrue(err.toString().contains("no recording \"b.wav\""), err.toString());
        assertEquals(
                78, run("engine", "recordings", "a-2.wav", "--save", folder + "/no/where.wav"));
    }

    @Test
    void conferencesAndRegistrationsAreShown() {
        answers("GET /v1/conferences", "[]");
        assertEquals(0, run("engine", "conferences"));
        assertTrue(out.toString().contains("conf-lobby"), out.toString());
        answers(
                "GET /v1/conferences",
                """
                [{"name":"lobby","sampleRateHz":16000,"parties":[
                  {"callId":"x@y","codec":"G722","speaking":true,"levelDbov":-20},
                  {"callId":"z","codec":"PCMA","speaking":false,"levelDbov":null}]}]
                """);
        assertEquals(0, run("engine", "conferences", "engine"));
        assertTrue(out.toString().contains("lobby, 16000 Hz\n  x@y"), out.toString());
        assertTrue(out.toString().contains("speaking  -20 dBov"), out.toString());
        assertFalse(out.toString().contains("null"), out.toString());
        answers("GET /v1/registrations", "[]");
        assertEquals(0, run("engine", "registrations", "--json"));
        assertEquals("[ ]", out.toString().strip());
        answers(
                "GET /v1/registrations",
                """
                [{"user":"alice","transport":"udp","source":"192.0.2.9:5060",
                  "contact":"sip:alice@192.0.2.9","expiresAt":"2030-01-01T00:00:00Z"}]
                """);
        assertEquals(0, run("engine", "registrations"));
        assertTrue(out.toString().startsWith("alice "), out.toString());
    }

    @Test
    void impairsTheCallOrNamesThoseThatRun() {
        answers("PUT /v1/calls/a%20b%40c/impairment", "");
        assertEquals(0, run("engine", "impair", "a b@c", "loss-5"));
        String sent =
                new String(
                        received.get("PUT /v1/calls/a%20b%40c/impairment"), StandardCharsets.UTF_8);
        assertEquals("{\"profile\":\"loss-5\"}", sent);
        assertEquals(0, run("engine", "impair", "a b@c", "none"));
        assertTrue(out.toString().contains("no more"), out.toString());
        answers(
                "GET /v1/calls",
                "[{\"callId\":\"old\",\"state\":\"ended\"},{\"callId\":\"now\",\"state\":\"answered\"}]");
        assertEquals(78, run("engine", "impair", "old", "loss-5"));
        assertTrue(err.toString().contains("Take one of these: now\n"), err.toString());
    }

    @Test
    void startGivesTheEngineTheSoundInTheFormItTakes() throws Exception {
        Path file = folder.resolve("mu-law.wav");
        Files.write(file, muLaw(800));
        answers("PUT /v1/announcement", "");
        assertEquals(0, run("engine", "start", "--name", "playing", "--play", file.toString()));
        ByteBuffer wav =
                ByteBuffer.wrap(received.get("PUT /v1/announcement"))
                        .order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(44 + 2 * 800, wav.capacity());
        assertEquals(1, wav.getShort(20), "PCM");
        assertEquals(16, wav.getShort(34));
        assertEquals(32_124, Math.abs(wav.getShort(44)), 4);
        answers.clear();
        assertEquals(1, run("engine", "start", "--name", "mute", "--play", file.toString()));
        assertTrue(services.stopped.contains("mute"), "it is not left behind");
    }

    @Test
    void startTellsTheEngineHashesInsteadOfPasswords() throws Exception {
        Path users = folder.resolve("users");
        Files.writeString(users, "alice:wonderland\n");
        assertEquals(
                0, run("engine", "start", "--users", users.toString(), "--port-pool", "shared"));
        var settings = services.launched.getLast().settings();
        assertTrue(settings.sharedPorts());
        assertTrue(settings.users().contains("alice:{sha-256}"), settings.users());
        assertFalse(settings.users().contains("wonderland"), settings.users());
        assertFalse(settings.toString().contains("alice"), settings.toString());
        assertEquals(0, run("engine", "restart"));
        assertEquals(settings, services.launched.getLast().settings());
        Files.writeString(users, "alice\n");
        assertEquals(78, run("engine", "start", "--users", users.toString()));
        assertTrue(err.toString().contains("entry 1 is not user:password"), err.toString());
        assertEquals(78, run("engine", "start", "--users", folder + "/none"));
        assertEquals(78, run("engine", "start", "--play", folder + "/none.wav"));
        assertEquals(3, services.launched.size());
    }

    /// The loudest mu-law sample, again and again.
    private static byte[] muLaw(int samples) {
        ByteBuffer wav = ByteBuffer.allocate(44 + samples).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 7).putShort((short) 1).putInt(8_000).putInt(8_000);
        wav.putShort((short) 1).putShort((short) 8);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples);
        while (wav.hasRemaining()) {
            wav.put((byte) 0x80);
        }
        return wav.array();
    }
}
