package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Engines of a user without root rights, by his Podman's socket: what works, and what does not and
/// says so.
@Tag("system")
@Timeout(300)
class RootlessPodmanTest {
    private static final String NAME = "rootless";
    private static OwnHost host;
    private static RootlessPodman user;

    @BeforeAll
    static void startPodman() throws Exception {
        Needs.program("podman", "podman");
        host = OwnHost.start();
        user = RootlessPodman.start(host);
        var built = user.milliwatt("image", "build");
        assertEquals(0, built.status(), built.toString());
    }

    @AfterAll
    static void stopPodman() throws Exception {
        try (var _ = host;
                var _ = user) {
            if (user != null) {
                assertEquals("", user.run("podman", "--storage-driver", "vfs", "ps", "-aq").out());
            }
        }
    }

    @Test
    void publishedEngineIsHeardFromTheHostAndFromTheLan() throws Exception {
        var started = start("--mode", "published");
        try {
            assertEquals(0, started.status(), started.toString());
            assertEquals(OwnHost.ADDRESS, started.json().get("advertisedAddress").asText());
            var call = user.milliwatt("call", "echo", "--duration", "2s", "--json");
            assertHeard(call);
            String uri = "sip:echo@" + OwnHost.ADDRESS;
            assertHeard(host.neighbour("call", uri, "--duration", "2s", "--json"));
            String seen = call.json().at("/call/streams/1/source").asText();
            assertEquals("engine-in", call.json().at("/call/streams/1/tap").asText(), call.out());
            assertFalse(seen.startsWith(OwnHost.ADDRESS), "Podman hides who sends: " + seen);
            var logs = user.milliwatt("engine", "logs", NAME);
            assertTrue(logs.out().contains("ready " + NAME), logs.toString());
            var stopped = user.milliwatt("engine", "stop", NAME);
            assertEquals(0, stopped.status(), stopped.toString());
        } finally {
            user.milliwatt("engine", "rm", NAME);
        }
    }

    @Test
    void engineInTheHostsNetworkIsHeardFromTheHostAndFromTheLan() throws Exception {
        var started = start("--mode", "host");
        try {
            assertEquals(0, started.status(), started.toString());
            assertHeard(user.milliwatt("call", "echo", "--duration", "2s", "--json"));
            String uri = "sip:echo@" + OwnHost.ADDRESS;
            assertHeard(host.neighbour("call", uri, "--duration", "2s", "--json"));
            var again = user.milliwatt("engine", "restart", NAME);
            assertEquals(0, again.status(), again.toString());
            var stopped = user.milliwatt("engine", "stop", NAME);
            assertEquals(0, stopped.status(), stopped.toString());
        } finally {
            user.milliwatt("engine", "rm", NAME);
        }
    }

    @Test
    void whatNeedsRootIsRefusedWithWhatWorksInstead() throws Exception {
        for (String[] options :
                new String[][] {
                    {"--mode", "container"}, {"--mode", "macvlan"}, {"--publish", "dnat"}
                }) {
            var refused = start(options);
            assertEquals(78, refused.status(), refused.toString());
            assertTrue(refused.err().contains("A rootless daemon keeps"), refused.err());
            assertTrue(refused.err().contains("fix: Give --mode published"), refused.err());
        }
        var budget = start("--rt");
        assertEquals(78, budget.status(), budget.toString());
        assertTrue(budget.err().contains("runs without root"), budget.err());
        assertTrue(budget.err().contains("fix: Leave --rt away"), budget.err());
        for (String[] command :
                new String[][] {
                    {"demo", "--runtime", "docker", "--vantage", "lan"}, {"route", "show"}
                }) {
            var refused = user.milliwatt(command);
            assertFalse(refused.status() == 0, refused.toString());
            assertTrue(refused.err().contains("it runs without root"), refused.toString());
            assertTrue(refused.err().contains("fix: Take a daemon with root"), refused.err());
        }
    }

    @Test
    void limitsAreRefusedWhereTheKernelGivesThemToRootOnly() throws Exception {
        assumeTrue(
                Files.isDirectory(Path.of("/sys/fs/cgroup/memory")),
                "with control groups of version 2 they may be delegated to a user");
        for (String[] options : new String[][] {{"--cpus", "1"}, {"--memory", "256m"}}) {
            var refused = start(options);
            assertEquals(78, refused.status(), refused.toString());
            assertTrue(refused.err().contains("cannot limit"), refused.err());
            assertTrue(refused.err().contains("fix: Leave " + options[0] + " away"), refused.err());
        }
    }

    @Test
    void networkDockerTellsWhereContainersAre() throws Exception {
        var place = user.milliwatt("network", "docker", "--json");
        assertEquals(0, place.status(), place.toString());
        assertEquals("rootless-podman", place.json().at("/traits/0/key").asText(), place.out());
        assertFalse(place.json().get("sharesThisNetwork").asBoolean());
    }

    @Test
    void shellSeesTheNetworkOfTheEngine() throws Exception {
        var built = user.milliwattOnline("image", "build", "toolbox");
        assertEquals(0, built.status(), built.toString());
        var started = start("--mode", "published");
        try {
            assertEquals(0, started.status(), started.toString());
            var shell =
                    user.milliwatt(
                            "engine", "shell", NAME, "--", "sh", "-c", "ss -lun; sleep 3; exit 7");
            assertEquals(7, shell.status(), shell.toString());
            assertTrue(shell.out().contains(":5060"), shell.toString());
            for (int i = 0; i < 3; i++) {
                var atOnce = user.milliwatt("engine", "shell", NAME, "--", "true");
                assertEquals(0, atOnce.status(), atOnce.toString());
            }
            var stopped = user.milliwatt("engine", "stop", NAME);
            assertEquals(0, stopped.status(), stopped.toString());
        } finally {
            user.milliwatt("engine", "rm", NAME);
        }
    }

    private static Shell.Result start(String... options) throws Exception {
        var command =
                new java.util.ArrayList<>(
                        java.util.List.of("engine", "start", "--runtime", "docker"));
        command.addAll(java.util.List.of("--name", NAME, "--json"));
        command.addAll(java.util.Arrays.asList(options));
        return user.milliwatt(command.toArray(String[]::new));
    }

    private static void assertHeard(Shell.Result call) {
        assertEquals("audio", call.json().get("verdict").asText(), call.toString());
    }
}
