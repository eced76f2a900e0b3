package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.WaitResponse;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.images.ImageState;
import io.milliwatt.images.PatientCallback;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The real engine in its image, on the real daemon.
@Tag("system")
final class EngineImageTest {
    private static final long MAX_BYTES = 75_000_000;
    private static final LaunchListener SILENT = (_, _, _) -> {};
    private static final DockerConnection CONNECTION =
            new DockerConnection(DockerEndpoint.ofUser());

    @BeforeAll
    static void needsDockerAndTheEngine() {
        NeedsDocker.check(CONNECTION);
        NeedsDocker.engineFiles();
    }

    @Test
    void imageIsSmallCurrentAndTheSameAgainFromTheSameParts() throws Exception {
        EngineImages images = EngineImages.create();
        ImageState state = images.build(false, (_, _, _) -> {}, () -> false);
        assertEquals(ImageState.Status.CURRENT, state.status());
        assertTrue(state.sizeBytes() <= MAX_BYTES, state.toString());
        docker().removeImageCmd(state.reference()).withForce(true).exec();
        assertEquals(ImageState.Status.MISSING, images.state().status());
        assertEquals(state, images.build(false, (_, _, _) -> {}, () -> false));
    }

    @Test
    void runtimeHasTheModulesTheEnginesJarsNeed() {
        var needed = new TreeSet<String>();
        for (Path jar : NeedsDocker.engineFiles().engineJars()) {
            if (jar.getFileName().toString().startsWith("milliwatt-")) {
                needed.addAll(modulesOf(jar));
            }
        }
        var linked = Set.of("java.base", "java.logging", "jdk.httpserver");
        assertTrue(linked.containsAll(needed), needed.toString());
    }

    @Test
    void healthCheckAnswersUpAndEndsWithZero() throws Exception {
        Engines engines = LocalEngines.create();
        EngineInfo engine =
                engines.launch(
                        TestEngines.request("health", RuntimeKind.DOCKER, true),
                        SILENT,
                        () -> false);
        try {
            String id = engine.containerId().orElseThrow();
            HealthCheck check =
                    docker().inspectContainerCmd(id).exec().getConfig().getHealthcheck();
            List<String> test = Objects.requireNonNull(Objects.requireNonNull(check).getTest());
            String exec =
                    docker().execCreateCmd(id)
                            .withCmd(test.subList(1, test.size()).toArray(String[]::new))
                            .withAttachStdout(true)
                            .withAttachStderr(true)
                            .exec()
                            .getId();
            var printed = new StringBuffer();
            assertTrue(
                    docker().execStartCmd(exec)
                            .exec(
                                    new PatientCallback<Frame>() {
                                        @Override
                                        public void onNext(Frame frame) {
                                            printed.append(
                                                    new String(
                                                            frame.getPayload(),
                                                            StandardCharsets.UTF_8));
                                        }
                                    })
                            .awaitEnd(20_000));
            assertEquals(
                    0, docker().inspectExecCmd(exec).exec().getExitCodeLong(), printed::toString);
            assertTrue(printed.toString().contains("\"status\":\"up\""), printed.toString());
        } finally {
            engines.stop("health");
        }
    }

    @Test
    void engineEndsByItselfOnSigterm() throws Exception {
        Engines engines = LocalEngines.create();
        EngineInfo engine =
                engines.launch(
                        TestEngines.request("sigterm", RuntimeKind.DOCKER, true),
                        SILENT,
                        () -> false);
        try {
            String id = engine.containerId().orElseThrow();
            docker().killContainerCmd(id).withSignal("SIGTERM").exec();
            assertTrue(
                    docker().waitContainerCmd(id)
                            .exec(new PatientCallback<WaitResponse>())
                            .awaitEnd(10_000));
            InspectContainerResponse container = docker().inspectContainerCmd(id).exec();
            assertEquals(0, container.getState().getExitCodeLong());
            assertTrue(
                    engines.whyEnded(engine).orElse("").contains("exit status 0"),
                    engines.whyEnded(engine).toString());
        } finally {
            engines.stop("sigterm");
        }
    }

    @Test
    void sameEngineRunsEmbedded() throws Exception {
        Engines engines = LocalEngines.create();
        EngineInfo engine =
                engines.launch(
                        TestEngines.request("real-embedded", RuntimeKind.EMBEDDED, true),
                        SILENT,
                        () -> false);
        try {
            assertTrue(engines.list().contains(engine));
            assertEquals(0, engines.usage("real-embedded").rtpPortsInUse());
        } finally {
            engines.stop("real-embedded");
        }
    }

    private static Set<String> modulesOf(Path jar) {
        var out = new StringWriter();
        int status =
                ToolProvider.findFirst("jdeps")
                        .orElseThrow()
                        .run(
                                new PrintWriter(out),
                                new PrintWriter(out),
                                "--print-module-deps",
                                "--ignore-missing-deps",
                                "--multi-release",
                                "base",
                                jar.toString());
        assertEquals(0, status, out.toString());
        return new TreeSet<>(Arrays.asList(out.toString().strip().split(",", -1)));
    }

    private static DockerClient docker() {
        return CONNECTION.client();
    }
}
