package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.images.CacheDirectory;
import io.milliwatt.images.ImageState;
import io.milliwatt.images.ImageStep;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher on the real daemon, with the stand-in engine in an image built by the real recipe.
/// Every test ends with nothing left that was not there before.
@Tag("system")
final class DockerRuntimeTest {
    private static final LaunchListener SILENT = (_, _, _) -> {};
    private static final DockerConnection CONNECTION =
            new DockerConnection(DockerEndpoint.ofUser());

    @TempDir static Path directory;

    private HostSnapshot before = new HostSnapshot(Set.of(), Set.of(), Set.of());

    @BeforeAll
    static void needsDocker() {
        NeedsDocker.check(CONNECTION);
    }

    @AfterAll
    static void removeImage() {
        try {
            CONNECTION.client().removeImageCmd("milliwatt/engine:0.0.1").withForce(true).exec();
        } catch (NotFoundException e) {
            // no test came as far as building it
        }
    }

    @BeforeEach
    void takeSnapshot() throws Exception {
        Files.createDirectories(directory.resolve("state"));
        before = HostSnapshot.take(docker());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        LocalEngines engines = engines();
        for (EngineInfo each : engines.list()) {
            if (!before.containers()
                    .contains(each.containerId().orElse("") + " /milliwatt-" + each.name())) {
                engines.stop(each.name());
            }
        }
        assertEquals(before, HostSnapshot.take(docker()));
        try (Stream<Path> states = Files.walk(directory.resolve("state"))) {
            assertEquals(List.of(), states.filter(Files::isRegularFile).toList());
        }
    }

    @Test
    void launchedEngineIsFoundByAnotherInstanceAndStopLeavesNothing() throws Exception {
        EngineInfo engine = engines().launch(request("found", false), SILENT, () -> false);
        assertTrue(engine.running());
        assertEquals("published", engine.mode());
        LocalEngines others = engines();
        assertTrue(others.list().contains(engine), others.list().toString());
        assertEquals(engine, others.find("found").orElseThrow());
        EngineUsage usage = others.usage("found");
        assertEquals(4, usage.rtpPortsInUse());
        assertTrue(usage.memoryBytes() > 5_000_000, usage.toString());
        assertEquals(List.of("ready"), others.logs("found", 1));
        assertTrue(others.dockerVersion().matches("(Docker|Podman) \\d+\\..*"));
        others.stop("found");
        assertEquals(Optional.empty(), engines().find("found"));
    }

    @Test
    void containerIsLockedDown() throws Exception {
        EngineInfo engine = engines().launch(request("locked", true), SILENT, () -> false);
        InspectContainerResponse container =
                docker().inspectContainerCmd(engine.containerId().orElseThrow()).exec();
        assertEquals("10001:10001", container.getConfig().getUser());
        assertEquals(Boolean.TRUE, container.getHostConfig().getReadonlyRootfs());
        assertEquals("[ALL]", Arrays.toString(container.getHostConfig().getCapDrop()));
        assertEquals(List.of("no-new-privileges"), container.getHostConfig().getSecurityOpts());
        Map<String, String> labels = EngineContainer.labelsOf(container);
        assertFalse(labels.toString().contains(engine.controlToken()));
        assertTrue(engine.controlToken().matches("[0-9a-f]{64}"));
        assertEquals("127.0.0.1", engine.control().getHost());
        engines().stop("locked");
    }

    @Test
    void imageIsCurrentAfterALaunchAndSmall() throws Exception {
        engines().launch(request("image", true), SILENT, () -> false);
        engines().stop("image");
        var images = images();
        var state = images.state();
        assertEquals(ImageState.Status.CURRENT, state.status());
        assertTrue(state.sizeBytes() < 75_000_000, state.toString());
        // made again from the same parts, it is the same image
        docker().removeImageCmd(state.reference()).exec();
        assertEquals(state, images.build(false, (_, _, _) -> {}, () -> false));
    }

    @Test
    void cancelledImageBuildLeavesNothing() throws Exception {
        var fresh = directory.resolve("cancelled-cache");
        var images =
                new EngineImages(
                        CONNECTION,
                        () -> TestEngines.standIn(directory),
                        new CacheDirectory(fresh));
        for (var step : ImageStep.values()) {
            var cancelled = new AtomicBoolean();
            // packages are fetched for the toolbox only
            if (step != ImageStep.CHECK && step != ImageStep.FETCH_PACKAGES) {
                BenchException problem =
                        assertThrows(
                                BenchException.class,
                                () ->
                                        images.build(
                                                true,
                                                (at, _, _) ->
                                                        cancelled.compareAndSet(false, at == step),
                                                cancelled::get),
                                step.name());
                assertEquals(ProblemCode.CANCELLED, problem.code());
            }
        }
        try (Stream<Path> files = Files.list(fresh)) {
            assertEquals(
                    List.of(),
                    files.filter(it -> it.getFileName().toString().startsWith("work-")).toList());
        }
        assertEquals(
                0,
                docker().listImagesCmd()
                        .withLabelFilter(Map.of("io.milliwatt", "training"))
                        .exec()
                        .size());
    }

    @Test
    void launchCancelledAtAnyStepLeavesNothing() throws Exception {
        images().build(false, (_, _, _) -> {}, () -> false);
        for (LaunchStep at : LaunchStep.values()) {
            var cancelled = new AtomicBoolean();
            BenchException problem =
                    assertThrows(
                            BenchException.class,
                            () ->
                                    engines()
                                            .launch(
                                                    request("cancelled", true),
                                                    (step, _, _) ->
                                                            cancelled.compareAndSet(
                                                                    false, step == at),
                                                    cancelled::get),
                            at.name());
            assertEquals(ProblemCode.CANCELLED, problem.code(), problem.getMessage());
            assertEquals(before.containers(), HostSnapshot.take(docker()).containers());
        }
    }

    @Test
    void engineThatDiesIsToldWithStatusAndLastLines() {
        BenchException problem =
                assertThrows(
                        BenchException.class,
                        () ->
                                engines()
                                        .launch(
                                                request(StandInEngine.DIES, true),
                                                SILENT,
                                                () -> false));
        assertEquals(ProblemCode.ENGINE_DIED, problem.code());
        assertTrue(problem.getMessage().contains("exit status 3"), problem.getMessage());
        assertTrue(problem.getMessage().contains("this engine dies"), problem.getMessage());
    }

    @Test
    void killedEngineIsExplained() throws Exception {
        LocalEngines engines = engines();
        EngineInfo engine = engines.launch(request("killed", true), SILENT, () -> false);
        docker().killContainerCmd(engine.containerId().orElseThrow()).exec();
        String why = engines.whyEnded(engine).orElseThrow();
        assertTrue(why.contains("SIGKILL"), why);
        assertFalse(engines.list().contains(engine));
        engines.stop("killed");
        assertEquals("Its container was removed.", engines.whyEnded(engine).orElseThrow());
    }

    @Test
    void engineKilledWhileItStartsIsToldAndRemoved() {
        LocalEngines engines = engines();
        BenchException problem =
                assertThrows(
                        BenchException.class,
                        () ->
                                engines.launch(
                                        request(StandInEngine.NEVER_UP, true),
                                        (step, _, _) -> {
                                            if (step == LaunchStep.WAIT_CONTROL) {
                                                docker().killContainerCmd(
                                                                "milliwatt-"
                                                                        + StandInEngine.NEVER_UP)
                                                        .exec();
                                            }
                                        },
                                        () -> false));
        assertEquals(ProblemCode.ENGINE_DIED, problem.code());
        assertTrue(problem.getMessage().contains("SIGKILL"), problem.getMessage());
    }

    @Test
    void takenPortsAreNamedWithTheContainerOrProcessThatHoldsThem() throws Exception {
        LaunchRequest first = request("first", true);
        engines().launch(first, SILENT, () -> false);
        var same =
                new LaunchRequest(
                        "second",
                        first.runtime(),
                        first.advertise(),
                        first.sipPort(),
                        first.rtpPorts(),
                        true);
        BenchException problem =
                assertThrows(
                        BenchException.class, () -> engines().launch(same, SILENT, () -> false));
        assertEquals(ProblemCode.PORT_TAKEN, problem.code());
        assertTrue(
                problem.getMessage()
                        .contains(first.sipPort() + "/udp by container milliwatt-first"),
                problem.getMessage());
        engines().stop("first");
        try (var _ = new DatagramSocket(first.sipPort(), InetAddress.getLoopbackAddress())) {
            problem =
                    assertThrows(
                            BenchException.class,
                            () -> engines().launch(same, SILENT, () -> false));
            assertTrue(problem.getMessage().contains("/udp by java (pid "), problem.getMessage());
        }
    }

    @Test
    void twoEnginesRunSideBySide() throws Exception {
        LocalEngines engines = engines();
        EngineInfo one = engines.launch(request("one", true), SILENT, () -> false);
        EngineInfo two = engines.launch(request("two", true), SILENT, () -> false);
        assertTrue(engines.list().containsAll(List.of(one, two)));
        engines.stop("one");
        assertFalse(engines.list().contains(one));
        assertTrue(engines.list().contains(two));
        engines.stop("two");
    }

    @Test
    void followedLogEndsWithTheEngine() throws Exception {
        LocalEngines engines = engines();
        engines.launch(request("followed", true), SILENT, () -> false);
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
        assertTrue(following.join(Duration.ofSeconds(10)));
        assertEquals(List.of("ready"), lines);
    }

    @Test
    void nextLaunchRemovesWhatAKilledProcessLeft() throws Exception {
        images().build(false, (_, _, _) -> {}, () -> false);
        LaunchRequest left = request("left", true);
        Process launcher = LaunchAndStay.start(directory, left);
        try {
            assertEquals("ready", launcher.inputReader().readLine());
        } finally {
            launcher.destroyForcibly().waitFor();
        }
        assertEquals(1, engines().list().stream().filter(it -> it.name().equals("left")).count());
        engines().launch(request("next", true), SILENT, () -> false);
        assertEquals(Optional.empty(), engines().find("left"));
        engines().stop("next");
    }

    @Test
    void endOfTheProcessRemovesItsEphemeralEngines() throws Exception {
        images().build(false, (_, _, _) -> {}, () -> false);
        Process launcher = LaunchAndStay.start(directory, request("ended", true));
        assertEquals("ready", launcher.inputReader().readLine());
        launcher.destroy();
        assertTrue(launcher.waitFor(20, TimeUnit.SECONDS));
        assertEquals(Optional.empty(), engines().find("ended"));
    }

    private static LaunchRequest request(String name, boolean ephemeral) {
        return TestEngines.request(name, RuntimeKind.DOCKER, ephemeral);
    }

    private static LocalEngines engines() {
        return TestEngines.of(directory, CONNECTION.endpoint());
    }

    private static EngineImages images() {
        return new EngineImages(
                CONNECTION,
                () -> TestEngines.standIn(directory),
                new CacheDirectory(directory.resolve("cache")));
    }

    private static DockerClient docker() {
        return CONNECTION.client();
    }
}
