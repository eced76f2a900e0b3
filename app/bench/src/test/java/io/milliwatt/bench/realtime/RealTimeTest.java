package io.milliwatt.bench.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.engine.EngineControl;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.EngineSettings;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.engine.LocalEngines;
import io.milliwatt.bench.engine.NeedsDocker;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Real engines share the real budget of the daemon's containers; read from the files of the
/// kernel, not from what was written.
@Tag("system")
final class RealTimeTest {
    private static final int ENGINES = 10;
    private static final Path PARENT = Path.of("/sys/fs/cgroup/cpu/docker");

    private final Engines engines = LocalEngines.create();
    private final List<EngineInfo> running = new ArrayList<>();
    private long parentBefore;

    @BeforeEach
    void needsAKernelWithBudgets() throws Exception {
        NeedsDocker.dockerAndEngine();
        assumeTrue(
                Files.exists(PARENT.resolve("cpu.rt_runtime_us")),
                "this kernel has no real-time budgets for control groups");
        parentBefore = micros(PARENT);
    }

    @AfterEach
    void stopAll() throws Exception {
        for (EngineInfo each : running) {
            engines.stop(each.name());
        }
        assertEquals(parentBefore, micros(PARENT), "the parent has what it had");
    }

    @Test
    void tenEnginesShareEquallyAndGrowWhenFiveHaveEnded() throws Exception {
        for (int i = 0; i < ENGINES; i++) {
            running.add(launch("rt-" + i));
        }
        long parent = micros(PARENT);
        assertEquals(950_000, parent);
        for (EngineInfo each : running) {
            assertEquals(95_000, slice(each), each.name());
            JsonNode thread = new EngineControl(each).mediaThreads().get(0);
            assertEquals("SCHED_FIFO", thread.path("policy").asText(), thread.toString());
            assertEquals(RealTime.PRIORITY, thread.path("priority").asInt());
        }
        for (int i = 0; i < ENGINES / 2; i++) {
            engines.stop(running.removeFirst().name());
        }
        for (EngineInfo each : running) {
            assertEquals(190_000, slice(each), each.name());
        }
        RtState state = RealTime.create().read().orElseThrow();
        assertEquals(ENGINES / 2, state.slices().size());
        assertTrue(
                state.slices().stream()
                        .flatMap(it -> it.threads().stream())
                        .allMatch(RtThread::isRealTime),
                state.toString());
    }

    @Test
    void budgetOfAnEngineThatWasRemovedByHandIsGivenBack() throws Exception {
        EngineInfo engine = launch("rt-by-hand");
        new DockerConnection(DockerEndpoint.ofUser())
                .client()
                .removeContainerCmd(engine.containerId().orElseThrow())
                .withForce(true)
                .exec();
        assertEquals(parentBefore == 0 ? 1 : 0, RealTime.create().undoLeftovers().size());
        assertEquals(parentBefore, micros(PARENT));
        assertEquals(List.of(), RealTime.create().undoLeftovers());
    }

    @Test
    void embeddedEngineIsRefusedRealTime() {
        LaunchRequest request = request("rt-embedded", RuntimeKind.EMBEDDED, Placement.DEFAULT);
        BenchException problem =
                assertThrows(
                        BenchException.class,
                        () -> engines.launch(request, (_, _, _) -> {}, () -> false));
        assertEquals(ProblemCode.BAD_CONFIGURATION, problem.code());
        assertTrue(problem.fix().contains("--runtime docker"), problem.fix());
    }

    private EngineInfo launch(String name) throws BenchException {
        return engines.launch(
                request(name, RuntimeKind.DOCKER, Placement.of(NetworkMode.CONTAINER)),
                (_, _, _) -> {},
                () -> false);
    }

    private static LaunchRequest request(String name, RuntimeKind runtime, Placement placement) {
        return new LaunchRequest(
                        name,
                        Optional.of(runtime),
                        Optional.empty(),
                        LaunchRequest.DEFAULT_SIP_PORT,
                        LaunchRequest.DEFAULT_RTP_PORTS,
                        true)
                .withPlacement(placement)
                .withSettings(EngineSettings.DEFAULT.withRealtime(true));
    }

    private static long slice(EngineInfo engine) throws Exception {
        return micros(PARENT.resolve(engine.containerId().orElseThrow()));
    }

    private static long micros(Path group) throws Exception {
        return Long.parseLong(Files.readString(group.resolve("cpu.rt_runtime_us")).strip());
    }
}
