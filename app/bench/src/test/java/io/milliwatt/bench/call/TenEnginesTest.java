package io.milliwatt.bench.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.engine.LocalEngines;
import io.milliwatt.bench.engine.NeedsDocker;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.bench.record.Verdict;
import io.milliwatt.bench.route.ContainerSubnets;
import io.milliwatt.bench.route.LanRoutes;
import io.milliwatt.bench.route.RouteStep;
import io.milliwatt.bench.route.RouteSurvey;
import io.milliwatt.bench.toolbox.HostSnapshot;
import io.milliwatt.bench.toolbox.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ten engines side by side, each at its container's own address, and a phone on the LAN that has a
/// route to them.
@Tag("system")
@Timeout(240)
final class TenEnginesTest {
    private static final int ENGINES = 10;
    private static final Duration LENGTH = Duration.ofSeconds(3);
    private static final int LEAST_PACKETS = 100;

    private final Engines engines = LocalEngines.create();

    @BeforeAll
    static void needsDockerAndTheEngine() {
        NeedsDocker.dockerAndEngine();
    }

    @Test
    void phoneOnTheLanHearsTenEnginesAtOnceEachAtItsOwnAddress() throws Exception {
        Toolbox toolbox = Toolbox.create();
        toolbox.prepare((_, _, _) -> {}, () -> false);
        HostSnapshot before = HostSnapshot.of(toolbox);
        LanRoutes routes = LanRoutes.create();
        RouteSurvey survey = routes.survey(ContainerSubnets.DEFAULT, Optional.empty());
        var running = new ArrayList<EngineInfo>();
        try {
            for (int i = 0; i < ENGINES; i++) {
                running.add(launch("ten-" + i));
            }
            for (RouteStep each : survey.steps(LaunchRequest.DEFAULT_SIP_PORT)) {
                routes.make(each);
            }
            assertHeard(running, survey);
        } finally {
            routes.close(survey.network().subnet());
            for (EngineInfo each : running) {
                engines.stop(each.name());
            }
        }
        assertEquals(before, HostSnapshot.of(toolbox));
    }

    private void assertHeard(List<EngineInfo> running, RouteSurvey survey) throws Exception {
        var route =
                new LanChoice(
                        List.of(survey.network().subnet()), Optional.empty(), Optional.empty());
        try (LanCalls phone = LanCalls.open(engines, route, (_, _, _) -> {}, () -> false)) {
            var calls = new ArrayList<LiveCall>();
            for (EngineInfo each : running) {
                calls.add(phone.dial(request(each)));
            }
            var heard = new HashSet<String>();
            for (LiveCall each : calls) {
                assertTrue(each.await(Duration.ofSeconds(30)), each.snapshot().toString());
                CallRecord record = each.snapshot();
                assertEquals(Verdict.AUDIO, record.verdict(), record.toString());
                assertEquals(List.of(), record.findings());
                StreamRecord in =
                        record.streams().stream()
                                .filter(it -> it.tap() == Tap.PHONE_IN)
                                .findFirst()
                                .orElseThrow();
                assertTrue(in.packets() > LEAST_PACKETS, in.toString());
                assertEquals(
                        phone.address(),
                        in.destination().substring(0, in.destination().lastIndexOf(':')));
                heard.add(in.source().substring(0, in.source().lastIndexOf(':')));
            }
            assertEquals(ENGINES, heard.size(), "each from its own address: " + heard);
        }
    }

    private static CallRequest request(EngineInfo engine) {
        return new CallRequest(
                engine.dial("echo"),
                Optional.of(engine),
                Optional.of(LENGTH),
                new AudioChoice.Reference(Optional.empty()),
                List.of("PCMA"),
                "udp",
                "",
                MediaSecurity.OFF);
    }

    private EngineInfo launch(String name) throws Exception {
        return engines.launch(
                new LaunchRequest(
                                name,
                                Optional.of(RuntimeKind.DOCKER),
                                Optional.empty(),
                                LaunchRequest.DEFAULT_SIP_PORT,
                                LaunchRequest.DEFAULT_RTP_PORTS,
                                true)
                        .withPlacement(Placement.of(NetworkMode.CONTAINER)),
                (_, _, _) -> {},
                () -> false);
    }
}
