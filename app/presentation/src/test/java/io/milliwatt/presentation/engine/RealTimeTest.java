package io.milliwatt.presentation.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.engine.RealTimeShares.Kind;
import io.milliwatt.presentation.engine.RealTimeShares.Part;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.fixture.ManualRunner;
import io.milliwatt.presentation.fixture.ManualUi;
import io.milliwatt.presentation.fixture.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RealTimeTest {
    private final FakeBackend backend = new FakeBackend();
    private final ManualUi ui = new ManualUi();
    private final ManualRunner runner = new ManualRunner();
    private final RealTimeViewModel realTime =
            new RealTimeViewModel(new Surroundings(backend, runner, ui, new ManualClock()));

    private static EngineInfo withRealTime() {
        EngineInfo plain = Samples.engine();
        return new EngineInfo(
                plain.name(),
                plain.runtime(),
                plain.placement(),
                plain.image(),
                plain.advertisedAddress(),
                plain.sipPort(),
                plain.rtpPorts(),
                plain.containerId(),
                plain.containerAddress(),
                plain.pid(),
                plain.control(),
                plain.controlToken(),
                plain.startedAt(),
                plain.readyMillis(),
                true,
                plain.settings().withRealtime(true),
                plain.reachedAt());
    }

    @Test
    void thePartsMakeUpTheWholeBudget() {
        RealTimeShares shares = RealTimeShares.of(Samples.realTime(), "engine");
        assertEquals(
                List.of(Kind.THIS, Kind.ENGINE, Kind.OTHERS),
                shares.parts().stream().map(Part::kind).toList());
        assertEquals(950_000, shares.parts().stream().mapToLong(Part::micros).sum());
        assertEquals(1, shares.parts().stream().mapToDouble(Part::fraction).sum(), 1e-9);
        assertEquals("400,000 of 950,000 µs", shares.own());
        assertEquals("1 media threads, SCHED_FIFO", shares.parts().getFirst().detail());
    }

    @Test
    void readsTheBudgetWhileAnEngineWithRealTimeRuns() {
        realTime.follow(Optional.of(Samples.engine()));
        assertEquals(List.of(), runner.repeating());
        realTime.follow(Optional.of(withRealTime()));
        runner.tick();
        ui.drain();
        assertEquals("400,000 of 950,000 µs", realTime.shares().get().orElseThrow().own());
        realTime.follow(Optional.empty());
        assertEquals(Optional.empty(), realTime.shares().get());
        assertEquals(List.of(), runner.repeating());
    }

    @Test
    void saysWhatThereIsInsteadWhereThereIsNoBudget() {
        backend.refuseRealTime(
                new BenchException(
                        ProblemCode.BAD_CONFIGURATION,
                        "its control groups are of version 2",
                        "docker update --cpuset-cpus 1"));
        realTime.ask();
        runner.runAll();
        assertTrue(realTime.refusal().get().orElseThrow().fix().contains("--cpuset-cpus"));
    }
}
