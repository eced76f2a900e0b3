package io.milliwatt.engine.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.engine.app.Studio;
import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.engine.media.MediaServer;
import io.milliwatt.engine.sound.Recordings;
import io.milliwatt.transport.ExclusivePorts;
import io.milliwatt.transport.UdpSystem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Fuzz target for the control API behind the JDK's HTTP server: each request gets one answer of
/// the kinds that are documented, never an internal error. Replays its corpus in every build;
/// `-Dfuzz=10m` searches further.
class ControlFuzzTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final Set<Integer> DOCUMENTED =
            Set.of(200, 204, 400, 401, 404, 405, 409, 413, 415, 503);
    private static final JsonMapper JSON = new JsonMapper();

    private static final Counters COUNTERS = new Counters();
    private static MediaServer media;
    private static Recordings recordings;
    private static ControlServer server;

    @BeforeAll
    static void start() throws Exception {
        var config =
                EngineConfig.read(
                        new String[] {"--control-port=0", "--advertise=192.0.2.10"},
                        Map.of("MILLIWATT_CONTROL_TOKEN", TOKEN));
        media =
                new MediaServer(
                        new ExclusivePorts(
                                UdpSystem.best(), InetAddress.getLoopbackAddress(), 43_010, 43_011),
                        COUNTERS,
                        "control-fuzz",
                        config.advertise(),
                        config.mediaTimeout());
        recordings = new Recordings(Files.createTempDirectory("fuzz"), 1_000_000);
        server =
                ControlServer.start(
                        config,
                        new EngineInfo("0.1.0", System.nanoTime(), List.of()),
                        new OneCallState(COUNTERS),
                        new Studio(recordings, media),
                        COUNTERS,
                        new EventHub(COUNTERS));
    }

    @AfterAll
    static void stop() {
        server.close();
        media.close();
        recordings.close();
    }

    /// @param bytes `METHOD TARGET`, a line break, and the body
    @FuzzTest
    void answersRequests(byte[] bytes) throws Exception {
        String text = new String(bytes, ISO_8859_1);
        int end = text.indexOf('\n');
        String[] line = (end < 0 ? text : text.substring(0, end)).split(" ", 2);
        URI uri;
        try {
            uri = new URI(line.length < 2 ? "/" : line[1]);
        } catch (URISyntaxException _) {
            return; // the JDK's server answers 400
        }
        if (uri.getRawPath() == null || uri.getRawPath().equals("/v1/events")) {
            return; // a stream that does not end
        }
        byte[] body = end < 0 ? new byte[0] : text.substring(end + 1).getBytes(ISO_8859_1);
        var exchange = new FakeExchange(line[0], uri, body);
        exchange.getRequestHeaders().set("Authorization", "Bearer " + TOKEN);
        server.handle(exchange);
        assertTrue(
                DOCUMENTED.contains(exchange.getResponseCode()),
                () -> exchange.getResponseCode() + " to " + text);
        assertEquals(0, COUNTERS.get(EngineCounter.INTERNAL_ERRORS), text);
        if ("application/json".equals(exchange.getResponseHeaders().getFirst("Content-Type"))) {
            assertTrue(JSON.readTree(exchange.answer()) != null, text);
        }
    }
}
