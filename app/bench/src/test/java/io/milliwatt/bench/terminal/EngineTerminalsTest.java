package io.milliwatt.bench.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.engine.LocalEngines;
import io.milliwatt.bench.engine.NeedsDocker;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.toolbox.TestProcess;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxProcess;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real terminals in a real container, which stands in for an engine's.
@Tag("system")
@Timeout(120)
final class EngineTerminalsTest {
    private static final Toolbox TOOLBOX = Toolbox.create();
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int LISTEN_PORT = 5_060;

    @TempDir Path directory;
    private ToolboxProcess container;

    @BeforeAll
    static void needsDocker() {
        NeedsDocker.check(TOOLBOX.docker());
        NeedsDocker.engineFiles();
    }

    @BeforeEach
    void startContainer() throws Exception {
        container =
                TOOLBOX.open(
                        ToolboxTask.of(
                                "stand in for an engine", "httpd", "-f", "-p", "" + LISTEN_PORT),
                        true);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        container.close();
        assertEquals(
                List.of(),
                TOOLBOX.docker()
                        .client()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(java.util.Map.of("io.milliwatt", "terminal"))
                        .exec());
    }

    @Test
    void shellSeesWhatTheEngineSeesAndEndsWithItsStatus() throws Exception {
        try (TerminalSession shell =
                EngineTerminals.create()
                        .open(engine("milliwatt/engine:0"), new TerminalSize(100, 30))) {
            type(shell, "stty size; ss -ltn; ls /proc/1/fd >/dev/null && echo op'en'\r");
            String seen = readUntil(shell, "open");
            assertTrue(seen.contains("30 100"), seen);
            assertTrue(seen.contains(":" + LISTEN_PORT), seen);
            assertTrue(seen.contains("\033[1;32mlab"), "in colour: " + seen);
            shell.resize(new TerminalSize(132, 43));
            type(shell, "stty size\r");
            assertTrue(readUntil(shell, "43 132").contains("43 132"));
            // only what is in the foreground is interrupted, and it says when it is
            type(shell, "sh -c 'echo g\"\"o; sleep 1000'\r");
            readUntil(shell, "go\r\n");
            type(shell, "\003");
            type(shell, "echo back; exit 7\r");
            assertTrue(readUntil(shell, "back\r\n").contains("back"));
            assertEquals(OptionalInt.of(7), shell.await(SOON));
        }
    }

    @Test
    void closedTerminalIsRemovedWithWhatRunsInIt() throws Exception {
        try (TerminalSession shell =
                EngineTerminals.create()
                        .open(
                                engine("milliwatt/engine:0"),
                                TerminalSize.DEFAULT,
                                List.of("sleep", "1000"))) {
            assertEquals(OptionalInt.empty(), shell.await(Duration.ofMillis(200)));
        }
    }

    @Test
    void imageWithAShellOfItsOwnIsEntered() throws Exception {
        List<String> before = processes();
        try (TerminalSession shell =
                EngineTerminals.create()
                        .open(foreign(container.containerId()), new TerminalSize(90, 20))) {
            type(shell, "echo $TERM; stty size; exit 5\r");
            assertTrue(readUntil(shell, "20 90").contains("xterm-256color"));
            assertEquals(OptionalInt.of(5), shell.await(SOON));
        }
        awaitProcesses(before);
    }

    @Test
    void programOfAnImageOfItsOwnEndsWithItsTerminal() throws Exception {
        List<String> before = processes();
        try (TerminalSession shell =
                EngineTerminals.create()
                        .open(
                                foreign(container.containerId()),
                                TerminalSize.DEFAULT,
                                List.of("sleep", "1000"))) {
            awaitProcess("sleep 1000");
            assertEquals(OptionalInt.empty(), shell.await(Duration.ZERO));
        }
        awaitProcesses(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh -i", "sleep 1000"})
    void shellOfAnImageOfItsOwnEndsWithTheProgramThatIsKilled(String command) throws Exception {
        List<String> before = processes();
        Path log = Files.createTempFile(directory, "held", ".log");
        var arguments = new ArrayList<>(List.of(container.containerId()));
        arguments.addAll(List.of(command.split(" ", -1)));
        Process child =
                TestProcess.start(HeldTerminal.class, log, arguments.toArray(String[]::new));
        try {
            TestProcess.awaitLine(log, "open");
            awaitProcess(command);
        } finally {
            child.destroyForcibly().waitFor();
        }
        awaitProcesses(before);
    }

    /// The built-in engine's image has none.
    @Test
    void programOfAnImageWithoutAShellIsRunAsItIs() throws Exception {
        var engines = LocalEngines.create();
        LaunchRequest request =
                new LaunchRequest(
                                "no-shell",
                                Optional.of(RuntimeKind.DOCKER),
                                Optional.empty(),
                                LISTEN_PORT,
                                LaunchRequest.DEFAULT_RTP_PORTS,
                                true)
                        .withPlacement(Placement.of(NetworkMode.CONTAINER));
        EngineInfo engine = engines.launch(request, (_, _, _) -> {}, () -> false);
        try (TerminalSession java =
                EngineTerminals.create()
                        .open(
                                foreign(engine.containerId().orElseThrow()),
                                TerminalSize.DEFAULT,
                                List.of("/jre/bin/java", "-version"))) {
            assertTrue(readUntil(java, "Runtime").contains("openjdk"));
            assertEquals(OptionalInt.of(0), java.await(SOON));
        } finally {
            engines.stop("no-shell");
        }
    }

    /// What runs in the container; the command lines.
    private List<String> processes() {
        return Arrays.stream(
                        TOOLBOX.docker()
                                .client()
                                .topContainerCmd(container.containerId())
                                .withPsArgs("-o pid,args")
                                .exec()
                                .getProcesses())
                .map(each -> each[each.length - 1])
                .toList();
    }

    private void awaitProcess(String command) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        while (!processes().contains(command)) {
            assertTrue(System.nanoTime() - end < 0, command + " is not in " + processes());
            Thread.sleep(50);
        }
    }

    private void awaitProcesses(List<String> expected) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        while (!processes().equals(expected) && System.nanoTime() - end < 0) {
            Thread.sleep(50);
        }
        assertEquals(expected, processes(), "what was run has ended");
    }

    @Test
    void engineWithoutAContainerSaysSo() {
        EngineInfo embedded = engine(Optional.empty(), RuntimeKind.EMBEDDED, "built-in 1", true);
        BenchException problem =
                assertThrows(
                        BenchException.class,
                        () -> EngineTerminals.create().open(embedded, TerminalSize.DEFAULT));
        assertEquals(ProblemCode.MODE_NOT_POSSIBLE, problem.code());
        EngineInfo ended =
                engine(Optional.of("4f1a"), RuntimeKind.DOCKER, "milliwatt/engine:0", false);
        assertEquals(
                ProblemCode.ENGINE_DIED,
                assertThrows(
                                BenchException.class,
                                () -> EngineTerminals.create().open(ended, TerminalSize.DEFAULT))
                        .code());
    }

    private static void type(TerminalSession shell, String keys) throws IOException {
        shell.input().write(keys.getBytes(StandardCharsets.UTF_8));
    }

    private static String readUntil(TerminalSession shell, String end) throws IOException {
        var text = new StringBuilder();
        var buffer = new byte[1_000];
        while (text.indexOf(end) < 0) {
            int n = shell.output().read(buffer);
            if (n < 0) {
                break;
            }
            text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /// A running engine of an image that is not ours.
    static EngineInfo foreign(String container) {
        return engine(Optional.of(container), RuntimeKind.DOCKER, "asterisk:20", true);
    }

    private EngineInfo engine(String image) {
        return engine(Optional.of(container.containerId()), RuntimeKind.DOCKER, image, true);
    }

    private static EngineInfo engine(
            Optional<String> id, RuntimeKind runtime, String image, boolean running) {
        return new EngineInfo(
                "lab",
                runtime,
                "container",
                image,
                InetAddress.getLoopbackAddress(),
                LISTEN_PORT,
                LaunchRequest.DEFAULT_RTP_PORTS,
                id,
                Optional.empty(),
                Optional.empty(),
                URI.create("http://127.0.0.1:0"),
                "secret",
                Instant.EPOCH,
                1,
                running);
    }
}
