package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.engine.sound.PcmWav;
import io.milliwatt.protocol.audio.LevelMeter;
import io.milliwatt.protocol.audio.ToneGenerator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The call applications that decode: each heard by a caller that measures.
class ApplicationsTest {
    private static final int SIP_PORT = 25_490;
    private static final String TOKEN = "0123456789abcdef";

    @TempDir Path folder;
    private Engine engine;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        engine =
                Engine.start(
                        EngineConfig.read(
                                new String[] {
                                    "--bind=127.0.0.1",
                                    "--sip-port=" + SIP_PORT,
                                    "--rtp-ports=42470-42489",
                                    "--recordings=" + folder.resolve("recordings"),
                                    "--control-port=0"
                                },
                                Map.of("MILLIWATT_CONTROL_TOKEN", TOKEN)));
    }

    @AfterEach
    void stop() {
        http.close();
        engine.close();
    }

    private HttpResponse<byte[]> control(String method, String path, byte[] body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + engine.controlPort() + path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private String get(String path) throws Exception {
        return new String(control("GET", path, new byte[0]).body(), StandardCharsets.UTF_8);
    }

    @Test
    void playsThePromptAndThenTheSoundThatWasGiven() throws Exception {
        try (var caller = new ToneCaller()) {
            short[] prompt = caller.dial("play", SIP_PORT).talk(0, 50);
            assertTrue(
                    LevelMeter.dbm0(prompt, 0, prompt.length) > -35, "the prompt is to be heard");
        }
        var tone = new short[32_000];
        new ToneGenerator(700, -10, 16_000).fill(tone, 0, tone.length);
        assertEquals(
                204,
                control("PUT", "/v1/announcement", new PcmWav(16_000, tone).toBytes())
                        .statusCode());
        try (var caller = new ToneCaller()) {
            short[] heard = caller.dial("play", SIP_PORT).talk(0, 50);
            assertTrue(ToneCaller.share(heard, 700) > 0.9, "the tone of the given file");
        }
    }

    @Test
    void recordsPlaysBackAndKeepsTheFile() throws Exception {
        try (var caller = new ToneCaller()) {
            short[] beep = caller.dial("record", SIP_PORT).talk(0, 25);
            assertTrue(ToneCaller.share(beep, 0, 1_600, 1_000) > 0.8, "a beep first");
            caller.talk(440, 75);
            caller.press(11);
            short[] back = caller.talk(0, 100);
            assertTrue(
                    ToneCaller.share(back, 3_000, 8_000, 440) > 0.8,
                    "share " + ToneCaller.share(back, 3_000, 8_000, 440));
        }
        String list = get("/v1/recordings");
        String name = list.replaceAll("(?s).*?\"name\":\"([^\"]+)\".*", "$1");
        PcmWav file = PcmWav.parse(control("GET", "/v1/recordings/" + name, new byte[0]).body());
        assertEquals(8_000, file.sampleRateHz());
        assertTrue(file.samples().length > 8_000, "length " + file.samples().length);
        assertTrue(ToneCaller.share(file.samples(), 440) > 0.6);
        engine.close();
        assertTrue(Files.notExists(folder.resolve("recordings")), "recordings go with the engine");
    }

    @Test
    void everybodyInAConferenceHearsTheOthersAndNotHimself() throws Exception {
        try (var low = new ToneCaller();
                var middle = new ToneCaller();
                var high = new ToneCaller()) {
            low.dial("conf-test", SIP_PORT);
            middle.dial("conf-test", SIP_PORT);
            high.dial("conf-test", SIP_PORT);
            var hearsLow = talking(low, 400);
            var hearsMiddle = talking(middle, 700);
            var hearsHigh = talking(high, 1_300);
            check(hearsLow.get(), 400, 700, 1_300);
            check(hearsMiddle.get(), 700, 400, 1_300);
            check(hearsHigh.get(), 1_300, 400, 700);
            String view = get("/v1/conferences");
            assertTrue(view.contains("\"name\":\"test\""), view);
            assertEquals(3, view.split("\"callId\"", -1).length - 1, view);
        }
        EngineTest.await(() -> engine.rtpPortsInUse() == 0);
        assertEquals("[]", get("/v1/conferences"));
    }

    private static CompletableFuture<short[]> talking(ToneCaller caller, double frequencyHz) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        short[] heard = caller.talk(frequencyHz, 100);
                        return Arrays.copyOfRange(heard, 8_000, heard.length);
                    } catch (Exception failure) {
                        throw new AssertionError(failure);
                    }
                },
                task -> Thread.ofPlatform().daemon(true).start(task));
    }

    private static void check(short[] heard, double own, double one, double two) {
        String all =
                "own "
                        + ToneCaller.share(heard, own)
                        + ", others "
                        + ToneCaller.share(heard, one)
                        + " and "
                        + ToneCaller.share(heard, two);
        assertTrue(ToneCaller.share(heard, own) < 0.02, all);
        assertTrue(ToneCaller.share(heard, one) > 0.3, all);
        assertTrue(ToneCaller.share(heard, two) > 0.3, all);
    }

    @Test
    void menuReadsDigitsBackAndLeadsToTheEcho() throws Exception {
        try (var caller = new ToneCaller()) {
            caller.dial("ivr", SIP_PORT).talk(0, 10);
            caller.press(1);
            caller.press(2);
            caller.press(11);
            short[] answer = caller.talk(0, 75);
            assertTrue(LevelMeter.dbm0(answer, 0, answer.length) > -35, "the digits are said");
            assertEquals("12#", engine.calls().getFirst().dtmf());
            caller.press(2);
            caller.talk(0, 90);
            short[] echo = caller.talk(620, 50);
            assertTrue(ToneCaller.share(echo, 620) > 0.9, "2 is the echo");
            var sent =
                    engine.calls().getFirst().streams().stream()
                            .filter(stream -> stream.tap().equals("engine-out"))
                            .toList();
            assertEquals(2, sent.size(), "the echo's sequence is not the menu's: " + sent);
        }
    }

    @Test
    void impairedEchoLosesItsShareAndStopsToWhenTold() throws Exception {
        try (var caller = new ToneCaller()) {
            caller.dial("impair-loss-50,seed-3", SIP_PORT).talk(440, 100);
            long sent = engine.counters().get(EngineCounter.RTP_SENT);
            assertTrue(sent > 30 && sent < 70, "half of 100 packets are lost, came back: " + sent);
            String callId = engine.calls().getFirst().callId();
            byte[] none = "{\"profile\":\"\"}".getBytes(StandardCharsets.UTF_8);
            assertEquals(
                    204, control("PUT", "/v1/calls/" + callId + "/impairment", none).statusCode());
            long before = engine.counters().get(EngineCounter.RTP_SENT);
            caller.talk(440, 50);
            EngineTest.await(() -> engine.counters().get(EngineCounter.RTP_SENT) - before == 50);
            byte[] wrong = "{\"profile\":\"wobble-5\"}".getBytes(StandardCharsets.UTF_8);
            var refused = control("PUT", "/v1/calls/" + callId + "/impairment", wrong);
            assertEquals(400, refused.statusCode());
            assertTrue(new String(refused.body(), StandardCharsets.UTF_8).contains("loss-PERCENT"));
        }
    }
}
