package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.sound.PcmWav;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `record` on a disk that has room for two seconds.
@Tag("system")
class DiskFullTest {
    private static final int SIP_PORT = 25_800;
    private static final String TOKEN = "0123456789abcdef";

    @TempDir private Path folder;
    private boolean mounted;
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        Command.needRoot();
        Command.run("mount", "-t", "tmpfs", "-o", "size=32k", "full", folder.toString());
        mounted = true;
        engine =
                Engine.start(
                        EngineConfig.read(
                                new String[] {
                                    "--bind=127.0.0.1",
                                    "--sip-port=" + SIP_PORT,
                                    "--rtp-ports=43000-43003",
                                    "--recordings=" + folder.resolve("recordings"),
                                    "--control-port=0"
                                },
                                Map.of("MILLIWATT_CONTROL_TOKEN", TOKEN)));
    }

    @AfterEach
    void stop() throws Exception {
        if (engine != null) {
            engine.close();
        }
        if (mounted) {
            Command.run("umount", folder.toString());
        }
    }

    private byte[] get(String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + engine.controlPort()
                                                            + path))
                                    .header("Authorization", "Bearer " + TOKEN)
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }

    @Test
    void callGoesOnAndTheRecordingSaysThatItWasCut() throws Exception {
        try (var caller = new ToneCaller()) {
            caller.dial("record", SIP_PORT).talk(0, 20);
            caller.talk(440, 200); // 4 s are 64 KB
            String list = new String(get("/v1/recordings"));
            assertTrue(list.contains("\"state\":\"cut\""), list);
            assertTrue(list.contains("No space left on device"), list);
            caller.press(11);
            // played back from memory: also what the disk had no room for
            short[] back = caller.talk(0, 200);
            assertTrue(
                    ToneCaller.share(back, 20_000, 26_000, 440) > 0.8,
                    () -> "share " + ToneCaller.share(back, 20_000, 26_000, 440));
            assertEquals("answered", engine.calls().getFirst().state());
            String name = list.replaceAll("(?s).*?\"name\":\"([^\"]+)\".*", "$1");
            PcmWav kept = PcmWav.parse(get("/v1/recordings/" + name));
            double seconds = kept.samples().length / 8_000.0;
            assertTrue(seconds > 1 && seconds < 2.1, "kept " + seconds + " s");
            assertTrue(ToneCaller.share(kept.samples(), 8_000, 14_000, 440) > 0.8);
            caller.caller.hangUp();
        }
    }
}
