package io.milliwatt.presentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FormatTest {
    private static String address(String literal) {
        return Format.address(InetAddress.ofLiteral(literal));
    }

    @Test
    void writesAddressesShort() {
        assertEquals("192.168.1.20", address("192.168.1.20"));
        assertEquals("fd00::2", address("fd00:0:0:0:0:0:0:2"));
        assertEquals("::1", address("0:0:0:0:0:0:0:1"));
        assertEquals("2001:db8::10:0:0:3", address("2001:db8:0:0:10:0:0:3"));
        assertEquals("2001:db8:1:10::3", address("2001:db8:1:10:0:0:0:3"));
        assertEquals("fe80::", address("fe80:0:0:0:0:0:0:0"));
        assertEquals("2001:db8:1:2:3:4:5:6", address("2001:db8:1:2:3:4:5:6"));
    }

    @Test
    void writesNumbersWithTheirUnit() {
        assertEquals("2,104", Format.count(2_104));
        assertEquals("0.4 ms", Format.millis(0.44));
        assertEquals("24 ms", Format.millis(24.1));
        assertEquals("–", Format.millis(-1));
        assertEquals("–", Format.millis(Double.NaN));
        assertEquals("3 ms", Format.took(Duration.ofMillis(3)));
        assertEquals("0.61 s", Format.took(Duration.ofMillis(610)));
        assertEquals("12 s", Format.took(Duration.ofSeconds(12)));
        assertEquals("0:42", Format.clock(Duration.ofSeconds(42)));
        assertEquals("1:02:03", Format.clock(Duration.ofSeconds(3_723)));
        assertEquals("82 MB", Format.megabytes(82e6));
        assertEquals("0x5A1C09E2", Format.ssrc(0x5A1C_09E2L));
        assertEquals("Hung up", Format.sentence("hung up"));
        assertEquals(
                "It ended: exit status 137 (SIGKILL)",
                Format.firstSentence("It ended: exit status 137 (SIGKILL). Its last lines:\n  x"));
    }

    @Test
    void everyProblemHasItsWords() {
        for (ProblemCode code : ProblemCode.values()) {
            Problem problem = Problem.of(new BenchException(code, "what happened", "the fix"));
            assertFalse(problem.title().isBlank(), code.name());
            assertFalse(problem.why().isBlank(), code.name());
            assertFalse(problem.title().endsWith("."), code.name());
        }
    }
}
