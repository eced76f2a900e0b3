package io.milliwatt.presentation.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.EngineUsage;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.engine.LaunchStep;
import io.milliwatt.bench.engine.LogLevel;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.fixture.ManualRunner;
import io.milliwatt.presentation.fixture.ManualUi;
import io.milliwatt.presentation.fixture.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineViewModelTest {
    private final FakeBackend backend = new FakeBackend();
    private final ManualUi ui = new ManualUi();
    private final ManualRunner runner = new ManualRunner();
    private final ManualClock clock = new ManualClock();
    private final EngineViewModel engine =
            new EngineViewModel(
                    new Surroundings(backend, runner, ui, clock), LaunchRequest::defaults);

    private EngineState state() {
        return engine.state().get();
    }

    private void launchFully() {
        engine.launch();
        runner.runAll();
        ui.drain();
    }

    @Test
    void isLaunchingWhileTheLaunchRunsAndRunningAfterIt() {
        engine.launch();
        assertInstanceOf(EngineState.Launching.class, state());

        runner.runAll();

        EngineState.Running running = assertInstanceOf(EngineState.Running.class, state());
        assertEquals("engine", running.info().name());
        assertTrue(engine.owned());
    }

    @Test
    void keepsEveryStepOfALaunchThoughOnlyTheLastReportIsShown() {
        launchFully();
        List<LaunchStep> done =
                engine.lastLaunch().get().orElseThrow().done().stream()
                        .map(LaunchProgress.Done::step)
                        .toList();
        assertEquals(8, done.size());
        assertFalse(done.contains(LaunchStep.BUILD_IMAGE), "the image was there");
        assertEquals(LaunchStep.WAIT_RTP, done.getLast());
    }

    @Test
    void aSecondLaunchWhileOneGoesOnDoesNothing() {
        engine.launch();
        engine.launch();
        assertEquals(List.of("launch the engine"), runner.waiting());
    }

    @Test
    void cancellingShowsThatItIsHeardAndEndsStopped() {
        engine.launch();
        engine.cancel();
        EngineState.Launching launching = assertInstanceOf(EngineState.Launching.class, state());
        assertTrue(launching.cancelling());

        runner.runAll();

        EngineState.Stopped stopped = assertInstanceOf(EngineState.Stopped.class, state());
        assertTrue(stopped.note().contains("cancelled"));
        ui.drainAll();
        assertInstanceOf(EngineState.Stopped.class, state(), "a late report must not revive it");
    }

    @Test
    void aFailedLaunchSaysWhatWhyAndWhatToDo() {
        backend.engines()
                .failLaunch(
                        new BenchException(
                                ProblemCode.PORT_TAKEN,
                                "UDP port 5060 is taken by asterisk (pid 812)",
                                "Use --sip-port 5062, which is free"));
        launchFully();
        EngineState.Failed failed = assertInstanceOf(EngineState.Failed.class, state());
        assertEquals("A port is taken", failed.problem().title());
        assertTrue(failed.problem().happened().contains("asterisk"));
        assertTrue(failed.problem().fix().contains("5062"));
        assertEquals(
                LaunchStep.CHECK_PORTS,
                engine.lastLaunch().get().orElseThrow().current().orElseThrow().step());
    }

    @Test
    void aRunningEngineIsLookedAtAndItsUsageKept() {
        launchFully();
        clock.advance(Duration.ofSeconds(4));
        runner.tick();
        ui.drain();
        EngineState.Running running = assertInstanceOf(EngineState.Running.class, state());
        assertEquals(Optional.of(new EngineUsage(1.8, 82_000_000, 2)), running.usage());
        assertEquals(Duration.ofSeconds(4), running.uptime());
        assertEquals(1, engine.cpuPercent().samples().get().length);
    }

    @Test
    void aKilledEngineIsShownAsFailedAndNoLongerLookedAt() {
        launchFully();
        backend.engines().kill("The container was killed (exit 137)");
        runner.tick();
        ui.drain();
        EngineState.Failed failed = assertInstanceOf(EngineState.Failed.class, state());
        assertEquals(ProblemCode.ENGINE_DIED, failed.problem().code());
        assertTrue(failed.problem().happened().contains("137"));
        assertEquals(List.of(), runner.repeating());
    }

    @Test
    void stopsAndRestarts() {
        launchFully();
        engine.stop();
        assertInstanceOf(EngineState.Stopping.class, state());
        runner.runAll();
        assertInstanceOf(EngineState.Stopped.class, state());
        assertEquals(1, backend.engines().stops());

        launchFully();
        List<Class<?>> states = new ArrayList<>();
        engine.state().addListener((_, _, now) -> states.add(now.getClass()));
        engine.restart();
        runner.runAll();
        assertEquals(
                List.of(
                        EngineState.Stopping.class,
                        EngineState.Stopped.class,
                        EngineState.Launching.class,
                        EngineState.Running.class),
                states);
    }

    @Test
    void takesOverAnEngineThatRunsAlreadyWithoutOwningIt() {
        backend.engines().runAlready(Samples.engine());
        engine.adopt();
        runner.runAll();
        assertInstanceOf(EngineState.Running.class, state());
        assertFalse(engine.owned());
    }

    @Test
    void followsTheLogWhenAsked() {
        launchFully();
        engine.followLog();
        runner.runAll();
        ui.drainAll();
        assertEquals(2, engine.log().lines().size());
    }

    @Test
    void showsTheLinesOfTheLogThatAreAskedFor() {
        launchFully();
        engine.followLog();
        runner.runAll();
        ui.drainAll();
        engine.showLog("Answered", LogLevel.INFO);
        runner.runAll();
        ui.drainAll();
        assertEquals(
                List.of("14:02:11.000 INFO call echo answered, port 40000"),
                List.copyOf(engine.log().lines()));
        engine.showLog("", LogLevel.ERROR);
        runner.runAll();
        ui.drainAll();
        assertEquals(List.of(), List.copyOf(engine.log().lines()));
    }

    @Test
    void watchesAnotherEngineAndKnowsWhichOneItLaunched() {
        launchFully();
        assertTrue(engine.owned());
        EngineInfo other = Samples.engine("second");
        engine.watch(other);
        ui.drainAll();
        assertEquals(Optional.of(other), engine.running());
        assertFalse(engine.owned());
        engine.watch(Samples.engine());
        ui.drainAll();
        assertTrue(engine.owned());
    }

    @Test
    void findsTheEnginesThatRunOnThisMachine() {
        backend.engines().runAlready(Samples.engine("second"));
        engine.findOthers();
        runner.runAll();
        assertEquals(List.of(Samples.engine("second")), engine.all().get());
    }

    @Test
    void aStepIsDoneWhenAnotherIsReported() {
        var begun = clock.instant();
        LaunchProgress progress =
                LaunchProgress.begin(begun)
                        .report(LaunchStep.CHECK_PORTS, "checking", -1, begun)
                        .report(LaunchStep.CHECK_PORTS, "free", 1, begun.plusMillis(3))
                        .report(LaunchStep.START, "starting", -1, begun.plusMillis(5));
        assertEquals(
                List.of(
                        new LaunchProgress.Done(
                                LaunchStep.CHECK_PORTS, "free", Duration.ofMillis(5))),
                progress.done());
        assertEquals(LaunchStep.START, progress.current().orElseThrow().step());
    }
}
