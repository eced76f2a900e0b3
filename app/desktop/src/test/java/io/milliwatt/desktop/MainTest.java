package io.milliwatt.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void takesNothingOrATheme() {
        assertEquals(Optional.of(List.of()), Main.parameters(List.of()));
        assertEquals(
                Optional.of(List.of("--theme=dark")), Main.parameters(List.of("--theme", "dark")));
        assertEquals(
                Optional.of(List.of("--theme=light")), Main.parameters(List.of("--theme=light")));
        assertEquals(Optional.of(List.of("--warm-up")), Main.parameters(List.of("--warm-up")));
    }

    @Test
    void refusesEverythingElse() {
        for (List<String> wrong :
                List.of(
                        List.of("--theme"),
                        List.of("--theme", "pink"),
                        List.of("--theme=pink"),
                        List.of("--color", "dark"),
                        List.of("echo"),
                        List.of("--theme", "dark", "more"))) {
            assertEquals(Optional.empty(), Main.parameters(wrong), wrong.toString());
        }
    }
}
