package io.milliwatt.engine.app.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.audio.LevelMeter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PromptsTest {
    private static final Path FILES = Path.of("src/main/resources/io/milliwatt/engine/app/prompt");
    private final Prompts prompts = new Prompts();

    @Test
    void everyPromptIsThereAndIsHeard() {
        for (Prompt prompt : Prompt.values()) {
            short[] samples = prompts.samples(prompt);
            double seconds = samples.length / 16_000.0;
            assertTrue(seconds > 0.25 && seconds < 10, prompt + " takes " + seconds + " s");
            double dbm0 = LevelMeter.dbm0(samples, 0, samples.length);
            assertTrue(dbm0 > -30 && dbm0 < -2, prompt + " has " + dbm0 + " dBm0");
        }
    }

    @Test
    void theyAreSmallAndNoneIsLeftOver() throws Exception {
        long octets = 0;
        List<Path> files;
        try (Stream<Path> all = Files.list(FILES)) {
            files = all.toList();
        }
        for (Path file : files) {
            octets += Files.size(file);
        }
        assertEquals(Prompt.values().length, files.size());
        assertTrue(octets < 300_000, octets + " octets");
    }

    @Test
    void everyKeyHasItsPromptAndNothingElse() {
        for (char key : "0123456789*#ABCD".toCharArray()) {
            assertTrue(Prompt.ofKey(key).isPresent(), "key " + key);
        }
        assertEquals(Optional.empty(), Prompt.ofKey('E'));
        assertEquals(Optional.of(Prompt.DIGIT_7), Prompt.ofKey('7'));
    }

    @Test
    void aSentenceIsItsPartsWithPausesBetween() {
        int expected = 3 * 1600;
        for (Prompt prompt : List.of(Prompt.PRESSED, Prompt.DIGIT_1, Prompt.DIGIT_POUND)) {
            expected += prompts.samples(prompt).length;
        }
        assertEquals(expected, prompts.pressed("1x#").length);
    }

    @Test
    void aPromptIsDecodedOnce() {
        assertSame(prompts.samples(Prompt.BEEP), prompts.samples(Prompt.BEEP));
    }
}
