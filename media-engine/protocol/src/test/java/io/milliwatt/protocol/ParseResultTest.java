package io.milliwatt.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParseResultTest {
    private final ParseResult<Integer> refused =
            ParseResult.malformed(MalformedReason.TOO_SHORT, 7, "needs 12 bytes, has 7");

    @Test
    void aParsedValueIsMapped() {
        assertEquals(Optional.of("5"), ParseResult.parsed(5).map(String::valueOf).toOptional());
    }

    @Test
    void aRefusalStaysTheSameWhenMapped() {
        assertEquals(
                new ParseResult.Malformed<String>(
                        MalformedReason.TOO_SHORT, 7, "needs 12 bytes, has 7"),
                refused.map(String::valueOf));
        assertEquals(Optional.empty(), refused.toOptional());
    }

    @Test
    void aRefusalOfATrustedConstantNamesReasonAndPlace() {
        var failure = assertThrows(IllegalArgumentException.class, refused::orThrow);
        assertEquals("needs 12 bytes, has 7 (TOO_SHORT at offset 7)", failure.getMessage());
    }
}
