package io.milliwatt.bench.toolbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import io.milliwatt.bench.docker.Ownership;
import io.milliwatt.bench.engine.NeedsDocker;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.images.ImageState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real toolbox image on the real daemon.
@Tag("system")
@Timeout(120)
final class ToolboxTest {
    private static final long MAX_IMAGE_BYTES = 60_000_000;
    private static final Toolbox TOOLBOX = Toolbox.create();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @BeforeAll
    static void needsDocker() {
        NeedsDocker.check(TOOLBOX.docker());
        NeedsDocker.engineFiles();
    }

    @Test
    void imageIsSmallAndCurrentAndTheSameAgainFromTheCache() throws Exception {
        ToolboxImages images = ToolboxImages.create();
        ImageState state = images.build(false, (_, _, _) -> {}, () -> false);
        assertEquals(ImageState.Status.CURRENT, state.status());
        assertTrue(state.sizeBytes() <= MAX_IMAGE_BYTES, state.toString());
        assertEquals(state, images.build(false, (_, _, _) -> {}, () -> false));
    }

    @Test
    void everyToolRuns() throws Exception {
        for (List<String> each :
                List.of(
                        List.of("ip", "-V"),
                        List.of("ss", "-V"),
                        List.of("iptables-nft", "-V"),
                        List.of("iptables-legacy", "-V"),
                        List.of("iptables", "-V"),
                        List.of("ip6tables", "-V"),
                        List.of("nft", "--version"),
                        List.of("tcpdump", "--version"),
                        List.of("conntrack", "-V"),
                        List.of("sh", "-c", "sysctl net.ipv4.ip_forward; chrt -m; uname -r"))) {
            ToolboxResult result = TOOLBOX.run(ToolboxTask.of("look at versions", each));
            assertEquals(0, result.exit(), each + ": " + result);
            assertFalse(result.output().isBlank() && result.error().isBlank(), each.toString());
        }
    }

    @Test
    void theJavaThatRunsThisProgramRunsThereWhenItIsMounted() throws Exception {
        String home = System.getProperty("java.home");
        ToolboxResult result =
                TOOLBOX.run(
                        ToolboxTask.of("look at Java", home + "/bin/java", "-version")
                                .withBinds(List.of(ToolboxTask.Bind.readOnly(home))));
        assertEquals(0, result.exit(), result.toString());
        assertTrue(result.error().contains(System.getProperty("java.version")), result.error());
    }

    @Test
    void statusAndBothOutputsComeBackAndTheContainerIsGone() throws Exception {
        ToolboxTask task =
                ToolboxTask.of("test", "sh", "-c", "echo out; echo err >&2; id -u; exit 7");
        ToolboxResult result = TOOLBOX.run(task);
        assertEquals(new ToolboxResult(7, "out\n10001\n", "err\n", false), result);
        BenchException problem = assertThrows(BenchException.class, () -> TOOLBOX.require(task));
        assertEquals(ProblemCode.TOOLBOX_FAILED, problem.code());
        assertTrue(problem.getMessage().contains("status 7: err"), problem.getMessage());
        assertGone("test");
    }

    @Test
    void commandThatIsNotThereIsSaid() throws Exception {
        ToolboxResult result = TOOLBOX.run(ToolboxTask.of("test none", "no-such-command"));
        assertEquals(127, result.exit());
        assertTrue(result.error().contains("no-such-command: not found"), result.error());
    }

    @Test
    void hostsNetworkCanBeReadWithoutRightsAndChangedOnlyWithThem() throws Exception {
        ToolboxTask add =
                ToolboxTask.of("test rights", "ip", "link", "add", "mwtest0", "type", "bridge");
        ToolboxResult refused = TOOLBOX.run(add.in(new ToolboxNetwork.Host()));
        assertNotEquals(0, refused.exit());
        assertTrue(refused.error().contains("not permitted"), refused.toString());
        ToolboxResult inItsOwn =
                TOOLBOX.run(
                        ToolboxTask.of(
                                        "test rights",
                                        HostCommand.shell(
                                                "ip link add mwtest0 type bridge && ip -br link"))
                                .with(Set.of(Capability.NET_ADMIN)));
        assertTrue(inItsOwn.output().contains("mwtest0"), inItsOwn.toString());
        String host =
                TOOLBOX.require(
                        ToolboxTask.of("test rights", "ip", "-br", "link")
                                .in(new ToolboxNetwork.Host()));
        assertFalse(host.contains("mwtest0"), host);
        assertTrue(host.contains("docker0"), host);
    }

    @Test
    void outputIsBounded() throws Exception {
        ToolboxResult result =
                TOOLBOX.run(ToolboxTask.of("test much", "sh", "-c", "yes | head -c 6000000"));
        assertEquals(0, result.exit());
        assertEquals(Toolbox.MAX_OUTPUT_BYTES, result.output().length());
        assertTrue(result.truncated());
    }

    @Test
    void commandThatDoesNotEndIsEndedAtTheLimitAndWhenCancelled() throws Exception {
        ToolboxTask task = ToolboxTask.of("test for ever", "sleep", "1000");
        BenchException late =
                assertThrows(
                        BenchException.class,
                        () -> TOOLBOX.run(task, Duration.ofSeconds(1), () -> false));
        assertEquals(ProblemCode.TOOLBOX_FAILED, late.code());
        assertTrue(
                late.getMessage().contains("\"sleep 1000\" did not end within 1 s"),
                late.getMessage());
        assertGone("test for ever");
        var cancelled = new AtomicBoolean();
        Thread.ofVirtual()
                .start(() -> {
                    sleep(Duration.ofMillis(500));
                    cancelled.set(true);
                });
        BenchException stopped =
                assertThrows(
                        BenchException.class, () -> TOOLBOX.run(task, PATIENCE, cancelled::get));
        assertEquals(ProblemCode.CANCELLED, stopped.code());
        assertGone("test for ever");
    }

    @Test
    void openCommandIsReadAndWrittenWhileItRuns() throws Exception {
        try (ToolboxProcess cat = TOOLBOX.open(ToolboxTask.of("test cat", "cat"), false);
                var out = cat.input()) {
            for (String each : List.of("one\n", "two\n", "x".repeat(100_000) + "\n")) {
                out.write(each.getBytes(StandardCharsets.UTF_8));
                out.flush();
                byte[] back = cat.output().readNBytes(each.length());
                assertEquals(each, new String(back, StandardCharsets.UTF_8));
            }
            assertTrue(cat.exit().isEmpty());
        }
        assertGone("test cat");
    }

    @Test
    void captureOfAContainersNamespaceStreamsPackets() throws Exception {
        try (ToolboxProcess phone = TOOLBOX.open(ToolboxTask.of("test phone", "cat"), false);
                ToolboxProcess capture =
                        TOOLBOX.open(
                                ToolboxTask.capture(
                                        "test capture",
                                        new ToolboxNetwork.OfContainer(phone.containerId()),
                                        "-i",
                                        "lo",
                                        "-U",
                                        "-w",
                                        "-",
                                        "icmp"),
                                true)) {
            // the header of the file says that it captures
            assertEquals(24, capture.output().readNBytes(24).length);
            TOOLBOX.require(
                    ToolboxTask.of("test ping", "ping", "-c", "1", "127.0.0.1")
                            .in(new ToolboxNetwork.OfContainer(phone.containerId()))
                            .with(Set.of(Capability.NET_RAW)));
            byte[] packet = capture.output().readNBytes(16 + 14 + 20 + 8);
            assertEquals(0x45, packet[16 + 14], "an IPv4 header");
        }
        assertGone("test phone");
        assertGone("test capture");
    }

    @Test
    void commandsEndWithTheProcessThatStartedThemWhenItIsKilled(@TempDir Path directory)
            throws Exception {
        Path log = directory.resolve("log");
        Process child = TestProcess.start(HeldToolbox.class, log);
        try {
            TestProcess.awaitLine(log, "running");
            assertEquals(2, containers("held").size());
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertGone("held");
        assertFalse(Files.readString(log).contains("Exception"), Files.readString(log));
    }

    static List<Container> containers(String purpose) throws BenchException {
        return TOOLBOX.docker()
                .ask(it ->
                        it.listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(Map.of(Ownership.PURPOSE, purpose))
                                .exec());
    }

    private static void assertGone(String purpose) throws BenchException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!containers(purpose).isEmpty() && System.nanoTime() < end) {
            sleep(Duration.ofMillis(50));
        }
        assertEquals(List.of(), containers(purpose));
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
