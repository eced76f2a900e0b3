package io.milliwatt.bench.engine;

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
    private static final DockerState STATE = new DockerState("0123", 512.5);

    @TempDir Path directory;

    @Test
    void whatIsWrittenIsReadAgainByItsOwnerOnly() throws IOException {
        var states = new StateDirectory(directory.resolve("a/b"));
        assertTrue(states.create("docker-one", STATE));
        assertEquals(Optional.of(STATE), states.read("docker-one", DockerState.class));
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
        assertFalse(states.create("embedded-one", new DockerState("other", 1)));
        assertEquals(Optional.of(STATE), states.read("embedded-one", DockerState.class));
        states.delete("embedded-one");
        assertTrue(states.create("embedded-one", STATE));
    }

    @Test
    void spoiltAndForeignFilesAreNoEngines() throws IOException {
        var states = new StateDirectory(directory);
        for (String text : List.of("", "{", "[]", "\"x\"", "{\"unknown\":1}", "null")) {
            Files.writeString(directory.resolve("docker-x.json"), text);
            assertEquals(Optional.empty(), states.read("docker-x", DockerState.class), text);
        }
        assertEquals(Optional.empty(), states.read("docker-none", DockerState.class));
    }

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
