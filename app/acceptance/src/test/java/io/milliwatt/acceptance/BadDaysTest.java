package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What goes wrong with Docker and the network, on a host of our own, and how phones on its LAN
/// fare.
@Tag("system")
@Timeout(400)
class BadDaysTest {
    private static final String NAME = "bad-day";
    private static OwnHost host;

    @BeforeAll
    static void startHost() throws Exception {
        host = OwnHost.start();
    }

    @AfterAll
    static void stopHost() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        host.milliwatt("engine", "rm", NAME);
        host.docker("network", "prune", "-f");
        assertEquals("bridge\nhost\nnone\n", host.leftovers());
    }

    @Test
    void rangeBehindOneRuleIsHeardFromTheHostAndFromTheLan() throws Exception {
        started("--publish", "dnat", "--rtp-ports", "41000-41999");
        assertHeard(host.milliwatt("call", uri(OwnHost.ADDRESS), "--duration", "2s", "--json"));
        assertHeard(host.neighbour("call", uri(OwnHost.ADDRESS), "--duration", "2s", "--json"));
        assertEquals("3\n", host.sh("iptables-save | grep -c milliwatt:"));
    }

    @Test
    void engineOnTheLanIsHeardFromTheHostAndFromTheLan() throws Exception {
        var engine = started("--mode", "macvlan", "--advertise", "192.168.77.50");
        assertEquals("192.168.77.50", engine.json().get("reachedAt").asText());
        assertHeard(host.milliwatt("call", uri("192.168.77.50"), "--duration", "2s", "--json"));
        assertHeard(host.neighbour("call", uri("192.168.77.50"), "--duration", "2s", "--json"));
        var second = host.milliwatt("demo", "--mode", "macvlan", "--json");
        assertHeard(second);
        assertEquals(
                "192.168.77.254",
                second.json().at("/engine/advertisedAddress").asText(),
                "the last address that nobody answers at");
    }

    @Test
    void addressThatSomebodyOnTheLanHasIsRefused() throws Exception {
        refused(
                "somebody on the LAN answers there",
                "--mode",
                "macvlan",
                "--advertise",
                OwnHost.NEIGHBOUR);
        refused("it is this host's own", "--mode", "macvlan", "--advertise", OwnHost.ADDRESS);
        refused("is in no IPv4 network", "--mode", "macvlan", "--advertise", "203.0.113.9");
    }

    @Test
    void containersAddressInSdpIsHeardOnTheHostOnly() throws Exception {
        started("--advertise", "container");
        assertHeard(host.milliwatt("call", uri(OwnHost.ADDRESS), "--duration", "2s", "--json"));
        var lan = host.neighbour("call", uri(OwnHost.ADDRESS), "--duration", "2s", "--json");
        assertEquals(1, lan.status(), lan.toString());
        assertNotEquals("audio", lan.json().get("verdict").asText(), lan.toString());
    }

    @Test
    void stoppedDockerIsToldAndItsEngineStartsAgainWhenItIsBack() throws Exception {
        started("--publish", "dnat");
        host.stopDaemon();
        try {
            for (String command : new String[] {"status", "logs", "stop", "shell", "restart"}) {
                var result = host.milliwatt("engine", command, NAME);
                assertEquals(1, result.status(), command + ": " + result);
                assertTrue(
                        result.err().contains("Docker is installed but not running"), result.err());
                assertTrue(result.err().contains("fix: sudo systemctl start docker"), result.err());
            }
            var list = host.milliwatt("engine", "list");
            assertEquals(0, list.status(), list.toString());
            assertTrue(list.err().contains("Docker is installed but not running"), list.err());
        } finally {
            host.startDaemon();
        }
        var status = host.milliwatt("engine", "status", NAME);
        assertEquals(1, status.status(), status.toString());
        assertTrue(status.err().contains("does not run any more"), status.err());
        assertTrue(status.err().contains("engine restart " + NAME), status.err());
        var again = host.milliwatt("engine", "restart", NAME);
        assertEquals(0, again.status(), again.toString());
        assertHeard(host.neighbour("call", uri(OwnHost.ADDRESS), "--duration", "2s", "--json"));
    }

    @Test
    void userWithoutPermissionIsToldHowToGetIt() throws Exception {
        var result =
                host.milliwattAsNobody("engine", "start", "--runtime", "docker", "--name", NAME);
        assertEquals(1, result.status(), result.toString());
        assertTrue(result.err().contains("no permission to connect to"), result.err());
        assertTrue(result.err().contains("usermod -aG docker"), result.err());
    }

    @Test
    void fullDiskOfDockerIsNamedWhereverItIsMet() throws Exception {
        try (OwnHost small = OwnHost.startOnDisk(260)) {
            small.sh("head -c 230M /dev/zero > " + small.data().resolve("filler"));
            var image = small.milliwatt("image", "build");
            assertFull(small, image);
            small.sh("rm " + small.data().resolve("filler"));
            var built = small.milliwatt("image", "build");
            assertEquals(0, built.status(), built.toString());
            // writes until there is no room
            small.sh("cat /dev/zero > " + small.data().resolve("filler") + " 2>/dev/null; true");
            assertFull(small, small.milliwatt("engine", "start", "--runtime", "docker"));
            assertEquals("", small.docker("ps", "-aq").out());
        }
    }

    private static void assertFull(OwnHost host, Shell.Result result) {
        assertEquals(1, result.status(), result.toString());
        assertTrue(
                result.err().contains("The disk of Docker is full: " + host.data()), result.err());
        assertTrue(result.err().contains("fix: Make room (docker system df"), result.err());
        assertFalse(result.err().contains("Exception"), result.err());
    }

    @Test
    void networkInTheWayIsNamedWithTheWayOut() throws Exception {
        host.sh("docker network create milliwatt-eth0");
        refused("There is a network \"milliwatt-eth0\" already", "--mode", "macvlan");
        host.sh("docker network rm milliwatt-eth0");
        host.sh(
                "docker network create -d macvlan -o parent=eth0 --subnet 192.168.77.0/24"
                        + " --gateway 192.168.77.1 theirs");
        var taken = refused("\"theirs\" is on the interface eth0 already", "--mode", "macvlan");
        assertTrue(taken.err().contains("fix: Join it: --network theirs"), taken.err());
        started("--mode", "macvlan", "--network", "theirs");
        host.milliwatt("engine", "rm", NAME);
        host.sh("docker network rm theirs");
        host.sh("docker network create --subnet 192.168.77.128/25 other");
        var overlap = refused("192.168.77.0/24", "--mode", "macvlan");
        assertTrue(overlap.err().contains("--network"), overlap.err());
        host.sh("docker network rm other");
    }

    @Test
    void networkOfAnotherKindIsToldWithWhatItIs() throws Exception {
        host.sh("docker network create -d ipvlan -o parent=eth0 --subnet 10.231.9.0/24 slim");
        try {
            var result =
                    refused("is of the driver ipvlan", "--mode", "container", "--network", "slim");
            assertTrue(result.err().contains("docker network ls"), result.err());
        } finally {
            host.sh("docker network rm slim");
        }
    }

    @Test
    void interfaceWithoutMacvlanIsTold() throws Exception {
        host.sh(
                "ip tuntap add dev tun9 mode tun && ip addr add 10.99.0.1/24 dev tun9 && ip link set tun9 up");
        try {
            var result =
                    refused(
                            "does not carry macvlan",
                            "--mode",
                            "macvlan",
                            "--advertise",
                            "10.99.0.77");
            assertTrue(result.err().contains("--mode published or host"), result.err());
        } finally {
            host.sh("ip link del tun9");
        }
    }

    @Test
    void rangeThatIsPartlyTakenIsRefusedWithAFreeOne() throws Exception {
        var taker =
                host.milliwatt(
                        "engine",
                        "start",
                        "--name",
                        "taker",
                        "--sip-port",
                        "5070",
                        "--rtp-ports",
                        "41010-41013");
        assertEquals(0, taker.status(), taker.toString());
        try {
            var result =
                    refused(
                            "41010/udp by container milliwatt-taker",
                            "--publish",
                            "dnat",
                            "--rtp-ports",
                            "41000-41099");
            assertTrue(result.err().matches("(?s).*--rtp-ports \\d+-\\d+.*"), result.err());
        } finally {
            host.milliwatt("engine", "rm", "taker");
        }
    }

    @Test
    void addressThatDisappearsIsReplacedByARestart() throws Exception {
        started();
        host.sh(
                "ip addr add "
                        + OwnHost.OTHER_ADDRESS
                        + "/24 dev eth0; ip addr del "
                        + OwnHost.ADDRESS
                        + "/24 dev eth0; ip addr add "
                        + OwnHost.OTHER_ADDRESS
                        + "/24 dev eth0 2>/dev/null;"
                        + " ip route replace default via "
                        + OwnHost.NEIGHBOUR);
        try {
            var gone =
                    host.milliwatt(
                            "engine", "start", "--advertise", OwnHost.ADDRESS, "--name", "other");
            assertEquals(78, gone.status(), gone.toString());
            assertTrue(gone.err().contains("is not an address of this host"), gone.err());
            var again = host.milliwatt("engine", "restart", NAME);
            assertEquals(0, again.status(), again.toString());
            assertTrue(again.out().contains("sip:echo@" + OwnHost.OTHER_ADDRESS), again.out());
        } finally {
            host.milliwatt("engine", "rm", NAME);
            host.sh(
                    "ip addr add "
                            + OwnHost.ADDRESS
                            + "/24 dev eth0; ip addr del "
                            + OwnHost.OTHER_ADDRESS
                            + "/24 dev eth0; ip addr add "
                            + OwnHost.ADDRESS
                            + "/24 dev eth0 2>/dev/null;"
                            + " ip route replace default via "
                            + OwnHost.NEIGHBOUR);
        }
    }

    @Test
    void engineOnALanThatThisHostLeftIsToldAndTakesAnAddressOfTheLanOfNow() throws Exception {
        started("--mode", "macvlan", "--advertise", "192.168.77.50");
        assertEquals(0, host.milliwatt("network", "watch", NAME, "--once").status());
        host.sh(
                "ip addr add 192.168.78.10/24 dev eth0; ip addr del "
                        + OwnHost.ADDRESS
                        + "/24 dev eth0; ip route replace default via 192.168.78.1");
        try {
            var left = host.milliwatt("network", "watch", NAME, "--once");
            assertEquals(1, left.status(), left.toString());
            assertTrue(left.out().contains("192.168.77.50 is in no network"), left.toString());
            assertTrue(left.out().contains("fix: ./milliwatt engine restart " + NAME), left.out());
            var again = host.milliwatt("engine", "restart", NAME);
            assertEquals(0, again.status(), again.toString());
            assertTrue(again.out().contains("sip:echo@192.168.78."), again.out());
            assertEquals(0, host.milliwatt("network", "watch", NAME, "--once").status());
        } finally {
            host.milliwatt("engine", "rm", NAME);
            host.sh(
                    "ip addr add "
                            + OwnHost.ADDRESS
                            + "/24 dev eth0; ip addr del 192.168.78.10/24 dev eth0;"
                            + " ip route replace default via "
                            + OwnHost.NEIGHBOUR);
        }
    }

    private static Shell.Result started(String... options) throws Exception {
        var result = start(options);
        assertEquals(0, result.status(), result.toString());
        return result;
    }

    private static Shell.Result refused(String words, String... options) throws Exception {
        var result = start(options);
        assertEquals(78, result.status(), result.toString());
        assertTrue(result.err().contains(words), result.err());
        assertTrue(result.err().contains("fix: "), result.err());
        assertFalse(result.err().contains("Exception"), result.err());
        return result;
    }

    private static Shell.Result start(String... options) throws Exception {
        var command =
                new java.util.ArrayList<>(
                        java.util.List.of("engine", "start", "--runtime", "docker"));
        command.addAll(java.util.List.of("--name", NAME, "--json"));
        command.addAll(java.util.Arrays.asList(options));
        return host.milliwatt(command.toArray(String[]::new));
    }

    private static String uri(String address) {
        return "sip:echo@" + address;
    }

    /// The phone of the neighbour stands in another network namespace, and finds that the engine's
    /// address is not its host's (R5): the verdict is what counts.
    private static void assertHeard(Shell.Result call) {
        assertEquals("audio", call.json().get("verdict").asText(), call.toString());
    }
}
