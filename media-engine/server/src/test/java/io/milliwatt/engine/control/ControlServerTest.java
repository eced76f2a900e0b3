package io.milliwatt.engine.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.engine.app.Studio;
import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.engine.media.MediaServer;
import io.milliwatt.engine.sound.PcmWav;
import io.milliwatt.engine.sound.Recording;
import io.milliwatt.engine.sound.Recordings;
import io.milliwatt.transport.ExclusivePorts;
import io.milliwatt.transport.UdpSystem;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServerTest {
    private static final String TOKEN = "0123456789abcdef";

    private final Counters counters = new Counters();
    private final OneCallState state = new OneCallState(counters);
    private final EventHub events = new EventHub(counters);
    private final HttpClient client = HttpClient.newHttpClient();
    private ControlServer server;
    private MediaServer media;
    private Recordings recordings;
    @TempDir Path folder;

    @BeforeEach
    void startServer() throws Exception {
        var config =
                EngineConfig.read(
                        new String[] {"--control-port=0", "--advertise=192.0.2.10"},
                        Map.of("MILLIWATT_CONTROL_TOKEN", TOKEN));
        var info =
                new EngineInfo(
                        "0.1.0",
                        System.nanoTime(),
                        List.of(new EngineInfo.TestNumberInfo("echo", "sends back")));
        media =
                new MediaServer(
                        new ExclusivePorts(
                                UdpSystem.best(), InetAddress.getLoopbackAddress(), 42_460, 42_461),
                        counters,
                        "control-test",
                        config.advertise(),
                        config.mediaTimeout());
        recordings = new Recordings(folder.resolve("recordings"), 1_000_000);
        server =
                ControlServer.start(
                        config, info, state, new Studio(recordings, media), counters, events);
    }

    @AfterEach
    void stopServer() {
        client.close();
        server.close();
        media.close();
        recordings.close();
    }

    private HttpResponse<byte[]> send(String method, String path, byte[] body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .header("Authorization", "Bearer " + TOKEN)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    @Test
    void takesAnAnnouncementAndGivesItBack() throws Exception {
        assertEquals(404, send("GET", "/v1/announcement", new byte[0]).statusCode());
        byte[] wav = new PcmWav(16_000, new short[] {1, -2, 3}).toBytes();
        assertEquals(204, send("PUT", "/v1/announcement", wav).statusCode());
        assertArrayEquals(wav, send("GET", "/v1/announcement", new byte[0]).body());
        assertEquals(204, send("DELETE", "/v1/announcement", new byte[0]).statusCode());
        assertEquals(404, send("GET", "/v1/announcement", new byte[0]).statusCode());
    }

    @Test
    void saysWhatIsWrongWithAnAnnouncement() throws Exception {
        var mp3 =
                send(
                        "PUT",
                        "/v1/announcement",
                        "ID3 and so on, no WAV".getBytes(StandardCharsets.UTF_8));
        assertEquals(415, mp3.statusCode());
        assertTrue(new String(mp3.body(), StandardCharsets.UTF_8).contains("this is no WAV file"));
        byte[] stereo = new PcmWav(16_000, new short[4]).toBytes();
        stereo[22] = 2;
        assertTrue(
                new String(send("PUT", "/v1/announcement", stereo).body(), StandardCharsets.UTF_8)
                        .contains("2 channels"));
        assertEquals(413, send("PUT", "/v1/announcement", new byte[3_000_001]).statusCode());
    }

    @Test
    void givesRecordingsAndRemovesThem() throws Exception {
        Recording recording = recordings.begin("call", 8_000);
        recording.append(new short[] {5, 6, 7}, 3);
        assertEquals(
                409,
                send("DELETE", "/v1/recordings/" + recording.name(), new byte[0]).statusCode());
        recording.finish();
        while (recording.state() == Recording.State.RECORDING) {
            Thread.sleep(5);
        }
        String list =
                new String(
                        send("GET", "/v1/recordings", new byte[0]).body(), StandardCharsets.UTF_8);
        assertTrue(list.contains("\"state\":\"complete\""), list);
        byte[] file = send("GET", "/v1/recordings/" + recording.name(), new byte[0]).body();
        assertArrayEquals(new short[] {5, 6, 7}, PcmWav.parse(file).samples());
        assertEquals(
                204,
                send("DELETE", "/v1/recordings/" + recording.name(), new byte[0]).statusCode());
        assertEquals(
                404, send("GET", "/v1/recordings/" + recording.name(), new byte[0]).statusCode());
        assertEquals(404, send("GET", "/v1/recordings/../secret", new byte[0]).statusCode());
    }

    @Test
    void impairsACallByItsId() throws Exception {
        byte[] profile = "{\"profile\":\"loss-5\"}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                204, send("PUT", "/v1/calls/a%20b%40192.0.2.1/impairment", profile).statusCode());
        assertEquals(404, send("PUT", "/v1/calls/other/impairment", profile).statusCode());
        assertEquals(405, send("GET", "/v1/calls/other/impairment", profile).statusCode());
        assertEquals(400, send("PUT", "/v1/calls/other/impairment", new byte[] {'{'}).statusCode());
    }

    @Test
    void answersNothingWithoutTheToken() throws Exception {
        for (String path : List.of("/health", "/v1/info", "/v1/calls", "/nothing")) {
            var request = HttpRequest.newBuilder(uri(path)).build();
            assertEquals(401, client.send(request, BodyHandlers.ofString()).statusCode(), path);
            var wrong =
                    HttpRequest.newBuilder(uri(path))
                            .header("Authorization", "Bearer " + TOKEN + "0")
                            .build();
            assertEquals(401, client.send(wrong, BodyHandlers.ofString()).statusCode(), path);
        }
        assertEquals(8, counters.get(EngineCounter.CONTROL_UNAUTHORISED));
    }

    @Test
    void healthIsDownWithTheReasonOfThePartThatIsNotUp() throws Exception {
        JsonNode up = json(get("/health"));
        assertEquals("up", up.get("status").asText());
        state.parts.put("rtp", "the media loop does not answer");
        HttpResponse<String> down = get("/health");
        assertEquals(503, down.statusCode());
        assertEquals("the media loop does not answer", json(down).get("parts").get("rtp").asText());
    }

    @Test
    void tellsTheSettingsAndTheTestNumbers() throws Exception {
        JsonNode info = json(get("/v1/info"));
        assertEquals("192.0.2.10", info.get("advertisedAddress").asText());
        assertEquals("40000-40019", info.get("rtpPorts").asText());
        assertEquals(2, info.get("rtpPortsInUse").asInt());
        assertEquals("AB:CD", info.get("tlsFingerprint").asText());
        assertEquals("echo", info.get("testNumbers").get(0).get("number").asText());
        assertFalse(info.toString().contains(TOKEN));
    }

    @Test
    void tellsWhoIsRegistered() throws Exception {
        var rows = json(get("/v1/registrations"));
        assertEquals("alice", rows.get(0).get("user").asText());
        assertEquals("192.0.2.9:40000", rows.get(0).get("source").asText());
    }

    @Test
    void findsOneCallByItsEncodedIdAndEndsIt() throws Exception {
        assertEquals("echo", json(get("/v1/calls/a%20b%40192.0.2.1")).get("testNumber").asText());
        assertEquals(404, get("/v1/calls/other").statusCode());
        assertEquals(204, send("DELETE", "/v1/calls/a%20b%40192.0.2.1").statusCode());
        assertEquals(404, send("DELETE", "/v1/calls/other").statusCode());
        assertEquals(List.of("a b@192.0.2.1", "other"), state.ended);
    }

    @Test
    void passesTheCallIdOnToTheMessages() throws Exception {
        assertEquals("x+y", json(get("/v1/messages?callId=x+y")).get(0).get("callId").asText());
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertEquals(404, get("/v2/calls").statusCode());
        HttpResponse<String> wrong = send("POST", "/v1/calls");
        assertEquals(405, wrong.statusCode());
        assertEquals("GET", wrong.headers().firstValue("Allow").orElseThrow());
        var large =
                request("/v1/calls").method("POST", BodyPublishers.ofByteArray(new byte[65_537]));
        assertEquals(413, client.send(large.build(), BodyHandlers.ofString()).statusCode());
    }

    @Test
    void deliversEventsAsTheyHappen() throws Exception {
        var response = client.send(request("/v1/events").build(), BodyHandlers.ofInputStream());
        assertEquals("text/event-stream", response.headers().firstValue("Content-Type").orElse(""));
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertEquals(": listening", lines.readLine());
            assertTrue(events.heard());
            events.publish("dtmf", Map.of("digit", "5"));
            lines.readLine();
            assertEquals("event: dtmf", lines.readLine());
            assertEquals("data: {\"digit\":\"5\"}", lines.readLine());
        }
    }

    @Test
    void survivesBytesThatAreNoHttp() throws Exception {
        for (String junk :
                List.of("\0\1\2\3\r\n\r\n", "GET\r\n\r\n", "INVITE sip:x SIP/2.0\r\n\r\n")) {
            try (var socket = new Socket("127.0.0.1", server.port())) {
                socket.setSoTimeout(5_000);
                socket.getOutputStream().write(junk.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                byte[] answer = socket.getInputStream().readAllBytes();
                assertFalse(new String(answer, StandardCharsets.UTF_8).contains("Exception"), junk);
            }
        }
        assertEquals(200, get("/health").statusCode());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + TOKEN);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(
                request(path).method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return JsonMapper.builder().build().readTree(response.body());
    }
}
