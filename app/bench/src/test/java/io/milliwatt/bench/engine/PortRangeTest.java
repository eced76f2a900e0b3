package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PortRangeTest {
    @Test
    void rangeIsReadAsItIsWritten() throws BenchException {
        assertEquals(new PortRange(40_000, 40_019), PortRange.parse(" 40000 - 40019 "));
        assertEquals("40000-40019", PortRange.parse("40000-40019").toString());
        assertEquals(20, PortRange.parse("40000-40019").size());
    }

    @Test
    void anythingElseIsRefusedInWords() {
        for (String text :
                List.of(
                        "", "-", "1", "1-", "-1", "2-1", "0-5", "1-65536", "1-2-3", "a-b",
                        "１-２x")) {
            BenchException problem =
                    assertThrows(BenchException.class, () -> PortRange.parse(text), text);
            assertEquals(ProblemCode.BAD_CONFIGURATION, problem.code());
        }
    }
}
