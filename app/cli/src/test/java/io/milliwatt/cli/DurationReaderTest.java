package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class DurationReaderTest {
    private final DurationReader reader = new DurationReader();

    @Test
    void readsEachUnit() {
        assertEquals(Duration.ofSeconds(5), reader.convert("5s"));
        assertEquals(Duration.ofSeconds(5), reader.convert("5"));
        assertEquals(Duration.ofMillis(1_500), reader.convert("1.5s"));
        assertEquals(Duration.ofMillis(500), reader.convert("500ms"));
        assertEquals(Duration.ofMinutes(2), reader.convert(" 2m "));
        assertEquals(Duration.ofHours(1), reader.convert("1h"));
    }

    @Test
    void refusesEverythingElse() {
        for (String text : new String[] {"", "s", "-1s", "5 s", "5d", "1e9", "12345678s", "٣s"}) {
            assertThrows(TypeConversionException.class, () -> reader.convert(text), text);
        }
    }
}
