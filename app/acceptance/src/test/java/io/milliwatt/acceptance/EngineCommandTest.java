package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Engines that go on after the command.
@Tag("system")
class EngineCommandTest {
    @Test
    void embeddedEngineRunsUntilItIsStopped() throws Exception {
        var before = Leftovers.now();
        try (var engine = RunningEngine.start("embedded", "acc-embedded", 25_160, "42600-42609")) {
            assertEquals("embedded", engine.info().get("runtime").asText());
            assertTrue(ProcessHandle.of(engine.info().get("pid").asLong()).orElseThrow().isAlive());
            var list = Shell.milliwatt("engine", "list", "--json").json();
            assertTrue(list.findValuesAsText("name").contains("acc-embedded"), list.toString());
            var call = Shell.milliwatt("call", engine.uri("echo"), "--duration", "2s", "--json");
            assertEquals(0, call.status(), call.toString());
            assertEquals("audio", call.json().get("verdict").asText());
            assertEquals(
                    4, call.json().at("/call/streams").size(), "the engine's taps belong to it");
            assertEquals("opus", call.json().at("/call/streams/0/codec").asText());
            assertEquals(0, call.json().get("findings").size(), call.out());
            assertTrue(call.json().at("/call/audio/roundTripMillis").asDouble() > 0, call.out());
            assertTrue(call.json().at("/call/audio/snrDb").isNull(), call.out());
            var logs = Shell.milliwatt("engine", "logs", "acc-embedded");
            assertEquals(0, logs.status());
            assertTrue(logs.out().contains("ready acc-embedded"), logs.toString());
            var status = Shell.milliwatt("engine", "status", "acc-embedded", "--json");
            assertTrue(status.json().get("memoryBytes").asLong() > 10_000_000, status.out());
            assertFalse(status.out().contains("token"), "the token is never printed");
        }
        Leftovers.assertNoneSince(before);
    }

    @Test
    void callIsEncryptedAndItsKeysAreShownNowhere() throws Exception {
        var before = Leftovers.now();
        try (var engine = RunningEngine.start("embedded", "acc-srtp", 25_166, "42670-42679")) {
            var call =
                    Shell.milliwatt(
                            "call",
                            engine.uri("srtp-echo"),
                            "--srtp",
                            "required",
                            "--duration",
                            "2s",
                            "--json");
            assertEquals(0, call.status(), call.toString());
            assertEquals("audio", call.json().get("verdict").asText());
            assertEquals(0, call.json().get("findings").size(), call.out());
            assertTrue(
                    call.json().at("/call/security").asText().contains("AES"),
                    call.json().get("call").toString());
            assertTrue(call.out().contains("inline:***"), call.out());
            assertFalse(call.out().matches("(?s).*inline:[A-Za-z0-9+/=].*"), call.out());
            var logs = Shell.milliwatt("engine", "logs", "acc-srtp");
            assertFalse(logs.out().contains("inline:"), logs.out());
            var plain = Shell.milliwatt("call", engine.uri("srtp-echo"), "--json");
            assertEquals(1, plain.status(), plain.toString());
            assertEquals("no-call", plain.json().get("verdict").asText(), plain.out());
        }
        Leftovers.assertNoneSince(before);
    }

    @Test
    void engineInDockerRunsUntilItIsStopped() throws Exception {
        Needs.docker();
        var before = Leftovers.now();
        try (var engine = RunningEngine.start("docker", "acc-docker", 25_162, "42610-42619")) {
            assertEquals("published", engine.info().get("mode").asText());
            var inspect =
                    Shell.run(
                            "docker",
                            "inspect",
                            engine.containerId(),
                            "--format",
                            "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.Config.User}} {{.HostConfig.Privileged}}");
            assertTrue(inspect.out().startsWith("true [ALL] "), inspect.out());
            assertFalse(
                    inspect.out().contains(" 0 ") || inspect.out().contains("root"), inspect.out());
            assertTrue(inspect.out().strip().endsWith("false"));
            var call =
                    Shell.milliwatt(
                            "call",
                            engine.uri("milliwatt"),
                            "--duration",
                            "2s",
                            "--play",
                            "silence",
                            "--json");
            assertEquals(0, call.status(), call.toString());
            assertEquals("audio", call.json().get("verdict").asText());
        }
        Leftovers.assertNoneSince(before);
    }

    @Test
    void saysWhichPortIsTakenAndByWhom() throws Exception {
        var before = Leftovers.now();
        try (var _ = new DatagramSocket(25_164, InetAddress.ofLiteral("0.0.0.0"))) {
            var result =
                    Shell.milliwatt(
                            "engine",
                            "start",
                            "--runtime",
                            "embedded",
                            "--name",
                            "acc-taken",
                            "--sip-port",
                            "25164",
                            "--rtp-ports",
                            "42620-42629");
            assertEquals(78, result.status(), result.toString());
            assertTrue(result.err().contains("25164"), result.err());
            assertTrue(result.err().contains("java"), "names who holds it: " + result.err());
            assertTrue(result.err().contains("fix: "), result.err());
        }
        try (var _ = new DatagramSocket(42_625, InetAddress.ofLiteral("0.0.0.0"))) {
            var result =
                    Shell.milliwatt(
                            "engine",
                            "start",
                            "--runtime",
                            "embedded",
                            "--name",
                            "acc-taken",
                            "--sip-port",
                            "25164",
                            "--rtp-ports",
                            "42620-42629");
            assertEquals(78, result.status(), result.toString());
            assertTrue(result.err().contains("42625"), result.err());
            assertTrue(
                    result.err().matches("(?s).*--rtp-ports \\d+-\\d+.*"),
                    "offers the next free range: " + result.err());
        }
        Leftovers.assertNoneSince(before);
    }

    @Test
    void namesTheEngineThatDoesNotRun() throws Exception {
        for (String command : new String[] {"stop", "status", "logs"}) {
            var result = Shell.milliwatt("engine", command, "nobody");
            assertEquals(78, result.status(), result.toString());
            assertTrue(result.err().contains("\"nobody\""), result.err());
            assertFalse(result.err().contains("Exception"), result.err());
        }
    }

    @Test
    void tellsThreeWaysInWhichDockerIsNotThereApart() throws Exception {
        var nowhere =
                Shell.milliwatt(
                        java.util.Map.of("DOCKER_HOST", "unix:///nonexistent/docker.sock"),
                        "engine",
                        "start",
                        "--runtime",
                        "docker",
                        "--name",
                        "acc-none");
        assertEquals(1, nowhere.status(), nowhere.toString());
        assertTrue(nowhere.err().contains("/nonexistent/docker.sock"), nowhere.err());
        assertTrue(nowhere.err().contains("fix: "), nowhere.err());
        assertFalse(nowhere.err().contains("Exception"), nowhere.err());
    }
}
