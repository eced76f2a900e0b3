package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.docker.Ownership;
import io.milliwatt.bench.state.ProcessIdentity;
import io.milliwatt.bench.toolbox.Holder;
import io.milliwatt.bench.toolbox.HostChange;
import io.milliwatt.bench.toolbox.HostChanges;
import io.milliwatt.bench.toolbox.HostCommand;
import io.milliwatt.bench.toolbox.HostSnapshot;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxImages;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// RTP ranges that one rule leads to the container, on the real daemon and the real packet filter.
/// That an engine is ready means that RTP went through the rules. Every test ends with the rules of
/// before.
@Tag("system")
@Timeout(300)
final class DnatTest {
    private static final LaunchListener SILENT = (_, _, _) -> {};
    private static final Toolbox TOOLBOX = Toolbox.create();

    @TempDir static Path directory;

    private HostSnapshot before = new HostSnapshot("");

    @BeforeAll
    static void needsDocker() throws Exception {
        NeedsDocker.check(TOOLBOX.docker());
        NeedsDocker.engineFiles();
    }

    @BeforeEach
    void takeSnapshot() throws Exception {
        Files.createDirectories(directory.resolve("state"));
        before = HostSnapshot.of(TOOLBOX);
    }

    @AfterEach
    void rulesAreAsBefore() throws Exception {
        LocalEngines engines = engines();
        for (EngineInfo each : engines.all()) {
            if (each.name().startsWith("dnat-")) {
                engines.stop(each.name());
            }
        }
        assertEquals(before, HostSnapshot.of(TOOLBOX));
        assertEquals(List.of(), TestEngines.journal(directory).changes());
    }

    @Test
    void rangeIsLedToTheContainerWithoutAProxyForIt() throws Exception {
        EngineInfo engine = engines().launch(request("dnat-lan", host()), SILENT, () -> false);
        assertEquals(Publishing.DNAT, engine.placement().publishing());
        String rules = rules(engine);
        assertEquals(3, rules.lines().count(), rules);
        assertTrue(
                rules.contains(
                        "--dport "
                                + engine.rtpPorts().first()
                                + ":"
                                + engine.rtpPorts().last()
                                + " "),
                rules);
        assertFalse(
                ProcessHandle.allProcesses()
                        .flatMap(it -> it.info().commandLine().stream())
                        .anyMatch(it ->
                                it.contains("docker-proxy")
                                        && it.contains("-host-port " + engine.rtpPorts().first())));
        engines().end("dnat-lan");
        assertEquals("", rules(engine));
    }

    @Test
    void loopbackAddressIsLedToTheContainerToo() throws Exception {
        EngineInfo engine =
                engines()
                        .launch(
                                request("dnat-local", InetAddress.getLoopbackAddress()),
                                SILENT,
                                () -> false);
        assertEquals(4, rules(engine).lines().count(), rules(engine));
        assertTrue(rules(engine).contains("MASQUERADE"), rules(engine));
    }

    @Test
    void rulesFollowTheContainerToItsNewAddress() throws Exception {
        LocalEngines engines = engines();
        EngineInfo first = engines.launch(request("dnat-moves", host()), SILENT, () -> false);
        engines.end("dnat-moves");
        EngineInfo other = engines.launch(inContainer("dnat-taker"), SILENT, () -> false);
        assertEquals(first.containerAddress(), other.containerAddress(), "the address is free");
        EngineInfo again = engines.restart("dnat-moves", SILENT, () -> false);
        assertNotEquals(first.containerAddress(), again.containerAddress());
        assertEquals("", rules(first));
        assertTrue(
                rules(again).contains(again.containerAddress().orElseThrow().getHostAddress()),
                rules(again));
    }

    @Test
    void rulesFollowAContainerThatOthersRestartAtAnotherAddress() throws Exception {
        LocalEngines engines = engines();
        EngineInfo first = engines.launch(request("dnat-others", host()), SILENT, () -> false);
        stopByOthers(first);
        // the next launch finds no container for the rules, and its engine takes the address
        EngineInfo other = engines.launch(inContainer("dnat-inplace"), SILENT, () -> false);
        assertEquals(first.containerAddress(), other.containerAddress(), "the address is free");
        assertEquals("", rules(first));
        startByOthers(first);
        awaitRules(first);
        EngineInfo again = engines.find("dnat-others").orElseThrow();
        assertNotEquals(first.containerAddress(), again.containerAddress());
        String address = again.containerAddress().orElseThrow().getHostAddress();
        assertTrue(rules(first).lines().allMatch(it -> it.contains(address)), rules(first));
        assertEquals(3, rules(first).lines().count(), rules(first));
        assertEquals(1, TestEngines.journal(directory).changes().size());
    }

    /// Rules and containers' processes are gone after a reboot; the journal is not.
    @Test
    void rulesThatARebootTookAreMadeAnewByTheNextCommandOfAnyProcess() throws Exception {
        EngineInfo engine = engines().launch(request("dnat-boot", host()), SILENT, () -> false);
        reboot(engine);
        startByOthers(engine);
        engines().find("dnat-boot");
        assertEquals(3, rules(engine).lines().count(), rules(engine));
    }

    @Test
    void rulesAreMadeAnewOnceHoweverManySeeThatTheyAreGone() throws Exception {
        EngineInfo engine = engines().launch(request("dnat-many", host()), SILENT, () -> false);
        reboot(engine);
        startByOthers(engine);
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                many.submit(() -> engines().find("dnat-many"));
            }
        }
        assertEquals(3, rules(engine).lines().count(), rules(engine));
        assertEquals(1, TestEngines.journal(directory).changes().size());
    }

    @Test
    void engineOfAnotherUserIsLeftToHim(@TempDir Path other) throws Exception {
        EngineInfo engine = engines().launch(request("dnat-his", host()), SILENT, () -> false);
        HostChange his = TestEngines.journal(directory).changes().getFirst();
        Thread.sleep(5_500); // sooner it might be somebody's launch
        TestEngines.of(other, TOOLBOX.docker().endpoint()).find("dnat-his");
        assertEquals(List.of(), TestEngines.journal(other).changes());
        assertEquals(List.of(his), TestEngines.journal(directory).changes());
        assertEquals(3, rules(engine).lines().count(), rules(engine));
    }

    @Test
    void nothingIsLeftOfAnEngineThatARebootEnded() throws Exception {
        EngineInfo engine = engines().launch(request("dnat-ended", host()), SILENT, () -> false);
        reboot(engine);
        assertEquals(1, TestEngines.journal(directory).changes().size());
        String orphan = orphanedToolbox();
        engines().launch(inContainer("dnat-new"), SILENT, () -> false);
        assertEquals("", rules(engine));
        assertEquals(List.of(), TestEngines.journal(directory).changes());
        assertEquals(
                Optional.empty(),
                TOOLBOX.docker().askForOne(it -> it.inspectContainerCmd(orphan).exec()));
    }

    /// A container that a process, which has ended, made and did not come to start.
    private static String orphanedToolbox() throws Exception {
        Process ended = new ProcessBuilder("sleep", "60").start();
        String owner = ProcessIdentity.of(ended.pid()).orElseThrow().word();
        ended.destroyForcibly().waitFor();
        return TOOLBOX.docker()
                .client()
                .createContainerCmd(ToolboxImages.create().reference())
                .withCmd("true")
                .withLabels(
                        Map.of(
                                Ownership.LABEL,
                                Toolbox.KIND,
                                Ownership.OWNER,
                                owner,
                                Ownership.PURPOSE,
                                "be left behind"))
                .exec()
                .getId();
    }

    private static void stopByOthers(EngineInfo engine) {
        TOOLBOX.docker()
                .client()
                .stopContainerCmd(engine.containerId().orElseThrow())
                .withTimeout(1)
                .exec();
    }

    private static void startByOthers(EngineInfo engine) {
        TOOLBOX.docker().client().startContainerCmd(engine.containerId().orElseThrow()).exec();
    }

    private static void reboot(EngineInfo engine) throws Exception {
        stopByOthers(engine);
        HostChange rules = TestEngines.journal(directory).changes().getFirst();
        TOOLBOX.require(ToolboxTask.onHost("reboot", rules.undo().toArray(String[]::new)));
        assertEquals("", rules(engine));
    }

    private static void awaitRules(EngineInfo engine) throws Exception {
        for (int i = 0; i < 40 && rules(engine).isEmpty(); i++) {
            Thread.sleep(250);
        }
    }

    @Test
    void rulesOfAnEngineThatDiedAreTakenAwayByTheNextLaunch() throws Exception {
        LocalEngines engines = engines();
        EngineInfo dead = engines.launch(request("dnat-dead", host()), SILENT, () -> false);
        TOOLBOX.docker().client().killContainerCmd(dead.containerId().orElseThrow()).exec();
        assertFalse(rules(dead).isEmpty(), "nobody could take them away");
        engines.launch(inContainer("dnat-next"), SILENT, () -> false);
        assertEquals("", rules(dead));
    }

    @Test
    void nothingStaysOfAKilledLauncher() throws Exception {
        engines().launch(request("dnat-image", host()), SILENT, () -> false);
        engines().stop("dnat-image");
        LaunchRequest left = request("dnat-left", InetAddress.getLoopbackAddress());
        Process launcher = LaunchAndStay.start(directory, left);
        try {
            assertEquals("ready", launcher.inputReader().readLine());
        } finally {
            launcher.destroyForcibly().waitFor();
        }
        assertEquals(1, TestEngines.journal(directory).changes().size());
        engines().launch(inContainer("dnat-after"), SILENT, () -> false);
        assertEquals(Optional.empty(), engines().find("dnat-left"));
        assertEquals(List.of(), TestEngines.journal(directory).changes());
    }

    /// A phone that goes on sending while no rule is there: without flushing, the kernel sticks to
    /// what it decided at the first packet.
    @Test
    void flowThatBeganBeforeTheRulesIsLedRightOnlyAfterItIsForgotten() throws Exception {
        EngineInfo engine = engines().launch(inContainer("dnat-stale"), SILENT, () -> false);
        var rules =
                new DnatRules(
                        engine.containerId().orElseThrow(),
                        engine.name(),
                        host(),
                        engine.reachedAt(),
                        engine.rtpPorts());
        String flush = StaleFlows.flush(host(), engine.rtpPorts());
        String change = rules.command().change().getLast();
        assertTrue(change.endsWith(flush), "the rules' own command flushes");
        var withoutFlush =
                new HostCommand(
                        "lead a range without flushing",
                        HostCommand.shell(change.replace(flush, "")),
                        rules.command().undo());
        var changes = new HostChanges(TOOLBOX, TestEngines.journal(directory));
        var to = new InetSocketAddress(host(), engine.rtpPorts().first());
        // there is a rule that makes the kernel look at this host's own packets, or there is not
        HostChange warm = changes.make(withoutFlush, Holder.thisProcess());
        changes.undo(warm);
        try (var early = new DatagramSocket();
                var fresh = new DatagramSocket()) {
            assertFalse(comesBack(early, to), "no rule yet");
            HostChange made = changes.make(withoutFlush, Holder.thisProcess());
            try {
                assertTrue(comesBack(fresh, to), "a new flow is led by the rules");
                assertFalse(comesBack(early, to), "an old one is not");
                TOOLBOX.require(
                        ToolboxTask.onHost(
                                "forget flows", HostCommand.shell(flush).toArray(String[]::new)));
                assertTrue(comesBack(early, to), "forgotten, it is a new one");
            } finally {
                changes.undo(made);
            }
        }
    }

    /// Whether one of some packets comes back.
    private static boolean comesBack(DatagramSocket socket, InetSocketAddress to)
            throws IOException {
        socket.setSoTimeout(100);
        for (int i = 0; i < 10; i++) {
            socket.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, to));
            try {
                socket.receive(new DatagramPacket(new byte[10], 10));
                return true;
            } catch (SocketTimeoutException | java.net.PortUnreachableException e) {
                // the next one
            }
        }
        return false;
    }

    private static String rules(EngineInfo engine) throws Exception {
        String id = engine.containerId().orElseThrow().substring(0, 12);
        return TOOLBOX.require(
                ToolboxTask.onHost(
                        "read the rules",
                        HostCommand.shell(
                                        "{ iptables -t nat -S; iptables -S; } | grep milliwatt:"
                                                + id
                                                + "; true")
                                .toArray(String[]::new)));
    }

    private static InetAddress host() {
        return LocalEngines.rankedAddresses().getFirst().address();
    }

    private static LaunchRequest request(String name, InetAddress at) {
        LaunchRequest ports = TestEngines.request(name, RuntimeKind.DOCKER, true);
        return new LaunchRequest(
                        name,
                        ports.runtime(),
                        Optional.of(at),
                        ports.sipPort(),
                        ports.rtpPorts(),
                        true)
                .withPlacement(Placement.DEFAULT.withPublishing(Publishing.DNAT));
    }

    private static LaunchRequest inContainer(String name) {
        LaunchRequest ports = TestEngines.request(name, RuntimeKind.DOCKER, true);
        return new LaunchRequest(
                        name,
                        ports.runtime(),
                        Optional.empty(),
                        ports.sipPort(),
                        ports.rtpPorts(),
                        true)
                .withPlacement(Placement.of(NetworkMode.CONTAINER));
    }

    private static LocalEngines engines() {
        return TestEngines.of(directory, new DockerConnection(DockerEndpoint.ofUser()).endpoint());
    }
}
