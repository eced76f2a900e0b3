package io.milliwatt.bench.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void turnIsWaitedForUntilItEnds() throws Exception {
        var states = new StateDirectory(directory.resolve("turns"));
        try (var _ = states.turn(Duration.ofSeconds(1))) {
            IOException held =
                    assertThrows(IOException.class, () -> states.turn(Duration.ofMillis(50)));
            assertTrue(held.toString().contains("turn.lock"), held::toString);
        }
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.submit(() -> {
                    try (var _ = states.turn(Duration.ofSeconds(30))) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.sleep(5);
                        inside.decrementAndGet();
                    }
                    return null;
                });
            }
        }
        assertEquals(1, most.get());
        assertEquals(0, inside.get());
    }

    @Test
    void turnOfAnotherProcessIsWaitedFor() throws Exception {
        var states = new StateDirectory(directory.resolve("turns"));
        states.turn(Duration.ofSeconds(1)).close();
        Process other =
                new ProcessBuilder(
                                "python3",
                                "-c",
                                "import fcntl, sys\n"
                                        + "f = open(sys.argv[1], 'r+')\n"
                                        + "fcntl.lockf(f, fcntl.LOCK_EX)\n"
                                        + "print('held', flush=True)\n"
                                        + "sys.stdin.read()",
                                directory.resolve("turns/turn.lock").toString())
                        .start();
        try (var lines = other.inputReader()) {
            assertEquals("held", lines.readLine());
            assertThrows(IOException.class, () -> states.turn(Duration.ofMillis(50)));
            other.outputWriter().close();
            states.turn(Duration.ofSeconds(30)).close();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }
}
