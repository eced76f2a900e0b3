package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.Distribution;
import io.milliwatt.bench.network.AddressSettings;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.state.StateDirectory;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher with a real child process, the stand-in engine.
final class EmbeddedRuntimeTest {
    private static final LaunchListener SILENT = (_, _, _) -> {};

    @TempDir Path directory;

    @AfterEach
    void noEngineIsLeft() throws BenchException {
        LocalEngines engines = TestEngines.embeddedOnly(directory);
        for (EngineInfo each : engines.list()) {
            engines.stop(each.name());
        }
    }

    @Test
    void engineBehindANatAdvertisesItsAddressAndIsReachedAtOurs() throws Exception {
        LocalEngines engines = TestEngines.embeddedOnly(directory);
        LaunchRequest request = TestEngines.request("nat", RuntimeKind.EMBEDDED, false);
        EngineInfo engine =
                engines.launch(
                        request.withSettings(EngineSettings.DEFAULT.withBehindNat("203.0.113.7")),
                        SILENT,
                        () -> false);
        assertEquals(InetAddress.ofLiteral("203.0.113.7"), engine.advertisedAddress());
        assertEquals(InetAddress.getLoopbackAddress(), engine.reachedAt());
        assertEquals("sip:echo@127.0.0.1:" + request.sipPort(), engine.dial("echo"));
        assertEquals(List.of(engine), TestEngines.embeddedOnly(directory).list());
        EngineInfo again = engines.restart("nat", SILENT, () -> false);
        assertEquals(engine.advertisedAddress(), again.advertisedAddress());
        assertEquals(engine.reachedAt(), again.reachedAt());
    }

    @Test
    void natOfTheUsersChoiceIsTakenWhereNothingElseIsAsked() throws Exception {
        var settings = new AddressSettings(new StateDirectory(directory.resolve("state")));
        settings.choose(
                Optional.empty(), Optional.of(InetAddress.ofLiteral("203.0.113.8")), List.of());
        LaunchRequest asked = TestEngines.request("stored-nat", RuntimeKind.EMBEDDED, false);
        var anyAddress =
                new LaunchRequest(
                        asked.name(),
                        asked.runtime(),
                        Optional.empty(),
                        asked.sipPort(),
                        asked.rtpPorts(),
                        false);
        EngineInfo engine =
                TestEngines.embeddedOnly(directory).launch(anyAddress, SILENT, () -> false);
        assertEquals(InetAddress.ofLiteral("203.0.113.8"), engine.advertisedAddress());
    }

    @Test
    void natThatCannotBeIsRefusedBeforeAnythingStarts() {
        BenchException problem =
                assertThrows(
                        BenchException.class,
                        () ->
                                TestEngines.embeddedOnly(directory)
                                        .launch(
                                                TestEngines.request(
                                                                "bad-nat",
                                                                RuntimeKind.EMBEDDED,
                                                                false)
                                                        .withSettings(
                                                                EngineSettings.DEFAULT
                                                                        .withBehindNat(
                                                                                "127.0.0.1")),
                                                SILENT,
                                                () -> false));
        assertEquals(ProblemCode.BAD_CONFIGURATION, problem.code());
    }

    @Test
    void launchGoesThroughAllStepsAndSecondProcessSeesTheEngine() throws Exception {
        LocalEngines engines = TestEngines.embeddedOnly(directory);
        var steps = EnumSet.noneOf(LaunchStep.class);
        EngineInfo engine =
                engines.launch(
                        TestEngines.request("one", RuntimeKind.EMBEDDED, false),
                        (step, _, _) -> steps.add(step),
                        () -> false);
        assertEquals(EnumSet.allOf(LaunchStep.class), steps);
        assertTrue(engine.running());
        assertTrue(engine.readyMillis() > 0);
        assertEquals(Optional.empty(), engines.whyEnded(engine));

        LocalEngines others = TestEngines.embeddedOnly(directory);
        assertEquals(List.of(engine), others.list());
        assertEquals(4, others.usage("one").rtpPortsInUse());
        assertTrue(others.usage("one").memoryBytes() > 1_000_000);
        assertEquals(List.of("ready"), others.logs("one", 1));
        others.stop("one");
        assertEquals(List.of(), engines.list());
        assertFalse(ProcessHandle.of(engine.pid().orElseThrow()).isPresent());
        assertEquals(List.of(), filesIn(directory.resolve("state")));
    }

    @Test
    void stateFileIsForItsOwnerOnly() throws Exception {
        LocalEngines engines = TestEngines.embeddedOnly(directory);
        EngineInfo engine = launch(engines, "private");
        for (Path each : filesIn(directory.resolve("state"))) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(each)),
                    each.toString());
        }
        assertFalse(engine.toString().contains(engine.controlToken()));
        String arguments =
                ProcessHandle.of(engine.pid().orElseThrow())
                        .flatMap(it -> it.info().commandLine())
                        .orElse("");
        assertFalse(arguments.contains(engine.controlToken()));
    }

    @Test
    void nameOfRunningEngineIsTaken() throws Exception {
        LocalEngines engines = TestEngines.embeddedOnly(directory);
        launch(engines, "twice");
        assertEquals(
                ProblemCode.NAME_TAKEN,
                assertThrows(BenchException.class, () -> launch(engines, "twice")).code());
        launch(engines, "other");
        assertEquals(2, engines.list().size());
    }

    @Test
    void engineThatDiesIsToldWithStatusAndLastLinesAndLeavesNothing() throws Exception {
        BenchException problem = failure(StandInEngine.DIES);
        assertEquals(ProblemCode.ENGINE_DIED, problem.code());
        assertTrue(problem.getMessage().contains("exit status 3"), problem.getMessage());
        assertTrue(
                problem.getMessage().contains("cannot go on: this engine dies"),
                problem.getMessage());
        assertEquals(List.of(), filesIn(directory.resolve("state")));
    }

    @Test
    void busyEngineIsNotReady() throws Exception {
        BenchException problem = failure(StandInEngine.BUSY);
        assertEquals(ProblemCode.ENGINE_NOT_READY, problem.code());
        assertTrue(problem.getMessage().contains("486 Busy Here"), problem.getMessage());
        assertEquals(List.of(), filesIn(directory.resolve("state")));
    }

    @Test
    void engineWithoutMediaIsNotReady() {
        BenchException problem = failure(StandInEngine.MUTE);
        assertEquals(ProblemCode.ENGINE_NOT_READY, problem.code());
        assertTrue(problem.getMessage().contains("no RTP came back"), problem.getMessage());
    }

    @Test
    void cancellingTakesEffectAtOnceAndRemovesTheProcess() throws Exception {
        LocalEngines engines = TestEngines.embeddedOnly(directory);
        var cancelled = new AtomicBoolean();
        var waiting = new CountDownLatch(1);
        var outcome = new ArrayList<BenchException>();
        LaunchRequest request =
                TestEngines.request(StandInEngine.NEVER_UP, RuntimeKind.EMBEDDED, true);
        Thread launching =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                engines.launch(
                                        request,
                                        (step, _, _) -> {
                                            if (step == LaunchStep.WAIT_CONTROL) {
                                                waiting.countDown();
                                            }
                                        },
                                        cancelled::get);
                            } catch (BenchException e) {
                                outcome.add(e);
                            }
                        });
        assertTrue(waiting.await(20, TimeUnit.SECONDS));
        long pid = engines.list().getFirst().pid().orElseThrow();
        cancelled.set(true);
        assertTrue(launching.join(Duration.ofSeconds(5)));
        assertEquals(ProblemCode.CANCELLED, outcome.getFirst().code());
        assertFalse(ProcessHandle.of(pid).isPresent());
        assertEquals(List.of(), filesIn(directory.resolve("state")));
    }

    @Test
    void takenPortIsNamedWithItsHolderAndFreeOnes() throws Exception {
        LaunchRequest request = TestEngines.request("ports", RuntimeKind.EMBEDDED, true);
        int port = request.rtpPorts().first() + 1;
        try (var _ = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            BenchException problem =
                    assertThrows(
                            BenchException.class,
                            () ->
                                    TestEngines.embeddedOnly(directory)
                                            .launch(request, SILENT, () -> false));
            assertEquals(ProblemCode.PORT_TAKEN, problem.code());
            assertTrue(problem.getMessage().contains(port + "/udp by java (pid "));
            assertTrue(
                    problem.fix().contains("--sip-port " + request.sipPort() + " --rtp-ports "),
                    problem.fix());
        }
    }

    @Test
    void addressOfAnotherHostIsRefused() throws Exception {
        LaunchRequest request = TestEngines.request("far", RuntimeKind.EMBEDDED, true);
        var far =
                new LaunchRequest(
                        request.name(),
                        request.runtime(),
                        Optional.of(InetAddress.ofLiteral("203.0.113.9")),
                        request.sipPort(),
                        request.rtpPorts(),
                        true);
        BenchException problem =
                assertThrows(
                        BenchException.class,
                        () -> TestEngines.embeddedOnly(directory).launch(far, SILENT, () -> false));
        assertEquals(ProblemCode.ADDRESS_NOT_LOCAL, problem.code());
    }

    @Test
    void badNameIsRefused() {
        assertEquals(ProblemCode.BAD_CONFIGURATION, failure("../../etc/passwd").code());
    }

    @Test
    void killedEngineIsExplainedAndItsNameIsFreeAgain() throws Exception {
        LocalEngines engines = TestEngines.embeddedOnly(directory);
        EngineInfo engine = launch(engines, "killed");
        ProcessHandle process = ProcessHandle.of(engine.pid().orElseThrow()).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
        assertTrue(engines.whyEnded(engine).orElseThrow().contains("SIGKILL"));
        assertEquals(List.of(), engines.list());
        launch(engines, "killed");
    }

    @Test
    void nextLaunchRemovesWhatAKilledProcessLeft() throws Exception {
        LaunchRequest left = TestEngines.request("left", RuntimeKind.EMBEDDED, true);
        LaunchRequest stays = TestEngines.request("stays", RuntimeKind.EMBEDDED, false);
        Process first = LaunchAndStay.start(directory, left);
        Process second = LaunchAndStay.start(directory, stays);
        assertEquals("ready", first.inputReader().readLine());
        assertEquals("ready", second.inputReader().readLine());
        first.destroyForcibly().waitFor();
        second.destroyForcibly().waitFor();
        LocalEngines engines = TestEngines.embeddedOnly(directory);
        long pid = engines.find("left").orElseThrow().pid().orElseThrow();
        assertTrue(ProcessHandle.of(pid).isPresent());
        launch(engines, "next");
        assertFalse(ProcessHandle.of(pid).isPresent());
        assertEquals(Optional.empty(), engines.find("left"));
        assertTrue(engines.find("stays").orElseThrow().running());
    }

    @Test
    void trainedCacheIsUsedAndChangesNothingElse() throws Exception {
        Distribution files = TestEngines.standIn(directory);
        assertEquals(List.of(), EmbeddedTraining.options(files));
        EmbeddedTraining.train(files);
        assertTrue(EmbeddedTraining.options(files).getFirst().endsWith("/engine.aot"));
        assertEquals(
                List.of("engine", "engine.aot"),
                filesIn(directory).stream()
                        .map(it -> it.getFileName().toString())
                        .sorted()
                        .toList());
        LocalEngines engines = TestEngines.embeddedOnly(directory);
        launch(engines, "trained");
        assertEquals(List.of("ready"), engines.logs("trained", 10));
    }

    @Test
    void followedLogEndsWithTheEngine() throws Exception {
        LocalEngines engines = TestEngines.embeddedOnly(directory);
        launch(engines, "followed");
        var lines = new ArrayList<String>();
        var first = new CountDownLatch(1);
        Thread following =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                engines.followLogs(
                                        "followed",
                                        line -> {
                                            lines.add(line);
                                            first.countDown();
                                        },
                                        () -> false);
                            } catch (BenchException e) {
                                lines.add(e.getMessage());
                            }
                        });
        assertTrue(first.await(5, TimeUnit.SECONDS));
        engines.stop("followed");
        assertTrue(following.join(Duration.ofSeconds(5)));
        assertEquals(List.of("ready"), lines);
    }

    @Test
    void explicitDockerWithoutDaemonIsAProblemAndNoChoiceMeansEmbedded() throws Exception {
        LocalEngines engines = TestEngines.embeddedOnly(directory);
        LaunchRequest docker = TestEngines.request("any", RuntimeKind.DOCKER, true);
        BenchException problem =
                assertThrows(
                        BenchException.class, () -> engines.launch(docker, SILENT, () -> false));
        assertTrue(problem.code().name().startsWith("DOCKER_NOT_"), problem.code().name());
        var any =
                new LaunchRequest(
                        docker.name(),
                        Optional.empty(),
                        docker.advertise(),
                        docker.sipPort(),
                        docker.rtpPorts(),
                        true);
        assertEquals(RuntimeKind.EMBEDDED, engines.launch(any, SILENT, () -> false).runtime());
    }

    private BenchException failure(String name) {
        LaunchRequest request = TestEngines.request(name, RuntimeKind.EMBEDDED, true);
        return assertThrows(
                BenchException.class,
                () -> TestEngines.embeddedOnly(directory).launch(request, SILENT, () -> false));
    }

    private static EngineInfo launch(LocalEngines engines, String name) throws BenchException {
        return engines.launch(
                TestEngines.request(name, RuntimeKind.EMBEDDED, true), SILENT, () -> false);
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
