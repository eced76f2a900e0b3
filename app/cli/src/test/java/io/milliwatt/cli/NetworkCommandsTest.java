package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.milliwatt.bench.docker.DockerTrait;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.network.AddressSetting;
import io.milliwatt.bench.realtime.RtSlice;
import io.milliwatt.bench.realtime.RtState;
import io.milliwatt.bench.realtime.RtThread;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NetworkCommandsTest extends CommandTest {
    @Test
    void planShowsEachWayAndRecommendsOne() {
        assertEquals(0, run("network", "plan", "--calls", "500", "--address", "127.0.0.1"));
        assertTrue(out.toString().contains("*  shared         10 40000-40009"), out.toString());
        assertTrue(out.toString().contains("published    1000 40000-40999"), out.toString());
        assertTrue(out.toString().contains("Because  1000 published ports"), out.toString());
        assertTrue(out.toString().contains("ip_local_reserved_ports=40000-40009"), out.toString());
        assertTrue(out.toString().contains("Figures  typical"), out.toString());
    }

    @Test
    void calibrationComesBeforeThePlan() throws IOException {
        assertEquals(
                0,
                run(
                        "network",
                        "plan",
                        "--calls",
                        "10",
                        "--calibrate",
                        "--address",
                        "127.0.0.1",
                        "--json"));
        assertTrue(err.toString().contains("round 1"), err.toString());
        assertTrue(json().path("costs").path("measured").asBoolean());
        assertEquals(0.2, json().path("costs").path("startBaseSeconds").asDouble());
    }

    @Test
    void planAsJsonHasTheDocumentedKeys() throws IOException {
        assertEquals(
                0,
                run(
                        "network",
                        "plan",
                        "--calls",
                        "5",
                        "--legs",
                        "2",
                        "--address",
                        "127.0.0.1",
                        "--json"));
        JsonNode plan = json();
        assertEquals(
                List.of(
                        "calls",
                        "legs",
                        "address",
                        "recommended",
                        "reason",
                        "options",
                        "taken",
                        "freeRange",
                        "ephemeralClash",
                        "costs"),
                names(plan));
        assertEquals(20, plan.path("options").get(0).path("ports").asInt());
        assertEquals(
                List.of(
                        "kind",
                        "ports",
                        "range",
                        "startSeconds",
                        "stopSeconds",
                        "memoryMegabytes",
                        "proxies",
                        "rules",
                        "condition",
                        "command"),
                names(plan.path("options").get(0)));
        assertEquals(20, plan.path("ephemeralClash").path("ports").asInt());
        assertTrue(plan.path("options").get(1).path("command").isNull(), "no command for rtcp-mux");
    }

    @Test
    void addressesForAPeerAreRankedForIt() throws IOException {
        assertEquals(0, run("network", "addresses", "--peer", "10.8.0.1", "--json"));
        assertEquals(List.of(InetAddress.ofLiteral("10.8.0.1")), services.network.peers);
        assertEquals("10.8.0.6", json().get(0).path("address").asText());
        assertEquals(64, run("network", "addresses", "--peer", "phone.example"));
        assertTrue(err.toString().contains("\"phone.example\" is no IP address"), err.toString());
    }

    @Test
    void choiceIsKeptToldWhenItIsLostAndTakenBack() {
        assertEquals(0, run("network", "use", "192.0.2.20", "--behind-nat", "203.0.113.7"));
        assertTrue(out.toString().contains("advertise 203.0.113.7"), out.toString());
        services.addresses = List.of();
        assertEquals(0, run("network"));
        assertTrue(err.toString().contains("192.0.2.20 is not an address of this host now"));
        assertTrue(err.toString().contains("203.0.113.7, the address of the NAT"));
        assertEquals(78, run("network", "use", "198.51.100.9"));
        assertEquals(0, run("network", "use", "auto"));
        assertEquals(AddressSetting.AUTOMATIC, services.network.settings.read());
    }

    @Test
    void dockerSiteTellsItsLimits() throws IOException {
        assertEquals(0, run("network", "docker"));
        assertTrue(out.toString().contains("every network mode works"), out.toString());
        services.network.traits = List.of(DockerTrait.ROOTLESS);
        assertEquals(0, run("network", "docker"));
        assertTrue(out.toString().contains("  - the port driver builtin"), out.toString());
        assertEquals(0, run("network", "docker", "--json"));
        assertFalse(json().path("sharesThisNetwork").asBoolean());
        assertEquals("rootless", json().path("traits").get(0).path("key").asText());
    }

    @Test
    void realTimeShowsWhoHasWhat() throws IOException {
        assertEquals(0, run("engine", "realtime"));
        assertTrue(out.toString().contains("No engine with real time runs"), out.toString());
        services.realTime =
                Optional.of(
                        new RtState(
                                "/docker",
                                1_000_000,
                                950_000,
                                950_000,
                                100_000,
                                List.of(
                                        new RtSlice(
                                                "milliwatt-a",
                                                "aaa",
                                                425_000,
                                                List.of(new RtThread(4_730, "media-0", 1, 10))))));
        assertEquals(0, run("engine", "realtime"));
        assertTrue(
                out.toString().contains("milliwatt-a            425000  media-0 SCHED_FIFO 10"),
                out.toString());
        assertEquals(0, run("engine", "realtime", "--json"));
        assertEquals(425_000, json().path("slices").get(0).path("micros").asLong());
        assertEquals(950_000, json().path("parentMicros").asLong());
        assertEquals(0, run("engine", "start", "--rt", "--behind-nat", "203.0.113.7"));
        var settings = services.launched.getLast().settings();
        assertTrue(settings.realtime());
        assertEquals("203.0.113.7", settings.behindNat());
    }

    @Test
    void watchRelaunchesAnEngineWhoseAddressIsGone() {
        services.running.put("engine", FakeEngines.engine("engine", "198.51.100.9", 5_060));
        assertEquals(0, run("network", "watch", "--relaunch", "--once"));
        assertTrue(out.toString().contains("198.51.100.9 is gone"), out.toString());
        assertEquals(
                List.of(InetAddress.ofLiteral("192.0.2.20")), services.restartedAt, out.toString());
    }

    @Test
    void watchOnlyTellsWithoutRelaunch() {
        services.running.put("engine", FakeEngines.engine("engine", "198.51.100.9", 5_060));
        assertEquals(1, run("network", "watch", "--once"));
        assertTrue(
                out.toString().contains("./milliwatt engine restart engine --advertise 192.0.2.20"),
                out.toString());
        assertEquals(List.of(), services.restartedAt);
        services.running.put("engine", FakeEngines.engine("engine", "192.0.2.20", 5_060));
        assertEquals(0, run("network", "watch", "--once"));
        assertEquals("", out.toString());
    }

    @Test
    void watchCallsNoAddressGoneThatIsTheContainersOwn() {
        services.running.put("engine", FakeEngines.inContainer("engine", "172.17.0.2"));
        assertEquals(0, run("network", "watch", "--relaunch"));
        assertTrue(
                out.toString().startsWith("engine is reached at its container's own address"),
                out.toString());
        assertEquals(List.of(), services.restartedAt);
    }

    @Test
    void watchTellsWhenThisHostLeftTheLanOfAnEngineOnIt() {
        services.running.put(
                "engine", FakeEngines.inContainer("engine", "203.0.113.9", NetworkMode.MACVLAN));
        assertEquals(1, run("network", "watch", "--once"));
        assertTrue(out.toString().contains("203.0.113.9 is in no network"), out.toString());
        assertTrue(out.toString().endsWith("engine restart engine\n"), out.toString());
        assertEquals(0, run("network", "watch", "--relaunch", "--once"));
        assertEquals(List.of(), services.restartedAt, "not at an address of this host");
        assertEquals(List.of("engine"), services.stopped, "but anew");
    }

    @Test
    void wrongNumbersEndWith64() {
        for (String[] command :
                new String[][] {
                    {"network", "plan"},
                    {"network", "plan", "--calls", "0"},
                    {"network", "plan", "--calls", "1", "--legs", "3"},
                    {"network", "plan", "--calls", "1", "--first-port", "40001"},
                    {"network", "use"},
                    {"network", "use", "here"},
                }) {
            assertEquals(64, run(command), String.join(" ", command));
        }
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
