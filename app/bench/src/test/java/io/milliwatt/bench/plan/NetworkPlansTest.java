package io.milliwatt.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.state.StateDirectory;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NetworkPlansTest {
    @TempDir Path directory;

    @Test
    void planTakesTypicalCostsUntilSomeWereMeasured() throws Exception {
        PlanRequest request = PlanRequest.of(10, 1, 20_000, InetAddress.getLoopbackAddress());
        assertEquals(PublishCosts.TYPICAL, plans().plan(request).costs());
        var measured = new PublishCosts(0.2, 0.01, 0.1, 0.03, 3.1, true, true);
        new StateDirectory(directory).write("publish-costs", measured);
        assertEquals(measured, plans().plan(request).costs());
        Files.writeString(directory.resolve("publish-costs.json"), "{}}");
        assertEquals(PublishCosts.TYPICAL, plans().costs());
    }

    @Test
    void calibrationWithoutADaemonSaysWhatIsMissing() {
        BenchException problem =
                assertThrows(BenchException.class, () -> plans().calibrate(_ -> {}, () -> false));
        assertEquals(ProblemCode.DOCKER_NOT_RUNNING, problem.code(), problem.getMessage());
    }

    private NetworkPlans plans() {
        return new NetworkPlans(
                new DockerConnection(
                        new DockerEndpoint(URI.create("unix://" + directory + "/no.sock"))),
                new StateDirectory(directory),
                (_, _) -> new Calibration.IdleImage("none", List.of("sleep")));
    }
}
