package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.EndReason;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The engine as a process of its own.
class MainTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void endsCallsWithByeAndExitsWithZeroOnSigterm() throws Exception {
        Process process =
                start(
                        "--bind=127.0.0.1",
                        "--sip-port=25470",
                        "--rtp-ports=42420-42429",
                        "--control-port=0");
        try (var caller = new TestCaller();
                var out = reader(process)) {
            String ready = out.readLine();
            assertTrue(ready.startsWith("ready engine: SIP 127.0.0.1:25470"), ready);
            caller.dial("sip:echo@127.0.0.1:25470", caller.offer("sendrecv"));
            caller.answer();
            long begin = System.nanoTime();
            process.destroy();
            assertTrue(process.waitFor(2, TimeUnit.SECONDS), "did not end within 2 s");
            assertTrue(System.nanoTime() - begin < 2_000_000_000L);
            assertEquals(0, process.exitValue());
            assertEquals(EndReason.Kind.REMOTE_HANG_UP, caller.end().kind());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void refusesABadSettingWith78AndOneLine() throws Exception {
        Process process = start("--bind=127.0.0.1", "--rtp-ports=many");
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(78, process.exitValue());
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains("--rtp-ports=\"many\"") && said.contains("40000-40019"), said);
        assertFalse(said.contains("Exception"), said);
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (var caller = new TestCaller()) {
            String taken = String.valueOf(caller.sipPort());
            Process process = start("--bind=127.0.0.1", "--sip-port=" + taken, "--control-port=0");
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(1, process.exitValue());
            String said =
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(said.contains(taken), said);
            assertFalse(said.contains("Exception"), said);
        }
    }

    @Test
    void healthCheckTellsARunningEngineFromNone() throws Exception {
        Process engine =
                start(
                        "--bind=127.0.0.1",
                        "--sip-port=25474",
                        "--rtp-ports=42440-42449",
                        "--control-port=25475");
        try (var out = reader(engine)) {
            assertTrue(out.readLine().startsWith("ready "));
            Process check = start("--health", "--bind=127.0.0.1", "--control-port=25475");
            assertTrue(check.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, check.exitValue());
            try (var said = reader(check)) {
                assertTrue(said.readLine().contains("\"status\":\"up\""));
            }
        } finally {
            engine.destroyForcibly().waitFor();
        }
        Process check = start("--health", "--bind=127.0.0.1", "--control-port=25475");
        assertTrue(check.waitFor(20, TimeUnit.SECONDS));
        assertEquals(1, check.exitValue());
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Process start(String... arguments) throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.milliwatt.engine.Main"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("MILLIWATT_CONTROL_TOKEN", TOKEN);
        return builder.start();
    }
}
