package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The engine dies in the middle of a call.
@Tag("system")
class KilledEngineTest {
    @Test
    void phoneEndsTheCallWithTheReasonAndTheCommandFails() throws Exception {
        Needs.docker();
        var before = Leftovers.now();
        try (var engine = RunningEngine.start("docker", "acc-kill", 25_174, "42640-42649")) {
            var call =
                    Shell.startMilliwatt("call", engine.uri("echo"), "--duration", "60s", "--json");
            awaitConnected(call);
            long killed = System.nanoTime();
            Shell.run("docker", "kill", engine.containerId());
            var result = Shell.finish(call);
            double seconds = (System.nanoTime() - killed) / 1e9;
            assertEquals(1, result.status(), result.toString());
            assertTrue(seconds < 15, "took " + seconds + " s to notice");
            var record = result.json();
            assertEquals("no-engine", record.get("verdict").asText(), result.out());
            assertEquals("R16", record.at("/findings/0/rule").asText(), result.out());
            assertTrue(
                    record.at("/findings/0/message").asText().contains("acc-kill"), result.out());
            assertTrue(record.at("/call/endReason").asText().length() > 10, result.out());
        }
        Leftovers.assertNoneSince(before);
    }

    /// Waits until the command says that the call is connected, and a second more, so that audio
    /// flows.
    private static void awaitConnected(Shell.Running call) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!Files.readString(call.err()).contains("Connected")) {
            assertTrue(System.nanoTime() < end, "not connected within 20 s");
            assertTrue(call.process().isAlive(), "ended before it was connected");
            TimeUnit.MILLISECONDS.sleep(20);
        }
        TimeUnit.SECONDS.sleep(1);
    }
}
