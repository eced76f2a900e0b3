package io.milliwatt.bench.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.realtime.RtSlices.Budgets;
import io.milliwatt.bench.realtime.RtSlices.Write;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RtSlicesTest {
    @Test
    void firstEngineGetsAllThatIsLeftByOthers() {
        assertEquals(
                List.of(new Write("a", 950_000)),
                RtSlices.plan(new Budgets(950_000, 0, Map.of("a", 0L))));
        assertEquals(
                List.of(new Write("a", 750_000)),
                RtSlices.plan(new Budgets(950_000, 200_000, Map.of("a", 0L))));
    }

    @Test
    void runningEnginesShrinkBeforeTheNewcomerGrows() {
        var engines = new LinkedHashMap<String, Long>();
        engines.put("new", 0L);
        engines.put("a", 475_000L);
        engines.put("b", 475_000L);
        assertEquals(
                List.of(
                        new Write("a", 316_666),
                        new Write("b", 316_666),
                        new Write("new", 316_666)),
                RtSlices.plan(new Budgets(950_000, 0, engines)));
    }

    @Test
    void tenEnginesHaveNinetyFiveMillisecondsAndFiveHaveOneHundredAndNinety() {
        var engines = new LinkedHashMap<String, Long>();
        for (int i = 0; i < 10; i++) {
            engines.put("engine-" + i, 0L);
        }
        assertEquals(95_000, new Budgets(950_000, 0, engines).share());
        for (int i = 0; i < 5; i++) {
            engines.remove("engine-" + i);
        }
        assertEquals(190_000, new Budgets(950_000, 0, engines).share());
    }

    @Test
    void nothingIsWrittenWhereAllHaveTheirShare() {
        assertEquals(
                List.of(),
                RtSlices.plan(new Budgets(950_000, 0, Map.of("a", 475_000L, "b", 475_000L))));
        assertEquals(List.of(), RtSlices.plan(new Budgets(950_000, 0, Map.of())));
    }

    @Test
    void othersThatTookEverythingLeaveNothing() {
        assertEquals(0, new Budgets(950_000, 950_000, Map.of("a", 0L)).share());
        assertEquals(0, new Budgets(0, 0, Map.of("a", 0L)).share());
    }

    /// The kernel's rule: after each single write the children together have at most what the
    /// parent has.
    @Test
    void noWriteOfAnyPlanIsRefusedByTheKernel() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            long parent = random.nextLong(950_001);
            long others = random.nextLong(parent + 1);
            var now = new LinkedHashMap<String, Long>();
            long left = parent - others;
            for (int i = random.nextInt(12); i >= 0; i--) {
                long has = random.nextBoolean() ? 0 : random.nextLong(left + 1);
                left -= has;
                now.put("engine-" + i, has);
            }
            var budgets = new Budgets(parent, others, now);
            for (Write write : RtSlices.plan(budgets)) {
                now.put(write.group(), write.micros());
                long sum = others + now.values().stream().mapToLong(Long::longValue).sum();
                assertTrue(sum <= parent, "round " + round + ": " + sum + " of " + parent);
            }
            long share = budgets.share();
            assertTrue(now.values().stream().allMatch(it -> it == share), "round " + round);
        }
    }
}
