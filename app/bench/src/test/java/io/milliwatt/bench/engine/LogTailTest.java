package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.bench.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {
    @TempDir Path directory;

    @Test
    void tailOfALogHasItsNewestLines() throws IOException {
        var states = new StateDirectory(directory);
        Path log = states.newLog("embedded-one");
        assertEquals(List.of(), LogTail.of(log, 3));
        Files.writeString(log, "one\ntwo\nthree\nfour\n");
        assertEquals(List.of("three", "four"), LogTail.of(log, 2));
        Files.writeString(log, "x".repeat(100_000) + "\nlast\n");
        assertEquals("last", LogTail.of(log, 2).getLast());
        assertEquals(List.of(), LogTail.of(directory.resolve("none.log"), 2));
    }
}
