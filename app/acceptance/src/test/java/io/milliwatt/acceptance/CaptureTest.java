package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Packets seen at every hop, with tshark as the judge of the files.
@Tag("system")
@Timeout(240)
class CaptureTest {
    @TempDir Path directory;

    private Leftovers containers;

    @BeforeEach
    void lookAtTheHost() throws Exception {
        Needs.docker();
        Needs.program("tshark", "tshark");
        containers = Leftovers.now();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        Leftovers.assertNoneSince(containers);
    }

    @Test
    void callIsFollowedFromHopToHopAndWrittenWithAnInterfaceForEachTap() throws Exception {
        Path file = directory.resolve("call.pcapng");
        var result =
                Shell.milliwatt(
                        "demo",
                        "--runtime",
                        "docker",
                        "--sip-port",
                        "25340",
                        "--rtp-ports",
                        "42760-42769",
                        "--duration",
                        "3s",
                        "--pcap",
                        file.toString(),
                        "--json");
        assertEquals(0, result.status(), result.toString());
        JsonNode capture = result.json().get("capture");
        List<String> points = new ArrayList<>();
        for (JsonNode hop : capture.get("hops")) {
            points.add(hop.get("point").asText());
            assertEquals(0, hop.get("lost").asInt(), hop.toString());
            assertTrue(hop.get("packets").asInt() > 100, hop.toString());
            assertTrue(
                    hop.get("meanDelayMillis").isNull()
                            || Math.abs(hop.get("meanDelayMillis").asDouble()) < 50,
                    hop.toString());
        }
        assertEquals(
                List.of(
                        "left the phone",
                        "reached the host",
                        "left the host",
                        "entered the engine",
                        "left the engine",
                        "reached the host",
                        "left the host",
                        "came back"),
                points);
        // the host's address becomes the container's
        String host = result.json().at("/engine/advertisedAddress").asText();
        assertTrue(
                capture.at("/hops/0/destination").asText().startsWith(host + ":"),
                capture.toString());
        assertFalse(
                capture.at("/hops/3/destination").asText().startsWith(host + ":"),
                capture.toString());
        for (JsonNode tap : capture.get("taps")) {
            assertEquals(0, tap.get("kernelDropped").asInt() + tap.get("ownDropped").asInt());
            assertTrue(tap.get("problem").isNull(), tap.toString());
        }
        for (JsonNode clock : capture.get("clocks")) {
            assertTrue(
                    Math.abs(clock.get("offsetMillis").asDouble())
                            <= clock.get("uncertaintyMillis").asDouble() + 1,
                    "one machine, one clock: " + clock);
        }
        String interfaces = tshark(file, "-T", "fields", "-e", "frame.interface_name");
        for (String tap : List.of("phone", "host", "engine")) {
            assertTrue(interfaces.lines().anyMatch(tap::equals), tap);
        }
        String methods = tshark(file, "-Y", "sip", "-T", "fields", "-e", "sip.Method");
        assertTrue(methods.contains("INVITE"), methods);
        String phone =
                tshark(
                        file,
                        "-d",
                        "udp.port==42760-42769,rtp",
                        "-Y",
                        "rtp && frame.interface_name == phone",
                        "-T",
                        "fields",
                        "-e",
                        "rtp.seq");
        assertTrue(phone.lines().count() > 200, phone.lines().count() + " packets of RTP");
        String late =
                tshark(file, "-Y", "frame.time_delta < 0", "-T", "fields", "-e", "frame.number");
        assertEquals("", late, "in the order of time");
    }

    @Test
    void encryptedMediaIsShownInClearWhereWeHoldTheKeys() throws Exception {
        Path file = directory.resolve("srtp.pcapng");
        try (var engine = RunningEngine.start("docker", "acc-srtp", 25_342, "42770-42779")) {
            var result =
                    Shell.milliwatt(
                            "call",
                            engine.uri("srtp-echo"),
                            "--srtp",
                            "required",
                            "--codec",
                            "PCMU",
                            "--play",
                            "silence",
                            "--duration",
                            "2s",
                            "--pcap",
                            file.toString(),
                            "--json");
            assertTrue(
                    result.json().at("/call/security").asText().startsWith("A"), result.toString());
            // silence in PCMU is 0xff; what is encrypted looks like anything
            String clear = payloads(file, "phone");
            assertTrue(clear.lines().anyMatch(it -> it.matches(".{24}(ff|7f){160}")), clear);
            String wire = payloads(file, "engine");
            assertTrue(wire.lines().noneMatch(it -> it.contains("ffffffffffffffff")), wire);
            assertEquals(0, result.json().at("/capture/hops/3/lost").asInt());
        }
    }

    private static String payloads(Path file, String tap) throws Exception {
        return tshark(
                file,
                "-d",
                "udp.port==42770-42779,rtp",
                "-Y",
                "rtp.p_type == 0 && frame.interface_name == " + tap,
                "-T",
                "fields",
                "-e",
                "udp.payload"); // tshark believes the SDP, and takes it for SRTP
    }

    @Test
    void phoneOnTheLanIsSeenInItsOwnContainer() throws Exception {
        Path file = directory.resolve("lan.pcapng");
        try (var engine = RunningEngine.start("docker", "acc-lan-tap", 25_344, "42780-42789")) {
            var result =
                    Shell.milliwatt(
                            "call",
                            engine.uri("echo"),
                            "--vantage",
                            "lan",
                            "--duration",
                            "2s",
                            "--pcap",
                            file.toString(),
                            "--json");
            assertEquals("audio", result.json().get("verdict").asText(), result.toString());
            assertEquals("lan", result.json().get("vantage").asText());
            JsonNode hops = result.json().at("/capture/hops");
            assertEquals(8, hops.size(), hops.toString());
            assertTrue(
                    hops.get(0).get("source").asText().matches("(198\\.51|203\\.0|192\\.0)\\..*"),
                    hops.toString());
            assertEquals(hops.get(0).get("source"), hops.get(3).get("source"), "kept");
        }
    }

    @Test
    void anyContainerIsCapturedAndATapThatStopsIsToldAndHoldsNothingUp() throws Exception {
        Path file = directory.resolve("foreign.pcapng");
        try (var engine = RunningEngine.start("docker", "acc-foreign", 25_346, "42790-42799")) {
            var capture =
                    Shell.startMilliwatt(
                            "engine",
                            "capture",
                            "milliwatt-acc-foreign",
                            "--duration",
                            "60s",
                            "--write",
                            file.toString(),
                            "--json");
            awaitText(capture.err(), "Capturing");
            var call = Shell.milliwatt("call", engine.uri("milliwatt"), "--duration", "2s");
            assertEquals(0, call.status(), call.toString());
            // somebody takes the sidecar away
            String sidecar =
                    Shell.run("docker", "ps", "-q", "--filter", "label=io.milliwatt=toolbox").out();
            assertEquals(1, sidecar.lines().count(), sidecar);
            Shell.run("docker", "rm", "-f", sidecar.strip());
            var result = Shell.finish(capture);
            assertEquals(0, result.status(), result.toString());
            JsonNode json = result.json();
            assertTrue(json.at("/taps/0/packets").asInt() > 100, json.toString());
            assertFalse(json.at("/taps/0/problem").isNull(), json.toString());
            assertTrue(json.at("/notes/0").asText().contains("stopped"), json.toString());
            assertTrue(json.get("streams").size() >= 2, json.toString());
            assertTrue(Files.size(file) > 10_000);
        }
        var unknown = Shell.milliwatt("engine", "capture", "no-such-container");
        assertEquals(78, unknown.status(), unknown.toString());
    }

    private static void awaitText(Path file, String text) throws Exception {
        for (int i = 0; i < 600 && !Files.readString(file).contains(text); i++) {
            Thread.sleep(50);
        }
        assertTrue(Files.readString(file).contains(text), Files.readString(file));
    }

    private static String tshark(Path file, String... options) throws Exception {
        var command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
        command.addAll(List.of(options));
        var result = Shell.run(command.toArray(String[]::new));
        assertEquals(0, result.status(), result.toString());
        return result.out();
    }
}
