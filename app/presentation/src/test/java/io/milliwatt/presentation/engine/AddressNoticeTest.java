package io.milliwatt.presentation.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.network.AddressState;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.fixture.ManualRunner;
import io.milliwatt.presentation.fixture.ManualUi;
import io.milliwatt.presentation.fixture.Samples;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddressNoticeTest {
    private static final HostAddress WIRELESS =
            new HostAddress(
                    InetAddress.ofLiteral("192.168.7.4"), "wlan0", 1, "LAN", "default route", true);

    private final FakeBackend backend = new FakeBackend();
    private final ManualUi ui = new ManualUi();
    private final ManualRunner runner = new ManualRunner();
    private final Surroundings with = new Surroundings(backend, runner, ui, new ManualClock());
    private final EngineViewModel engine = new EngineViewModel(with, LaunchRequest::defaults);
    private final AddressNotice notice = new AddressNotice(with, engine);

    @BeforeEach
    void launch() {
        engine.launch();
        runner.runAll();
        look();
    }

    private void look() {
        runner.tick();
        ui.drain();
    }

    @Test
    void saysNothingWhileTheAddressIsThere() {
        look();
        assertInstanceOf(AddressState.Right.class, notice.state().get());
    }

    @Test
    void tellsThatTheAddressIsGoneAndLaunchesAgainAtTheNewOne() {
        backend.addresses(List.of(WIRELESS));
        look();
        assertTrue(notice.state().get().words().startsWith("192.168.1.20 is gone"));
        assertEquals(Optional.of(WIRELESS.address()), notice.relaunchWith());

        notice.relaunch();
        assertInstanceOf(EngineState.Launching.class, engine.state().get());
        assertInstanceOf(AddressState.Right.class, notice.state().get());
        runner.runAll();
        assertInstanceOf(EngineState.Running.class, engine.state().get());
        assertEquals(Optional.of(WIRELESS.address()), backend.engines().relaunchedAt());
        assertTrue(engine.owned(), "it still ends with the window");
    }

    @Test
    void leftAsItIsItSaysNothingUntilTheAddressChangesAgain() {
        backend.addresses(List.of(WIRELESS));
        look();
        notice.dismiss();
        look();
        assertInstanceOf(AddressState.Right.class, notice.state().get());
        backend.addresses(Samples.addresses());
        look();
        backend.addresses(List.of(WIRELESS));
        look();
        assertInstanceOf(AddressState.Gone.class, notice.state().get());
    }
}
