package io.milliwatt.bench.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateDirectoryTest {
    private static final Remembered STATE = new Remembered("0123", 512.5);

    /// A state such as the users of the directory keep.
    private record Remembered(String containerId, double readyMillis) {}

    @TempDir Path directory;

    @Test
    void whatIsWrittenIsReadAgainByItsOwnerOnly() throws IOException {
        var states = new StateDirectory(directory.resolve("a/b"));
        assertTrue(states.create("docker-one", STATE));
        assertEquals(Optional.of(STATE), states.read("docker-one", Remembered.class));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("a/b/docker-one.json"))));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("a/b"))));
        assertEquals(List.of("docker-one"), states.names("docker-"));
        assertEquals(List.of(), states.names("embedded-"));
    }

    @Test
    void nameIsGivenOnceOnly() throws IOException {
        var states = new StateDirectory(directory);
        assertTrue(states.create("embedded-one", STATE));
        assertFalse(states.create("embedded-one", new Remembered("other", 1)));
        assertEquals(Optional.of(STATE), states.read("embedded-one", Remembered.class));
        states.delete("embedded-one");
        assertTrue(states.create("embedded-one", STATE));
    }

    @Test
    void spoiltAndForeignFilesAreNoEngines() throws IOException {
        var states = new StateDirectory(directory);
        for (String text : List.of("", "{", "[]", "\"x\"", "{\"unknown\":1}", "null")) {
            Files.writeString(directory.resolve("docker-x.json"), text);
            assertEquals(Optional.empty(), states.read("docker-x", Remembered.class), text);
        }
        assertEquals(Optional.empty(), states.read("docker-none", Remembered.class));
    }
}
