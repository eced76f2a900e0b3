package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.model.HostConfig;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Network modes, limits and the life of engines on the real daemon, with the stand-in engine.
/// "Ready" means here too that SIP and RTP were answered from this host.
@Tag("system")
final class NetworkModesTest {
    private static final LaunchListener SILENT = (_, _, _) -> {};
    private static final DockerConnection CONNECTION =
            new DockerConnection(DockerEndpoint.ofUser());

    @TempDir static Path directory;

    private HostSnapshot before = new HostSnapshot(Set.of(), Set.of(), Set.of());

    @BeforeAll
    static void needsDocker() {
        NeedsDocker.check(CONNECTION);
    }

    @BeforeEach
    void takeSnapshot() throws Exception {
        Files.createDirectories(directory.resolve("state"));
        before = HostSnapshot.take(CONNECTION.client());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        LocalEngines engines = engines();
        for (EngineInfo each : engines.all()) {
            if (each.name().startsWith("modes-")) {
                engines.stop(each.name());
            }
        }
        assertEquals(before, HostSnapshot.take(CONNECTION.client()));
    }

    @Test
    void manyEnginesShareAPortWhenEachHasAnAddressOfItsOwn() throws Exception {
        LocalEngines engines = engines();
        for (int i = 0; i < 4; i++) {
            EngineInfo engine =
                    engines.launch(
                            request("modes-" + i, NetworkMode.CONTAINER), SILENT, () -> false);
            assertEquals("container", engine.mode());
            assertEquals(engine.containerAddress().orElseThrow(), engine.advertisedAddress());
            assertEquals(engine.advertisedAddress(), engine.reachedAt());
            assertEquals(5_060, engine.sipPort());
            assertEquals(
                    "http://" + engine.reachedAt().getHostAddress() + ":5080",
                    engine.control().toString());
            assertEquals("sip:echo@" + engine.reachedAt().getHostAddress(), engine.dial("echo"));
        }
        List<EngineInfo> ours =
                engines.list().stream().filter(it -> it.name().startsWith("modes-")).toList();
        assertEquals(
                4,
                ours.stream().map(EngineInfo::reachedAt).collect(Collectors.toSet()).size(),
                ours.toString());
        assertEquals(before.proxies(), HostSnapshot.take(CONNECTION.client()).proxies());
    }

    @Test
    void engineInTheHostsNetworkNeedsNoProxyAndListensWhereItSaysOnly() throws Exception {
        EngineInfo engine = engines().launch(onHost("modes-host"), SILENT, () -> false);
        assertEquals("host", engine.mode());
        assertEquals(InetAddress.getLoopbackAddress(), engine.reachedAt());
        assertEquals(Optional.empty(), engine.containerAddress());
        assertEquals("127.0.0.1", engine.control().getHost());
        assertEquals(before.proxies(), HostSnapshot.take(CONNECTION.client()).proxies());
        assertFalse(engines().usage("modes-host").traffic().known(), "the host's is not its own");
        // its SIP port is free on every other address
        new DatagramSocket(engine.sipPort(), InetAddress.ofLiteral("127.0.0.77")).close();
        assertEquals(engine, engines().find("modes-host").orElseThrow());
    }

    @Test
    void portsOfTheHostMustBeFreeInModeHost() throws Exception {
        LaunchRequest request = onHost("modes-taken");
        try (var _ = new DatagramSocket(request.sipPort(), InetAddress.getLoopbackAddress())) {
            BenchException problem =
                    assertThrows(
                            BenchException.class,
                            () -> engines().launch(request, SILENT, () -> false));
            assertEquals(ProblemCode.PORT_TAKEN, problem.code());
            assertTrue(problem.getMessage().contains("by java (pid "), problem.getMessage());
        }
    }

    @Test
    void containersAddressIsAdvertisedOnPurposeOnly() throws Exception {
        InetAddress host = LocalEngines.rankedAddresses().getFirst().address();
        LaunchRequest ports = TestEngines.request("modes-wrong", RuntimeKind.DOCKER, true);
        var request =
                new LaunchRequest(
                                ports.name(),
                                ports.runtime(),
                                Optional.empty(),
                                ports.sipPort(),
                                ports.rtpPorts(),
                                true)
                        .withPlacement(Placement.DEFAULT.advertisingContainer());
        EngineInfo engine = engines().launch(request, SILENT, () -> false);
        assertEquals(engine.containerAddress().orElseThrow(), engine.advertisedAddress());
        assertEquals(host, engine.reachedAt());
        assertTrue(
                engine.dial("echo").startsWith("sip:echo@" + host.getHostAddress()),
                engine.dial("echo"));
        assertTrue(engine.placement().advertiseContainer());
    }

    @Test
    void limitsAreThoseOfTheContainer() throws Exception {
        Limits limits = Limits.DEFAULT.withCpus("0.5").withMemory("300m");
        EngineInfo engine =
                engines()
                        .launch(
                                request("modes-limits", NetworkMode.CONTAINER)
                                        .withPlacement(
                                                Placement.of(NetworkMode.CONTAINER)
                                                        .withLimits(limits)),
                                SILENT,
                                () -> false);
        HostConfig config =
                CONNECTION
                        .client()
                        .inspectContainerCmd(engine.containerId().orElseThrow())
                        .exec()
                        .getHostConfig();
        assertEquals(500_000_000L, config.getNanoCPUs());
        assertEquals(300L << 20, config.getMemory());
        assertEquals(300L << 20, config.getMemorySwap(), "no swap beside it");
        assertEquals(limits, engine.placement().limits());
        assertEquals("0.5 CPUs, 300 MiB", engine.placement().limits().words());
    }

    @Test
    void limitsThatTheHostDoesNotHaveAreRefused() {
        BenchException problem =
                assertThrows(
                        BenchException.class,
                        () ->
                                engines()
                                        .launch(
                                                request("modes-many", NetworkMode.CONTAINER)
                                                        .withPlacement(
                                                                Placement.DEFAULT.withLimits(
                                                                        new Limits(
                                                                                1_000, 1L << 30))),
                                                SILENT,
                                                () -> false));
        assertEquals(ProblemCode.BAD_CONFIGURATION, problem.code());
        assertTrue(problem.getMessage().contains("processors, not 1000"), problem.getMessage());
        assertTrue(problem.fix().matches("Give --cpus \\d+ or less"), problem.fix());
    }

    @Test
    void trafficOfAnEngineIsCounted() throws Exception {
        engines().launch(request("modes-traffic", NetworkMode.CONTAINER), SILENT, () -> false);
        EngineUsage.Traffic traffic = engines().usage("modes-traffic").traffic();
        assertTrue(traffic.receivedBytes() > 1_000, traffic.toString());
        assertTrue(traffic.sentBytes() > 1_000, traffic.toString());
    }

    @Test
    void renamedEngineGoesOnUnderItsNewNameOnly() throws Exception {
        LocalEngines engines = engines();
        EngineInfo old =
                engines.launch(request("modes-old", NetworkMode.CONTAINER), SILENT, () -> false);
        engines.launch(request("modes-other", NetworkMode.CONTAINER), SILENT, () -> false);
        assertEquals(
                ProblemCode.NAME_TAKEN,
                assertThrows(BenchException.class, () -> engines.rename("modes-old", "modes-other"))
                        .code());
        assertEquals(
                ProblemCode.BAD_CONFIGURATION,
                assertThrows(BenchException.class, () -> engines.rename("modes-old", "a b"))
                        .code());
        engines.rename("modes-old", "modes-new");
        assertEquals(Optional.empty(), engines.find("modes-old"));
        EngineInfo renamed = engines.find("modes-new").orElseThrow();
        assertEquals(old.containerId(), renamed.containerId());
        assertEquals(old.readyMillis(), renamed.readyMillis());
        assertTrue(renamed.running());
    }

    @Test
    void keptEngineIsListedAsEndedAndStartsAgainByRestart() throws Exception {
        LocalEngines engines = engines();
        EngineInfo first =
                engines.launch(request("modes-kept", NetworkMode.CONTAINER), SILENT, () -> false);
        engines.end("modes-kept");
        assertTrue(engines.list().stream().noneMatch(it -> it.name().equals("modes-kept")));
        EngineInfo ended =
                engines.all().stream()
                        .filter(it -> it.name().equals("modes-kept"))
                        .findFirst()
                        .orElseThrow();
        assertFalse(ended.running());
        assertEquals(List.of("ready"), engines.logs("modes-kept", 1));
        EngineInfo again = engines.restart("modes-kept", SILENT, () -> false);
        assertTrue(again.running());
        assertNotEquals(first.containerId(), again.containerId());
        assertEquals(first.placement(), again.placement());
        assertEquals(first.sipPort(), again.sipPort());
    }

    @Test
    void networkThatIsNotThereIsNamedWithThoseThatAre() {
        BenchException problem =
                assertThrows(
                        BenchException.class,
                        () ->
                                engines()
                                        .launch(
                                                request("modes-lost", NetworkMode.CONTAINER)
                                                        .withPlacement(
                                                                Placement.of(NetworkMode.CONTAINER)
                                                                        .withNetwork("nowhere")),
                                                SILENT,
                                                () -> false));
        assertEquals(ProblemCode.BAD_CONFIGURATION, problem.code());
        assertTrue(
                problem.getMessage().contains("it has bridge, host, none"), problem.getMessage());
        assertEquals("Make it first: docker network create nowhere", problem.fix());
    }

    @Test
    void engineJoinsTheNetworkThatIsNamed() throws Exception {
        String id = CONNECTION.client().createNetworkCmd().withName("modes-lab").exec().getId();
        try {
            EngineInfo engine =
                    engines()
                            .launch(
                                    request("modes-inside", NetworkMode.CONTAINER)
                                            .withPlacement(
                                                    Placement.of(NetworkMode.CONTAINER)
                                                            .withNetwork("modes-lab")),
                                    SILENT,
                                    () -> false);
            String subnet =
                    CONNECTION
                            .client()
                            .inspectNetworkCmd()
                            .withNetworkId(id)
                            .exec()
                            .getIpam()
                            .getConfig()
                            .getFirst()
                            .getSubnet();
            assertEquals(
                    subnet.substring(0, subnet.lastIndexOf('.', subnet.indexOf('/'))),
                    engine.reachedAt().getHostAddress().replaceFirst("\\.\\d+$", ""));
            engines().stop("modes-inside");
        } finally {
            CONNECTION.client().removeNetworkCmd(id).exec();
        }
    }

    /// At the usual ports: they are the container's own.
    private static LaunchRequest request(String name, NetworkMode mode) {
        return new LaunchRequest(
                        name,
                        Optional.of(RuntimeKind.DOCKER),
                        Optional.empty(),
                        LaunchRequest.DEFAULT_SIP_PORT,
                        LaunchRequest.DEFAULT_RTP_PORTS,
                        true)
                .withPlacement(Placement.of(mode));
    }

    private static LaunchRequest onHost(String name) {
        return TestEngines.request(name, RuntimeKind.DOCKER, true)
                .withPlacement(Placement.of(NetworkMode.HOST));
    }

    private static LocalEngines engines() {
        return TestEngines.of(directory, CONNECTION.endpoint());
    }
}
