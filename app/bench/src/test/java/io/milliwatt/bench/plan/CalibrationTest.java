package io.milliwatt.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.engine.NeedsDocker;
import io.milliwatt.bench.network.PortProbe;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.toolbox.ToolboxImages;
import io.milliwatt.images.CacheDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the planner says, and what the real daemon then takes.
@Tag("system")
final class CalibrationTest {
    private static final DockerConnection DOCKER = new DockerConnection(DockerEndpoint.ofUser());
    private static final double TOLERANCE = 0.30;
    private static final int LEAST_ROUNDS = 3;
    private static final int MOST_ROUNDS = 7;
    private static final int[] MEASURED = {10, 50, 100, 200};
    private static final List<String> WHAT = List.of("start s", "stop s", "megabytes");

    @BeforeAll
    static void needsDocker() throws BenchException {
        NeedsDocker.check(DOCKER);
        new ToolboxImages(DOCKER, CacheDirectory.ofUser())
                .build(false, (_, _, _) -> {}, () -> false);
    }

    /// The samples of the calibration and what is measured come in turns, so that both see the same
    /// load of this machine; while they disagree, more are taken.
    @Test
    void estimateForTenToTwoHundredPortsLiesWithin30PercentOfWhatIsMeasured() throws Exception {
        Calibration calibration = calibration();
        var calibrating = new ArrayList<Calibration.Sample>();
        var measured = new ArrayList<Calibration.Sample>();
        List<String> wrong = List.of("nothing measured");
        for (int round = 1; round <= MOST_ROUNDS && !wrong.isEmpty(); round++) {
            for (int ports : new int[] {0, Calibration.FEW, Calibration.MORE}) {
                calibrating.add(calibration.sample(ports));
            }
            for (int ports : MEASURED) {
                measured.add(calibration.sample(ports));
            }
            wrong =
                    round < LEAST_ROUNDS
                            ? wrong
                            : disagreements(Calibration.fit(calibrating), measured);
        }
        assertEquals(List.of(), wrong);
    }

    private static List<String> disagreements(
            PublishCosts costs, List<Calibration.Sample> samples) {
        var wrong = new ArrayList<String>();
        for (int ports : MEASURED) {
            List<Calibration.Sample> same =
                    samples.stream().filter(it -> it.ports() == ports).toList();
            Cost estimate = costs.of(ports);
            double[][] pairs = {
                {estimate.startSeconds(), median(same, Calibration.Sample::startSeconds)},
                {estimate.stopSeconds(), median(same, Calibration.Sample::stopSeconds)},
                {estimate.memoryMegabytes(), median(same, it -> it.proxies().megabytes())},
            };
            for (int i = 0; i < pairs.length; i++) {
                if (Math.abs(pairs[i][0] - pairs[i][1]) > TOLERANCE * pairs[i][1]) {
                    wrong.add(
                            String.format(
                                    Locale.ROOT,
                                    "%d ports, %s: %.2f estimated, %.2f measured",
                                    ports,
                                    WHAT.get(i),
                                    pairs[i][0],
                                    pairs[i][1]));
                }
            }
        }
        return wrong;
    }

    @Test
    void cancelledCalibrationLeavesNoContainer() throws Exception {
        var looked = new AtomicInteger();
        BenchException problem =
                assertThrows(
                        BenchException.class,
                        () -> calibration().measure(_ -> {}, () -> looked.incrementAndGet() == 2));
        assertEquals(ProblemCode.CANCELLED, problem.code());
        assertEquals(
                List.of(),
                DOCKER.client()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of("io.milliwatt", "calibration"))
                        .exec());
    }

    private static Calibration calibration() throws BenchException {
        var images = new ToolboxImages(DOCKER, CacheDirectory.ofUser());
        return new Calibration(
                DOCKER,
                new PortProbe(Path.of("/proc"), Map::of),
                new ProxyMemory(Path.of("/proc")),
                new Calibration.IdleImage(images.reference(), List.of("sleep", "2147483647")));
    }

    private static double median(
            List<Calibration.Sample> samples, ToDoubleFunction<Calibration.Sample> what) {
        double[] sorted = samples.stream().mapToDouble(what).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
