package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `engine shell` in a terminal of its own, made by `script`.
@Tag("system")
@Timeout(240)
class EngineShellTest {
    private static final String NAME = "acc-shell";

    @TempDir Path directory;

    @BeforeAll
    static void needs() throws Exception {
        Needs.docker();
        Needs.program("script", "bsdutils");
    }

    @Test
    void terminalIsHandedOverAndGivenBackEvenWhenTheProgramIsKilled() throws Exception {
        var before = Leftovers.now();
        try {
            var started = Shell.milliwatt("engine", "start", "--mode", "container", "--name", NAME);
            assertEquals(0, started.status(), started.toString());
            typedAndEnded();
            killed();
        } finally {
            Shell.milliwatt("engine", "rm", NAME);
        }
        Leftovers.assertNoneSince(before);
    }

    private void typedAndEnded() throws Exception {
        Process terminal = start();
        try (OutputStream keys = terminal.getOutputStream()) {
            await("\033[1;32m" + NAME);
            // resized from outside, as a window would
            type(keys, "stty size; ss -lun\r");
            await("30 100");
            await(":5060");
            Files.writeString(directory.resolve("resize"), "");
            type(keys, "sleep 2; stty size; exit 7\r");
            await("43 132");
            await("status 7");
        }
        assertTrue(terminal.waitFor(20, TimeUnit.SECONDS));
        assertEquals(read("before"), read("after"));
    }

    private void killed() throws Exception {
        Process terminal = start();
        try (OutputStream _ = terminal.getOutputStream()) {
            await("\033[1;32m" + NAME);
            ProcessHandle java =
                    terminal.descendants()
                            .filter(it ->
                                    it.info().commandLine().orElse("").contains("cli.Main")
                                            && it.info().command().orElse("").endsWith("java"))
                            .findFirst()
                            .orElseThrow();
            java.destroyForcibly();
            await("status 137");
        }
        assertTrue(terminal.waitFor(20, TimeUnit.SECONDS));
        assertEquals(read("before"), read("after"));
        for (int i = 0; i < 100 && !terminals().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertEquals("", terminals(), "the shell ends with the program, without cleaning");
    }

    private static String terminals() throws Exception {
        return Shell.run("docker", "ps", "-aq", "--filter", "label=io.milliwatt=terminal").out();
    }

    /// A terminal of 100 by 30 that notes its settings before and after, and is made larger when
    /// the file `resize` appears.
    private Process start() throws Exception {
        Files.deleteIfExists(directory.resolve("resize"));
        Path program = directory.resolve("in-terminal");
        Files.writeString(
                program,
                """
                cd "%s"
                stty rows 30 cols 100
                stty -g > before
                terminal=$(tty)
                (while [ ! -e resize ] && [ -e in-terminal ]; do sleep 0.1; done; stty rows 43 cols 132 < $terminal) &
                "%s" engine shell %s
                echo "status $?"
                sleep 1
                stty rows 30 cols 100
                stty -g > after
                kill %%1
                """
                        .formatted(directory, Shell.ROOT.toRealPath().resolve("milliwatt"), NAME));
        return new ProcessBuilder("script", "-qefc", "bash " + program, "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("seen").toFile())
                .start();
    }

    private static void type(OutputStream keys, String text) throws Exception {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private void await(String text) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (read("seen").contains(text)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("\"" + text + "\" was not seen in: " + read("seen"));
    }

    private String read(String file) throws Exception {
        Path path = directory.resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }
}
