package io.milliwatt.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.milliwatt.bench.call.AudioChoice;
import io.milliwatt.bench.call.CallRequest;
import io.milliwatt.bench.call.LiveCall;
import io.milliwatt.bench.call.MediaSecurity;
import io.milliwatt.bench.call.Vantage;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.tap.Hop;
import io.milliwatt.bench.tap.TapPlan;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.bench.tap.Taps;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.presentation.call.CallCapture;
import io.milliwatt.presentation.call.CaptureDesk;
import io.milliwatt.presentation.call.FinishedCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The taps of the window's calls with a real engine in Docker, without a window.
@Tag("system")
@Timeout(240)
@SuppressWarnings("NullAway.Init") // set before each test
class LocalTapDeskTest {
    private static final DockerConnection DOCKER = new DockerConnection(DockerEndpoint.ofUser());
    private static final String NAME = "window-taps";

    @TempDir Path folder;

    private final LocalBackend backend = new LocalBackend();
    private EngineInfo engine;

    @BeforeEach
    void launch() throws Exception {
        try {
            DOCKER.check();
        } catch (BenchException e) {
            if ("true".equals(System.getenv("CI"))) {
                fail(e.getMessage());
            }
            abort(e.getMessage());
        }
        engine =
                backend.engines()
                        .launch(
                                new LaunchRequest(
                                        NAME,
                                        Optional.of(RuntimeKind.DOCKER),
                                        Optional.empty(),
                                        25_350,
                                        new PortRange(42_780, 42_785),
                                        true),
                                (_, _, _) -> {},
                                () -> false);
    }

    @AfterEach
    void stop() throws Exception {
        backend.close();
        backend.engines().stop(NAME);
        assertEquals(0, tapsInTheEngine());
    }

    /// Containers in the network of this engine: the taps there.
    private long tapsInTheEngine() {
        String network = "container:" + engine.containerId().orElseThrow();
        return DOCKER.client().listContainersCmd().withShowAll(true).exec().stream()
                .filter(each ->
                        each.getHostConfig() != null
                                && network.equals(each.getHostConfig().getNetworkMode()))
                .count();
    }

    private Taps open() throws BenchException {
        return backend.taps()
                .open(
                        TapPlan.of(engine, "a test of the window"),
                        backend.calls(),
                        _ -> {},
                        () -> false);
    }

    private LiveCall dial() throws BenchException {
        return backend.calls()
                .dial(
                        new CallRequest(
                                "echo",
                                Optional.of(engine),
                                Optional.of(Duration.ofSeconds(5)),
                                new AudioChoice.Reference(Optional.empty()),
                                List.of(),
                                "udp",
                                "",
                                MediaSecurity.OFF));
    }

    @Test
    void aCallIsSeenAtEveryHopWhileItGoesOnAndItsCaptureIsReadAndReported() throws Exception {
        Instant start = Instant.now();
        Taps taps = open();
        LiveCall call = dial();
        TapReport live = taps.soFar();
        for (int i = 0; i < 100 && live.hops().size() < 8; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            live = taps.soFar();
        }
        assertEquals(8, live.hops().size(), "two ways of four points, live");
        assertEquals(1, tapsInTheEngine());
        assertTrue(call.await(Duration.ofSeconds(60)), "the call ends");

        TapReport report = taps.finish();
        assertEquals(0, tapsInTheEngine());
        assertEquals(0, report.hops().stream().mapToLong(Hop::lost).sum(), report.toString());
        report.hops().forEach(hop -> assertTrue(hop.packets() > 100, hop.toString()));
        assertEquals(2, report.clocks().size());

        CaptureDesk.Opened read =
                backend.captures()
                        .open(
                                report.file().orElseThrow(),
                                NatMap.NONE,
                                CaptureProgress.NONE,
                                () -> false);
        var seen =
                read.inspection().calls().stream()
                        .filter(each -> each.callId().equals(call.snapshot().callId()))
                        .findFirst()
                        .orElseThrow();
        assertTrue(seen.streams().size() >= 6, "three taps, two ways: " + seen.streams().size());

        Path zip = folder.resolve("report.zip");
        var finished =
                new FinishedCall(
                        1,
                        Instant.now(),
                        call.snapshot(),
                        Optional.of(engine),
                        Vantage.HOST,
                        Optional.of(new CallCapture(read, report)));
        List<String> missing = backend.captures().report(finished, start, zip);
        assertFalse(missing.stream().anyMatch(it -> it.contains("hop")), missing.toString());
        try (var file = new ZipFile(zip.toFile())) {
            assertTrue(file.getEntry("taps/hops.txt") != null);
        }
        var again = backend.captures().open(zip, NatMap.NONE, CaptureProgress.NONE, () -> false);
        assertEquals(seen.streams().size(), again.inspection().calls().getFirst().streams().size());
    }

    @Test
    void closingTheWindowInACapturedCallLeavesNoTap() throws Exception {
        Taps taps = open();
        LiveCall _ = dial();
        Path capture = taps.soFar().file().orElseThrow();
        assertEquals(1, tapsInTheEngine());
        backend.close();
        assertEquals(0, tapsInTheEngine());
        assertFalse(Files.exists(capture));
        assertThrows(BenchException.class, this::open);
        assertEquals(0, tapsInTheEngine());
    }

    @Test
    void givingUpWhileTapsStartLeavesNone() {
        BenchException given =
                assertThrows(
                        BenchException.class,
                        () ->
                                backend.taps()
                                        .open(
                                                TapPlan.of(engine, "a test of the window"),
                                                backend.calls(),
                                                _ -> {},
                                                () -> tapsInTheEngine() > 0));
        assertEquals(ProblemCode.CANCELLED, given.code());
        assertEquals(0, tapsInTheEngine());
    }
}
