package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Commands of the system that a test needs.
final class Command {
    private static final long LIMIT_SECONDS = 60;

    private Command() {}

    /// Skips the test unless the program is there.
    ///
    /// @param debianPackage that brings it
    static void need(String program, String debianPackage) {
        assumeTrue(
                Files.isExecutable(Path.of(program)),
                program + " is not installed (package " + debianPackage + ")");
    }

    /// Skips the test unless it may change networks and mounts.
    static void needRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can do this");
    }

    /// Runs one and returns what it prints; fails when the command does.
    static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), () -> "hangs: " + said);
        assertEquals(0, process.exitValue(), () -> List.of(command) + ": " + said);
        return said;
    }
}
