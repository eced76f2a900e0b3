package io.milliwatt.bench.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the script prints on real hosts.
final class RtStateTest {
    private static final String TWO_ENGINES =
            """
            engine 4711 /docker/aaa
            thread 4711 4730 media-0 1 10
            engine 4712 /docker/bbb
            thread 4712 4750 media-0 0 0
            parent /docker 950000 1000000
            child aaa 475000
            child bbb 0
            child ccc 100000
            above 950000
            sibling docker 950000
            sibling user.slice 0
            """;

    @Test
    void enginesOthersAndThreadsAreToldApart() {
        RtState state =
                RtState.parse(TWO_ENGINES, Map.of(4711L, "milliwatt-a", 4712L, "milliwatt-b"));
        assertEquals("/docker", state.parent());
        assertEquals(100_000, state.othersMicros());
        assertEquals(950_000, state.freeAboveMicros());
        assertEquals(
                new RtSlice(
                        "milliwatt-a",
                        "aaa",
                        475_000,
                        List.of(new RtThread(4_730, "media-0", 1, 10))),
                state.slices().getFirst());
        assertTrue(state.slices().get(0).threads().getFirst().isRealTime());
        assertFalse(state.slices().get(1).threads().getFirst().isRealTime());
        assertEquals(425_000, state.budgets().share());
    }

    @Test
    void siblingsOfTheParentLeaveItLess() {
        RtState state =
                RtState.parse(
                        TWO_ENGINES
                                .replace("user.slice 0", "user.slice 200000")
                                .replace("parent /docker 950000", "parent /docker 0"),
                        Map.of());
        assertEquals(750_000, state.freeAboveMicros());
        assertEquals(0, state.parentMicros());
    }

    @Test
    void controlGroupsOfVersion2AreToldWithWhatThereIsInstead() throws BenchException {
        RealTime.mustBePossible("1");
        BenchException problem =
                assertThrows(BenchException.class, () -> RealTime.mustBePossible("2"));
        assertEquals(ProblemCode.BAD_CONFIGURATION, problem.code());
        assertTrue(problem.getMessage().contains("of version 2"), problem.getMessage());
        for (String instead : List.of("--cpuset-cpus", "--cpu-shares", "chrt -f")) {
            assertTrue(problem.fix().contains(instead), problem.fix());
        }
    }

    @Test
    void hostWithoutBudgetsIsNoBudgetOfZero() {
        String without = "engine 4711 /docker/aaa\nparent /docker\n";
        assertThrows(IllegalArgumentException.class, () -> RtState.parse(without, Map.of()));
        assertThrows(IllegalArgumentException.class, () -> RtState.parse("", Map.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> RtState.parse("sh: cat: not found", Map.of()));
    }
}
