package io.milliwatt.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Reports of calls to a container of the real daemon.
@Tag("system")
@Timeout(240)
class CallReportTest {
    @TempDir private Path folder;
    private Leftovers containers;

    @BeforeEach
    void lookAtTheHost() throws Exception {
        Needs.docker();
        containers = Leftovers.now();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        Leftovers.assertNoneSince(containers);
    }

    @Test
    void reportHasEachTapIsOpenedWithTheSameFiguresAndHasNoSecret() throws Exception {
        Path taps = folder.resolve("taps.pcapng");
        Path zip = folder.resolve("report.zip");
        String token;
        try (var engine = RunningEngine.start("docker", "acc-report", 25_350, "42850-42859")) {
            token = environment(engine, "TOKEN");
            var result =
                    Shell.milliwatt(
                            "call",
                            engine.uri("srtp-echo"),
                            "--srtp",
                            "required",
                            "--codec",
                            "PCMU",
                            "--dtmf",
                            "42#",
                            "--duration",
                            "3s",
                            "--pcap",
                            taps.toString(),
                            "--report",
                            zip.toString(),
                            "--json");
            assertTrue(
                    result.json().at("/call/security").asText().startsWith("A"), result.toString());
        }
        JsonNode before = inspected(taps);
        JsonNode after = inspected(zip);
        assertEquals(streams(before), streams(after));
        assertEquals(6, streams(after).size(), "two ways at three taps: " + streams(after));
        assertEquals(before.at("/capture/packets"), after.at("/capture/packets"));
        assertTrue(attachments(after).contains("by translation"), attachments(after).toString());
        assertFalse(attachments(before).contains("by translation"), "the file says nothing of it");
        assertFalse(attachments(before).contains(""), "every stream is of the call");
        assertFalse(attachments(after).contains(""), "every stream is of the call");
        assertEquals("42#", digits(before, "caller"));
        assertEquals("42#", digits(before, "callee"), "decrypted with the keys in the capture");
        assertEquals("42#", digits(after, "callee"), "as the phone has them, without keys");
        assertEquals(0, before.get("findings").size(), before.get("findings").toString());
        try (var report = new ZipFile(zip.toFile())) {
            List<String> captures =
                    report.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.endsWith(".pcapng"))
                            .sorted()
                            .toList();
            assertEquals(
                    List.of("capture/engine.pcapng", "capture/host.pcapng", "capture/phone.pcapng"),
                    captures);
            var page = report.getInputStream(report.getEntry("index.html"));
            assertHops(new String(page.readAllBytes(), UTF_8));
        }
        assertNowhere(zip, token);
        Set<String> keys = keys(taps);
        assertFalse(keys.isEmpty(), "the taps saw keys");
        for (String key : keys) {
            for (int i = 0; i + 8 <= key.length(); i++) {
                assertNowhere(zip, key.substring(i, i + 8));
            }
        }
    }

    @Test
    void reportTakesTapsOfItsOwnWhenThereAreNone() throws Exception {
        Path zip = folder.resolve("report.zip");
        try (var engine = RunningEngine.start("docker", "acc-report-2", 25_352, "42860-42869")) {
            var result =
                    Shell.milliwatt(
                            "call",
                            engine.uri("echo"),
                            "--duration",
                            "4s",
                            "--report",
                            zip.toString(),
                            "--json");
            assertFalse(result.json().at("/call/setUpMillis").isNull(), result.toString());
            assertTrue(result.json().path("capture").isMissingNode(), "--pcap was not given");
        }
        JsonNode after = inspected(zip);
        assertEquals(1, after.get("calls").size(), after.toString());
        assertEquals(6, streams(after).size(), streams(after).toString());
        assertFalse(
                after.get("findings").findValuesAsText("rule").contains("R29"),
                "what the host's tap sees at two interfaces came once: " + after.get("findings"));
    }

    private static String environment(RunningEngine engine, String name) throws Exception {
        String all =
                Shell.run(
                                "docker",
                                "inspect",
                                "-f",
                                "{{range .Config.Env}}{{println .}}{{end}}",
                                engine.containerId())
                        .out();
        String line = all.lines().filter(each -> each.contains(name)).findFirst().orElseThrow();
        return line.substring(line.indexOf('=') + 1);
    }

    private static JsonNode inspected(Path file) throws Exception {
        var result = Shell.milliwatt("inspect", file.toString(), "--json");
        assertTrue(result.status() <= 1, result.toString());
        return result.json();
    }

    /// The figures of each stream, by tap, addresses and SSRC.
    private static Map<String, String> streams(JsonNode inspected) {
        var streams = new TreeMap<String, String>();
        for (JsonNode each : inspected.get("streams")) {
            String tap =
                    inspected.at("/capture/taps/" + each.get("tap").asInt() + "/name").asText();
            streams.put(
                    tap + " " + each.get("source").asText() + " " + each.get("ssrc").asText(),
                    each.get("packets")
                            + " "
                            + each.get("lost")
                            + " "
                            + each.get("meanDeltaMillis")
                            + " "
                            + each.get("maxDeltaMillis")
                            + " "
                            + each.get("meanJitterMillis")
                            + " "
                            + each.get("maxJitterMillis"));
        }
        return streams;
    }

    /// Four points each way, what was rewritten between them.
    private static void assertHops(String page) {
        String hops = page.substring(page.indexOf("Hop by hop"), page.indexOf("Streams at each"));
        assertEquals(2, hops.split("class=\"stream\"", -1).length - 1, hops);
        for (String point :
                List.of("left the phone", "entered the engine", "left the engine", "came back")) {
            assertEquals(1, hops.split(point, -1).length - 1, point + ": " + hops);
        }
        assertTrue(hops.contains("<small>was "), "Docker rewrites addresses: " + hops);
    }

    private static Set<String> attachments(JsonNode inspected) {
        var words = new HashSet<String>();
        inspected.get("streams").forEach(each -> words.add(each.get("attachment").asText()));
        return words;
    }

    private static String digits(JsonNode inspected, String from) {
        var digits = new StringBuilder();
        for (JsonNode each : inspected.at("/calls/0/digits")) {
            if (each.get("from").asText().equals(from)) {
                digits.append(each.get("digit").asText());
            }
        }
        return digits.toString();
    }

    private static Set<String> keys(Path taps) throws Exception {
        Matcher found =
                Pattern.compile("inline:([A-Za-z0-9+/=]{40,})")
                        .matcher(Files.readString(taps, ISO_8859_1));
        var keys = new HashSet<String>();
        while (found.find()) {
            keys.add(found.group(1));
        }
        return keys;
    }

    private static void assertNowhere(Path zip, String secret) throws Exception {
        try (var report = new ZipFile(zip.toFile())) {
            for (var entry : report.stream().toList()) {
                String text = new String(report.getInputStream(entry).readAllBytes(), ISO_8859_1);
                assertFalse(text.contains(secret), entry.getName() + " has " + secret);
            }
        }
    }
}
