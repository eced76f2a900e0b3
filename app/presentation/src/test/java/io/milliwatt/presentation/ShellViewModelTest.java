package io.milliwatt.presentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.engine.LaunchStep;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.engine.Check;
import io.milliwatt.presentation.engine.EngineState;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.fixture.ManualRunner;
import io.milliwatt.presentation.fixture.ManualUi;
import io.milliwatt.presentation.fixture.Samples;
import io.milliwatt.presentation.phone.PhoneState;
import io.milliwatt.presentation.settings.SettingsStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellViewModelTest {
    @TempDir Path folder;

    private final FakeBackend backend = new FakeBackend();
    private final ManualUi ui = new ManualUi();
    private final ManualRunner runner = new ManualRunner();
    private final AtomicBoolean closed = new AtomicBoolean();
    private ShellViewModel shell;

    @BeforeEach
    void open() {
        shell =
                new ShellViewModel(
                        new Surroundings(backend, runner, ui, new ManualClock()),
                        new SettingsStore(folder.resolve("settings.properties")));
    }

    private List<String> status() {
        return shell.status().get().stream().map(StatusItem::text).toList();
    }

    private void settle() {
        runner.runAll();
        ui.drainAll();
    }

    private void talk() {
        backend.answerAtOnce();
        shell.bench().engine().launch();
        settle();
        shell.bench().phone().dial("echo");
        settle();
        runner.tick();
        settle();
    }

    @Test
    void tellsDockerEngineAddressAndPhone() {
        shell.start();
        settle();
        assertEquals(
                List.of(
                        "Docker 28.3",
                        "Engine stopped",
                        "Will advertise 192.168.1.20 (eth0)",
                        "Phone ready, reference signal"),
                status());
        talk();
        assertEquals(
                List.of(
                        "Docker 28.3",
                        "Engine running",
                        "Advertised 192.168.1.20 (eth0)",
                        "In a call, 0:42"),
                status());
    }

    @Test
    void withoutDockerTheChecksSayThatEnginesRunEmbedded() {
        backend.engines()
                .failDocker(
                        new BenchException(
                                ProblemCode.DOCKER_NOT_RUNNING,
                                "Nothing listens on /var/run/docker.sock",
                                "systemctl start docker"));
        shell.start();
        settle();
        assertEquals(Health.WARN, shell.status().get().getFirst().health());
        Check docker = shell.bench().checks().get().getFirst();
        assertEquals(Check.Level.NOTE, docker.level());
        assertTrue(docker.detail().contains("embedded"));
    }

    @Test
    void theChecksOfARunningEngineAreWhatItsLaunchFound() {
        talk();
        List<Check> checks = shell.bench().checks().get();
        assertTrue(
                checks.stream()
                        .anyMatch(c ->
                                c.title().equals("SIP OPTIONS answered")
                                        && c.level() == Check.Level.GOOD
                                        && c.took().isPresent()));
        assertTrue(checks.getLast().title().startsWith("20 RTP ports carry 10 calls"));
    }

    @Test
    void theChosenAddressGoesIntoTheNextLaunch() {
        shell.start();
        settle();
        var vpn = Samples.addresses().get(1).address();
        shell.network().choose(Optional.of(vpn));
        shell.bench().engine().launch();
        settle();
        assertEquals(Optional.of(vpn), backend.addressSetting().chosen());
        assertEquals(
                Optional.empty(),
                backend.engines().lastRequest().orElseThrow().advertise(),
                "the engines look up the choice, so that the command line has the same");
    }

    @Test
    void aFinishedCallIsListed() {
        talk();
        shell.bench().phone().hangUp();
        settle();
        runner.tick();
        settle();
        assertEquals(1, shell.calls().calls().size());
        assertEquals("audio", shell.calls().calls().getFirst().state());
        assertTrue(shell.bench().call().record().get().isPresent(), "the last call stays in view");
    }

    @Test
    void aNewCallReplacesTheOneShown() {
        talk();
        shell.bench().phone().hangUp();
        settle();
        runner.tick();
        settle();
        int points = shell.bench().call().jitter().get().size();
        assertTrue(points >= 1);
        shell.bench().phone().dial("milliwatt");
        settle();
        runner.tick();
        ui.drain();
        assertEquals(1, shell.bench().call().jitter().get().size());
    }

    @Test
    void givingUpEndsALaunchAndAnUnansweredCallButNeverAnAnsweredOne() {
        shell.bench().engine().launch();
        shell.bench().giveUp();
        settle();
        assertInstanceOf(EngineState.Stopped.class, shell.bench().engine().state().get());

        talk();
        shell.bench().giveUp();
        settle();
        runner.tick();
        settle();
        assertInstanceOf(PhoneState.Connected.class, shell.bench().phone().state().get());
        backend.call().ring();
        runner.tick();
        settle();
        shell.bench().giveUp();
        settle();
        runner.tick();
        settle();
        assertInstanceOf(PhoneState.Ended.class, shell.bench().phone().state().get());
    }

    @Test
    void closingEndsTheCallAndTheEngineLaunchedHere() {
        talk();
        shell.close(() -> closed.set(true));
        assertTrue(shell.closing().get());
        assertFalse(closed.get());
        settle();
        assertTrue(closed.get());
        assertTrue(backend.closed());
        assertTrue(backend.call().ended());
        assertEquals(1, backend.engines().stops());
    }

    @Test
    void closingLeavesAnEngineThatWasThereBefore() {
        backend.engines().runAlready(Samples.engine());
        shell.start();
        settle();
        shell.close(() -> closed.set(true));
        settle();
        assertTrue(closed.get());
        assertEquals(0, backend.engines().stops());
    }

    @Test
    void closingDuringALaunchWaitsUntilNothingOfItIsLeft() {
        backend.engines().holdAt(LaunchStep.START);
        shell.bench().engine().launch();
        shell.close(() -> closed.set(true));
        assertFalse(closed.get());
        settle();
        assertTrue(closed.get());
        assertInstanceOf(EngineState.Stopped.class, shell.bench().engine().state().get());
    }
}
