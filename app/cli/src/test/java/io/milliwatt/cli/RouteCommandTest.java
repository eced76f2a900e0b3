package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.route.HostRoute;
import io.milliwatt.bench.route.Obstacle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RouteCommandTest extends CommandTest {
    @Test
    void showTellsObstaclesChangesAndThePhonesSide() {
        assertEquals(0, run("route", "show"));
        String text = out.toString();
        assertTrue(text.contains("Obstacle the host does not forward packets at all"), text);
        assertTrue(text.contains("-t filter -P FORWARD DROP"), text);
        assertTrue(text.contains("sysctl -w net.ipv4.ip_forward=1"), text);
        assertTrue(text.contains("undo: sysctl -w net.ipv4.ip_forward=0"), text);
        assertTrue(text.contains("sudo ip route add 172.17.0.0/16 via 192.168.1.20"), text);
        assertTrue(text.contains("trusted_host_interfaces=eth0"), "release 28.2 of the fake");
        assertEquals(List.of(), services.route.made);
    }

    @Test
    void commandsCanBeShownForOneSystem() {
        assertEquals(0, run("route", "show", "--for", "windows"));
        assertTrue(out.toString().contains("route ADD 172.17.0.0 MASK 255.255.0.0 192.168.1.20"));
        assertFalse(out.toString().contains("nmcli"), out.toString());
        assertEquals(64, run("route", "show", "--for", "beos"));
    }

    @Test
    void addShowsAndOnlyDoesItWithYes() {
        assertEquals(0, run("route", "add"));
        assertTrue(out.toString().contains("Nothing was changed"), out.toString());
        assertEquals(List.of(), services.route.made);
        assertEquals(0, run("route", "add", "--yes"));
        assertEquals(2, services.route.made.size());
        assertEquals(0, run("route", "remove"));
        assertTrue(out.toString().contains("Nothing was undone"), out.toString());
        assertEquals(2, services.route.made.size());
        assertEquals(0, run("route", "remove", "--yes"));
        assertTrue(
                out.toString().startsWith("Undone  route to 172.17.0.0/16: accept from the LAN"),
                "the latest first: " + out);
        assertEquals(List.of(), services.route.made);
        assertEquals(0, run("route", "remove", "--yes"));
        assertTrue(out.toString().contains("Nothing is changed"), out.toString());
    }

    @Test
    void networkThatOverlapsWithAnotherIsRefusedBeforeAnythingIsChanged() {
        services.route.more =
                List.of(
                        new HostRoute(
                                Subnet.parse("172.16.0.0/12").orElseThrow(),
                                Optional.of("10.8.0.1"),
                                "tun0",
                                Optional.empty()));
        assertEquals(78, run("route", "add", "--yes"));
        assertTrue(
                err.toString().contains("172.16.0.0/12 goes to 10.8.0.1 on tun0"), err.toString());
        assertTrue(err.toString().contains("docker network create --subnet"), err.toString());
        assertEquals(List.of(), services.route.made);
    }

    @Test
    void probeTellsTheObstacleAndWhatRemovesIt() throws IOException {
        services.running.put("engine", FakeEngines.engine("engine", "192.0.2.20", 5_060));
        assertEquals(78, run("route", "probe"), "an engine without a container");
        services.running.put("lan", FakeEngines.inContainer("lan", "172.17.0.2"));
        assertEquals(0, run("route", "probe", "lan"));
        assertTrue(out.toString().contains("Verdict  open"), out.toString());
        services.route.obstacle =
                Optional.of(new Obstacle(Obstacle.Kind.FORWARD_DROP, "-t filter -P FORWARD DROP"));
        assertEquals(1, run("route", "probe", "lan"));
        assertTrue(out.toString().contains("-I DOCKER-USER -i eth0"), out.toString());
        assertEquals(1, run("route", "probe", "lan", "--json"));
        assertEquals("forward-drop", json().path("obstacle").path("kind").asText());
        assertFalse(json().path("open").asBoolean());
        assertEquals(78, run("route", "probe", "nobody"));
    }

    @Test
    void showAsJsonHasTheDocumentedKeys() throws IOException {
        assertEquals(0, run("route", "show", "--json"));
        var names = new ArrayList<String>();
        json().fieldNames().forEachRemaining(names::add);
        assertEquals(
                List.of(
                        "network",
                        "lan",
                        "forwards",
                        "routes",
                        "rules",
                        "overlaps",
                        "obstacles",
                        "changes",
                        "inForce",
                        "advice",
                        "clients"),
                names);
        assertEquals("forwarding-off", json().path("obstacles").get(0).path("kind").asText());
        assertEquals(8, json().path("clients").size());
    }
}
