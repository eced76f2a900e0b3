package io.milliwatt.bench.route;

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
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.state.StateDirectory;
import io.milliwatt.bench.toolbox.Holder;
import io.milliwatt.bench.toolbox.HostChange;
import io.milliwatt.bench.toolbox.HostChanges;
import io.milliwatt.bench.toolbox.HostCommand;
import io.milliwatt.bench.toolbox.HostJournal;
import io.milliwatt.bench.toolbox.HostSnapshot;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The three obstacles between a machine on the LAN and an engine at its container's address, on
/// the real daemon: told apart by what the packets met, mended one by one, and all undone.
@Tag("system")
final class LanRoutesTest {
    private static final String NAME = "lan-route-test";

    @TempDir Path directory;

    @BeforeAll
    static void needsDockerAndTheEngine() {
        NeedsDocker.dockerAndEngine();
    }

    @Test
    void threeObstaclesAreToldApartMendedOneByOneAndUndone() throws Exception {
        Toolbox toolbox = Toolbox.create();
        var changes =
                new HostChanges(
                        toolbox,
                        HostJournal.beside(new StateDirectory(directory.resolve("engines"))));
        var routes = new LanRoutes(toolbox, changes);
        touchRaw(toolbox);
        HostSnapshot before = HostSnapshot.of(toolbox);
        Engines engines = LocalEngines.create();
        EngineInfo engine =
                engines.launch(
                        new LaunchRequest(
                                        NAME,
                                        Optional.of(RuntimeKind.DOCKER),
                                        Optional.empty(),
                                        LaunchRequest.DEFAULT_SIP_PORT,
                                        LaunchRequest.DEFAULT_RTP_PORTS,
                                        true)
                                .withPlacement(Placement.of(NetworkMode.CONTAINER)),
                        (_, _, _) -> {},
                        () -> false);
        var emulated = new ArrayList<HostChange>();
        try (var place = CablePlace.lay(changes, AskMain.class)) {
            InetAddress container = engine.containerAddress().orElseThrow();
            emulated.add(docker28(changes, container));
            emulated.add(forwardDrop(changes, container));
            var sip = new InetSocketAddress(container, engine.sipPort());

            assertEquals(Obstacle.Kind.NO_ROUTE, obstacle(routes, sip, place).kind());

            place.route(survey(routes, place).network().subnet());
            Obstacle raw = obstacle(routes, sip, place);
            assertEquals(Obstacle.Kind.RAW_DROP, raw.kind());
            assertTrue(raw.seen().contains("! -i docker0"), raw.seen());
            mend(routes, place, raw);

            Obstacle forward = obstacle(routes, sip, place);
            assertEquals(Obstacle.Kind.FORWARD_DROP, forward.kind());
            mend(routes, place, forward);

            ProbeReport open = routes.probe(survey(routes, place), sip, place);
            assertEquals(Optional.empty(), open.obstacle(), open.toString());
            assertEquals("200 OK", open.answer().sipAnswer());
            assertTrue(open.answer().rtpBack() >= 10, open.toString());

            RouteSurvey lan = survey(routes, place);
            ProbeReport repeated = routes.probe(lan, sip, AskMain.class, true);
            assertEquals(Optional.empty(), repeated.obstacle(), repeated.toString());

            assertEquals(2, routes.close(lan.network().subnet()).size());
            assertEquals(Obstacle.Kind.RAW_DROP, obstacle(routes, sip, place).kind());
        } finally {
            for (HostChange each : emulated.reversed()) {
                changes.undo(each);
            }
            engines.stop(NAME);
        }
        assertEquals(List.of(), changes.inForce());
        assertEquals(before, HostSnapshot.of(toolbox));
    }

    private static RouteSurvey survey(LanRoutes routes, CablePlace place) throws BenchException {
        return routes.survey(ContainerSubnets.DEFAULT, Optional.of(place.address()));
    }

    private static Obstacle obstacle(LanRoutes routes, InetSocketAddress sip, CablePlace place)
            throws BenchException {
        return routes.probe(survey(routes, place), sip, place).obstacle().orElseThrow();
    }

    private static void mend(LanRoutes routes, CablePlace place, Obstacle obstacle)
            throws BenchException {
        routes.make(survey(routes, place).step(obstacle.kind()).orElseThrow());
    }

    /// The rule that Docker 28 and later write for each container.
    private static HostChange docker28(HostChanges changes, InetAddress container)
            throws BenchException {
        return changes.make(
                HostCommand.rule(
                        "emulate Docker 28",
                        "raw",
                        "PREROUTING",
                        List.of(
                                "-d",
                                container.getHostAddress() + "/32",
                                "!",
                                "-i",
                                "docker0",
                                "-m",
                                "comment",
                                "--comment",
                                "emulates-docker-28",
                                "-j",
                                "DROP")),
                Holder.thisProcess());
    }

    /// What the policy DROP of a laptop's FORWARD chain does, also where the policy is another.
    private static HostChange forwardDrop(HostChanges changes, InetAddress container)
            throws BenchException {
        return changes.make(
                HostCommand.rule(
                        "emulate a laptop",
                        "filter",
                        "DOCKER-USER",
                        List.of(
                                "-d",
                                container.getHostAddress() + "/32",
                                "!",
                                "-i",
                                "docker0",
                                "-m",
                                "comment",
                                "--comment",
                                "emulates-a-laptop",
                                "-j",
                                "DROP")),
                Holder.thisProcess());
    }

    /// The first rule in raw makes iptables create the table, which then stays, empty.
    private static void touchRaw(Toolbox toolbox) throws BenchException {
        String rule = " PREROUTING -d 198.51.100.255 -j ACCEPT";
        toolbox.require(
                ToolboxTask.onHost(
                        "have a table raw",
                        HostCommand.shell(
                                        "iptables -w 10 -t raw -I"
                                                + rule
                                                + " && iptables -w 10 -t raw -D"
                                                + rule)
                                .toArray(String[]::new)));
    }
}
