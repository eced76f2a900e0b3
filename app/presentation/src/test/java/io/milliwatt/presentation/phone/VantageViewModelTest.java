package io.milliwatt.presentation.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.call.Vantage;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.engine.DockerStatus;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.fixture.ManualRunner;
import io.milliwatt.presentation.fixture.ManualUi;
import io.milliwatt.presentation.fixture.Samples;
import io.milliwatt.presentation.settings.AudioSetting;
import io.milliwatt.presentation.tap.TapsViewModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;

class VantageViewModelTest {
    private final FakeBackend backend = new FakeBackend();
    private final ManualUi ui = new ManualUi();
    private final ManualRunner runner = new ManualRunner();
    private final Surroundings with = new Surroundings(backend, runner, ui, new ManualClock());
    private Optional<EngineInfo> engine = Optional.of(Samples.engine());
    private final VantageViewModel vantage = new VantageViewModel(with, () -> engine);

    private void settle() {
        runner.runAll();
        ui.drain();
    }

    private static EngineInfo embedded() {
        EngineInfo docker = Samples.engine();
        return new EngineInfo(
                "engine",
                RuntimeKind.EMBEDDED,
                "host",
                "built-in",
                docker.advertisedAddress(),
                5060,
                docker.rtpPorts(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(812L),
                docker.control(),
                docker.controlToken(),
                docker.startedAt(),
                100,
                true);
    }

    @Test
    void goesToTheLanWithTheRoutesThatWereTypedAndComesBack() {
        vantage.routes().set("172.17.0.0/16, 10.1.0.0/24");
        assertTrue(vantage.plan().get(2).contains("172.17.0.0/16"));
        vantage.toLan();
        assertInstanceOf(VantageState.Moving.class, vantage.state().get());
        settle();
        assertEquals(new VantageState.OnLan("198.51.100.2"), vantage.state().get());
        assertEquals(2, backend.lanChoice().routes().size());

        vantage.toHost();
        assertInstanceOf(VantageState.Returning.class, vantage.state().get());
        settle();
        assertInstanceOf(VantageState.OnHost.class, vantage.state().get());
        assertEquals(0, backend.lanPhones(), "nothing is left on the LAN");
    }

    @Test
    void refusesAnEngineWithoutAContainerAndSaysWhy() {
        engine = Optional.of(embedded());
        vantage.toLan();
        var refused = assertInstanceOf(VantageState.Refused.class, vantage.state().get());
        assertTrue(refused.problem().happened().contains("a process of this host"));
        assertTrue(refused.problem().fix().contains("Docker"));
        assertEquals(List.of(), runner.waiting());
        vantage.toHost();
        assertInstanceOf(VantageState.OnHost.class, vantage.state().get());
    }

    @Test
    void saysWhyThePhoneCannotGoThere() {
        backend.failLan(
                new BenchException(
                        ProblemCode.NETWORK_CLASH,
                        "All documentation ranges are in use",
                        "ip route"));
        vantage.toLan();
        settle();
        var refused = assertInstanceOf(VantageState.Refused.class, vantage.state().get());
        assertEquals("All documentation ranges are in use", refused.problem().happened());
    }

    @Test
    void saysWhichRouteIsNone() {
        vantage.routes().set("the-lan");
        vantage.toLan();
        settle();
        var refused = assertInstanceOf(VantageState.Refused.class, vantage.state().get());
        assertTrue(refused.problem().happened().contains("the-lan"));
    }

    @Test
    void cancelledOnTheWayNothingIsLeft() {
        vantage.toLan();
        vantage.toHost();
        settle();
        assertInstanceOf(VantageState.OnHost.class, vantage.state().get());
        assertEquals(0, backend.lanPhones());
    }

    @Test
    void callsGoThroughThePhoneThatStandsOnTheLan() {
        List<PhoneViewModel.CallSight> seen = new ArrayList<>();
        var phone =
                new PhoneViewModel(
                        with,
                        () -> engine,
                        () -> AudioSetting.DEFAULT,
                        vantage,
                        new TapsViewModel(
                                with,
                                new SimpleObjectProperty<DockerStatus>(new DockerStatus.Unknown())),
                        seen::add);
        vantage.toLan();
        settle();
        phone.dial("echo");
        runner.runAll();
        runner.tick();
        ui.drain();
        assertEquals(1, backend.lanCalls());
        assertEquals(Vantage.LAN, seen.getLast().vantage());
    }
}
