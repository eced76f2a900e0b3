package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Calls from this host through each network mode.
@Tag("system")
class NetworkModeTest {
    @BeforeAll
    static void needsDocker() throws Exception {
        Needs.docker();
    }

    @Test
    void engineAtAnAddressOfItsOwnIsHeard() throws Exception {
        var record = heardDemo("container");
        String advertised = record.at("/engine/advertisedAddress").asText();
        assertTrue(
                record.at("/call/answerSdp").asText().contains("c=IN IP4 " + advertised + "\r\n"),
                record.at("/call/answerSdp").asText());
        assertEquals("sip:echo@" + advertised, record.at("/call/target").asText());
    }

    @Test
    void engineInTheHostsNetworkIsHeard() throws Exception {
        heardDemo("host");
    }

    private static JsonNode heardDemo(String mode) throws Exception {
        var before = Leftovers.now();
        var result = Shell.milliwatt("demo", "--runtime", "docker", "--mode", mode, "--json");
        assertEquals(0, result.status(), result.toString());
        JsonNode record = result.json();
        assertEquals("audio", record.get("verdict").asText(), result.out());
        assertEquals(mode, record.at("/engine/mode").asText());
        assertEquals(0, record.get("findings").size(), result.out());
        assertTrue(record.at("/call/audio/snrDb").asDouble() > 25, result.out());
        Leftovers.assertNoneSince(before);
        return record;
    }

    @Test
    void containersAddressInSdpIsHeardHereAndTheFindingSaysForWhomItIsNot() throws Exception {
        var before = Leftovers.now();
        var result =
                Shell.milliwatt(
                        "demo", "--runtime", "docker", "--advertise", "container", "--json");
        assertEquals(0, result.status(), result.toString());
        JsonNode record = result.json();
        assertEquals("audio", record.get("verdict").asText(), "this host reaches it");
        assertEquals("R1", record.at("/findings/0/rule").asText(), result.out());
        assertEquals("warning", record.at("/findings/0/severity").asText());
        String advertised = record.at("/engine/advertisedAddress").asText();
        assertTrue(record.at("/findings/0/message").asText().contains(advertised), result.out());
        assertFalse(record.at("/call/target").asText().contains(advertised), result.out());
        Leftovers.assertNoneSince(before);
    }

    @Test
    void enginesSideBySideAreListedSearchedRenamedAndStopped() throws Exception {
        var before = Leftovers.now();
        List<String> names = new ArrayList<>(List.of("acc-side-1", "acc-side-2"));
        try {
            for (String name : names) {
                var started =
                        Shell.milliwatt(
                                "engine",
                                "start",
                                "--mode",
                                "container",
                                "--name",
                                name,
                                "--cpus",
                                "1.5",
                                "--memory",
                                "384m",
                                "--json");
                assertEquals(0, started.status(), started.toString());
                assertEquals(5_060, started.json().get("sipPort").asInt());
                assertEquals("container", started.json().get("mode").asText());
                assertEquals(1.5, started.json().get("cpuLimit").asDouble());
                assertEquals(384L << 20, started.json().get("memoryLimitBytes").asLong());
            }
            Set<String> addresses = new HashSet<>();
            for (JsonNode each : Shell.milliwatt("engine", "list", "--json").json()) {
                if (names.contains(each.get("name").asText())) {
                    addresses.add(each.get("reachedAt").asText());
                    assertEquals("running", each.get("state").asText());
                    assertTrue(each.get("memoryBytes").asLong() > 10_000_000, each.toString());
                    assertTrue(each.get("sentBytes").asLong() > 0, each.toString());
                    var call =
                            Shell.milliwatt(
                                    "call",
                                    each.get("dial").asText(),
                                    "--duration",
                                    "2s",
                                    "--json");
                    assertEquals("audio", call.json().get("verdict").asText(), call.toString());
                }
            }
            assertEquals(2, addresses.size());

            assertEquals(0, Shell.milliwatt("engine", "rename", "acc-side-2", "acc-two").status());
            names.set(1, "acc-two");
            var status = Shell.milliwatt("engine", "status", "acc-two", "--json").json();
            List<String> services = status.get("services").findValuesAsText("name");
            assertEquals(
                    List.of("SIP over UDP", "SIP over TCP", "RTP and RTCP", "Control API"),
                    services);
            assertFalse(status.get("services").findValuesAsText("up").contains("false"));
            assertTrue(
                    Shell.milliwatt("engine", "status", "acc-two")
                            .out()
                            .contains("Limits   1.5 CPUs, 384 MiB"));

            var logs = Shell.milliwatt("engine", "logs", "acc-two", "--grep", "READY acc-SIDE-2");
            assertEquals(1, logs.out().lines().count(), logs.toString());
            assertEquals(
                    "", Shell.milliwatt("engine", "logs", "acc-two", "--level", "error").out());
            assertEquals(0, Shell.milliwatt("engine", "stop", "acc-two", "--keep").status());
            var all = Shell.milliwatt("engine", "list", "--all", "--json").json();
            boolean ended = false;
            for (JsonNode each : all) {
                ended |=
                        each.get("name").asText().equals("acc-two")
                                && each.get("state").asText().equals("ended");
            }
            assertTrue(ended, all.toString());
        } finally {
            for (String name : names) {
                Shell.milliwatt("engine", "rm", name);
            }
        }
        Leftovers.assertNoneSince(before);
    }
}
