package io.milliwatt.presentation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.network.AddressSetting;
import io.milliwatt.bench.plan.NetworkPlan;
import io.milliwatt.bench.plan.PlanOption;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.route.Obstacle;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.fixture.ManualRunner;
import io.milliwatt.presentation.fixture.ManualUi;
import io.milliwatt.presentation.fixture.Samples;
import io.milliwatt.presentation.network.RouteViewModel.Sight;
import io.milliwatt.presentation.settings.SettingsStore;
import io.milliwatt.presentation.settings.SettingsViewModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkViewModelTest {
    @TempDir Path folder;

    private final FakeBackend backend = new FakeBackend();
    private final ManualRunner runner = new ManualRunner();
    private NetworkViewModel network;

    @BeforeEach
    void open() {
        var with = new Surroundings(backend, runner, new ManualUi(), new ManualClock());
        network =
                new NetworkViewModel(
                        with,
                        new SettingsViewModel(with, new SettingsStore(folder.resolve("settings"))));
    }

    private NetworkPlan plan() {
        return network.plan().plan().get().orElseThrow();
    }

    private Sight sight() {
        return network.route().sight().get().orElseThrow();
    }

    @Test
    void plansAnewForEveryNumberOfCallsThatIsTyped() {
        network.plan().ask();
        runner.runAll();
        assertEquals(20, plan().option(PlanOption.Kind.PUBLISHED).ports());
        network.plan().calls().set("500");
        runner.runAll();
        assertEquals(1_000, plan().option(PlanOption.Kind.PUBLISHED).ports());
        network.plan().bridged().set(true);
        runner.runAll();
        assertEquals(2_000, plan().option(PlanOption.Kind.PUBLISHED).ports());
        assertTrue(plan().recommended().kind() != PlanOption.Kind.PUBLISHED);
    }

    @Test
    void saysWhatToTypeWhereItIsNoNumberOfCalls() {
        network.plan().calls().set("many");
        assertTrue(network.plan().problem().get().contains("such as 50"));
        network.plan().calls().set("0");
        runner.runAll();
        assertTrue(network.plan().problem().get().contains("1 to 100000"));
        assertEquals(Optional.empty(), network.plan().plan().get());
    }

    @Test
    void showsWhatStandsInTheWayOpensItAndUndoesThat() {
        network.route().look();
        assertTrue(network.route().working().get());
        runner.runAll();
        assertEquals(
                List.of(Obstacle.Kind.FORWARD_DROP),
                sight().obstacles().stream().map(Obstacle::kind).toList());
        assertEquals(2, sight().steps().size());
        assertTrue(sight().commands().getFirst().temporary().contains("172.17.0.0/16"));

        network.route().open();
        runner.runAll();
        assertEquals(List.of(), sight().obstacles());
        assertEquals(2, sight().inForce().size());

        network.route().close();
        runner.runAll();
        assertEquals(List.of(), sight().inForce());
        assertEquals(1, sight().obstacles().size());
    }

    @Test
    void theAnswersOfBeforeAndAfterAChangeStandBesideEachOther() {
        network.route().look();
        runner.runAll();
        network.route().probe(Samples.engine(), true);
        assertTrue(network.route().probing().get());
        runner.runAll();
        network.route().open();
        runner.runAll();
        network.route().probe(Samples.engine(), true);
        runner.runAll();
        List<RouteViewModel.Probed> probes = network.route().probes().get();
        assertEquals(List.of(true, false), probes.stream().map(p -> p.open()).toList());
        assertEquals(2, probes.getFirst().changes());
        assertTrue(probes.getLast().words().contains("FORWARD"));
        assertTrue(probes.getFirst().detail().startsWith("SIP 200 OK · 10 RTP packets back"));
    }

    @Test
    void theChoiceOfTheAddressIsKeptWithTheNatForWindowAndCommandLine() {
        network.refresh();
        runner.runAll();
        var vpn = Samples.addresses().get(1).address();
        network.choose(Optional.of(vpn));
        runner.runAll();
        assertEquals(vpn, network.addresses().getFirst().address());
        network.chooseNat(" 198.51.100.7 ");
        runner.runAll();
        assertEquals(new AddressSetting("10.8.0.6", "198.51.100.7"), backend.addressSetting());
        network.chooseNat("");
        runner.runAll();
        assertEquals(new AddressSetting("10.8.0.6", ""), network.setting().get());
    }

    @Test
    void refusesANatThatCannotBeAndKeepsWhatWas() {
        network.chooseNat("nowhere");
        assertTrue(network.refusal().get().orElseThrow().happened().contains("nowhere"));
        network.chooseNat("192.168.1.20");
        runner.runAll();
        assertTrue(
                network.refusal().get().orElseThrow().happened().contains("of this host itself"));
        assertEquals(AddressSetting.AUTOMATIC, backend.addressSetting());
    }

    @Test
    void saysWhyTheHostCannotBeLookedAt() {
        backend.routes()
                .fail(
                        new BenchException(
                                ProblemCode.DOCKER_NOT_RUNNING,
                                "Docker does not answer",
                                "Start it"));
        network.route().look();
        runner.runAll();
        assertEquals(
                "Docker does not answer", network.route().problem().get().orElseThrow().happened());
        assertEquals(Optional.empty(), network.route().sight().get());
    }
}
