package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls from where a phone on the LAN stands.
@Tag("system")
class LanVantageTest {
    private Leftovers containers;
    private HostRules rules;

    @BeforeEach
    void lookAtTheHost() throws Exception {
        Needs.docker();
        rules = HostRules.now();
        containers = Leftovers.now();
    }

    private void assertNothingIsLeft() throws Exception {
        Leftovers.assertNoneSince(containers);
        HostRules.assertUnchangedSince(rules);
    }

    private static JsonNode demo(int status, int sipPort, String... more) throws Exception {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "demo",
                                "--runtime",
                                "docker",
                                "--json",
                                "--duration",
                                "3s",
                                "--sip-port",
                                Integer.toString(sipPort),
                                "--rtp-ports",
                                "42700-42709"));
        arguments.addAll(List.of(more));
        var result = Shell.milliwatt(arguments.toArray(String[]::new));
        assertEquals(status, result.status(), result.toString());
        return result.json();
    }

    private static void assertAudioFromTheLan(JsonNode record) {
        assertEquals("audio", record.get("verdict").asText(), record.toPrettyString());
        assertEquals(0, record.get("findings").size(), record.toPrettyString());
        JsonNode phoneIn = stream(record, "phone-in");
        assertTrue(phoneIn.get("packets").asInt() > 100, phoneIn.toString());
        // a documentation range (RFC 5737), which is nothing of this host's
        String phone = withoutPort(phoneIn.get("destination").asText());
        assertTrue(phone.matches("(198\\.51\\.100|203\\.0\\.113|192\\.0\\.2)\\.\\d+"), phone);
        // and the engine saw it come from there: nothing on the way made it the host's own
        assertEquals(phone, withoutPort(stream(record, "engine-in").get("source").asText()));
    }

    private static String withoutPort(String address) {
        return address.substring(0, address.lastIndexOf(':'));
    }

    private static JsonNode stream(JsonNode record, String tap) {
        for (JsonNode each : record.at("/call/streams")) {
            if (each.get("tap").asText().equals(tap)) {
                return each;
            }
        }
        throw new AssertionError("no " + tap + " in " + record.toPrettyString());
    }

    @Test
    void publishedPortsAreHeardFromTheLan() throws Exception {
        assertAudioFromTheLan(demo(0, 25_310, "--vantage", "lan"));
        assertNothingIsLeft();
    }

    @Test
    void oneRuleForTheWholeRangeIsHeardFromTheLan() throws Exception {
        assertAudioFromTheLan(demo(0, 25_312, "--vantage", "lan", "--publish", "dnat"));
        assertNothingIsLeft();
    }

    @Test
    void hostsNetworkIsHeardFromTheLan() throws Exception {
        assertAudioFromTheLan(demo(0, 25_314, "--vantage", "lan", "--mode", "host"));
        assertNothingIsLeft();
    }

    @Test
    void engineAtItsOwnAddressIsReachedFromTheLanByARouteOnly() throws Exception {
        JsonNode without = demo(1, 25_316, "--vantage", "lan", "--mode", "container");
        assertEquals("no-call", without.get("verdict").asText());
        assertNothingIsLeft();
        String subnet =
                Shell.run(
                                "docker",
                                "network",
                                "inspect",
                                "bridge",
                                "--format",
                                "{{(index .IPAM.Config 0).Subnet}}")
                        .out()
                        .strip();
        var opened = Shell.milliwatt("route", "add", "--yes");
        assertEquals(0, opened.status(), opened.toString());
        HostRules open = HostRules.now();
        try {
            if (rules.dropsWhatItForwards()) {
                assertFalse(open.equals(rules), "a laptop's FORWARD chain needs a rule");
            }
            assertAudioFromTheLan(
                    demo(
                            0,
                            25_318,
                            "--vantage",
                            "lan",
                            "--mode",
                            "container",
                            "--lan-route",
                            subnet));
            HostRules.assertUnchangedSince(open);
        } finally {
            var closed = Shell.milliwatt("route", "remove", "--yes");
            assertEquals(0, closed.status(), closed.toString());
        }
        assertNothingIsLeft();
    }

    /// Its phone is another machine on the engine's LAN, not one behind this host.
    @Test
    void engineOnTheLanIsHeardFromTheLan() throws Exception {
        JsonNode record = demo(0, 25_328, "--vantage", "lan", "--mode", "macvlan");
        assertEquals("audio", record.get("verdict").asText(), record.toPrettyString());
        String engine = record.at("/engine/advertisedAddress").asText();
        String phone = withoutPort(stream(record, "phone-in").get("destination").asText());
        assertFalse(phone.equals(engine), phone);
        assertFalse(
                Shell.run("ip", "-o", "-4", "addr").out().contains(" " + phone + "/"),
                phone + " is this host's own");
        assertNothingIsLeft();
    }

    @Test
    void containersAddressIsHeardOnTheHostAndNotOnTheLanAndTheFindingNamesIt() throws Exception {
        JsonNode here = demo(0, 25_320, "--advertise", "container");
        assertEquals("audio", here.get("verdict").asText());
        JsonNode there = demo(1, 25_322, "--vantage", "lan", "--advertise", "container");
        assertEquals("no-audio", there.get("verdict").asText());
        assertEquals("R1", there.at("/findings/0/rule").asText(), there.toPrettyString());
        assertEquals("error", there.at("/findings/0/severity").asText());
        String address = there.at("/engine/advertisedAddress").asText();
        String message = there.at("/findings/0/message").asText();
        assertTrue(message.contains("names " + address + ", the container's"), message);
        assertNothingIsLeft();
    }

    @Test
    void phoneOnTheLanRecordsAndPlaysFiles(@TempDir Path directory) throws Exception {
        Path heard = directory.resolve("heard.wav");
        try (var engine = RunningEngine.start("docker", "acc-lan", 25_324, "42720-42729")) {
            var result =
                    Shell.milliwatt(
                            "call",
                            engine.uri("milliwatt"),
                            "--vantage",
                            "lan",
                            "--duration",
                            "2s",
                            "--dtmf",
                            "12",
                            "--record",
                            heard.toString(),
                            "--json");
            assertEquals(0, result.status(), result.toString());
            assertTrue(Files.size(heard) > 20_000, "recorded " + Files.size(heard) + " bytes");
            var again =
                    Shell.milliwatt(
                            "call",
                            engine.uri("echo"),
                            "--vantage",
                            "lan",
                            "--duration",
                            "2s",
                            "--play",
                            heard.toString(),
                            "--json");
            assertEquals("audio", again.json().get("verdict").asText(), again.toString());
        }
        assertNothingIsLeft();
    }

    @Test
    void killedInTheMiddleOfACallNothingIsLeftAfterCleaning() throws Exception {
        try (var engine = RunningEngine.start("docker", "acc-lan-kill", 25_326, "42730-42739")) {
            var during = Leftovers.now();
            HostRules before = HostRules.now();
            var call =
                    Shell.startMilliwatt(
                            "call", engine.uri("echo"), "--vantage", "lan", "--duration", "60s");
            long end = System.nanoTime() + 60_000_000_000L;
            while (!Files.readString(call.err()).contains("Connected")) {
                assertTrue(System.nanoTime() < end, Files.readString(call.err()));
                assertTrue(call.process().isAlive(), Files.readString(call.err()));
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertFalse(HostRules.now().equals(before), "there is an interface to the phone");
            call.process().destroyForcibly().waitFor();
            Shell.finish(call);
            var cleaned = Shell.milliwatt("clean", "--json");
            assertEquals(0, cleaned.status(), cleaned.toString());
            assertTrue(cleaned.out().contains("tie a phone at"), cleaned.out());
            Leftovers.assertNoneSince(during);
            HostRules.assertUnchangedSince(before);
            assertTrue(
                    Shell.milliwatt("clean").out().startsWith("Nothing was left behind"),
                    "a second time there is nothing to do");
        }
        assertNothingIsLeft();
    }
}
