package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs commands as a user would.
final class Shell {
    /// @param status exit status
    record Result(int status, String out, String err) {
        JsonNode json() {
            try {
                return JsonMapper.builder().build().readTree(out);
            } catch (IOException failure) {
                throw new AssertionError("no JSON: " + this, failure);
            }
        }
    }

    private static final long TIME_LIMIT_SECONDS = 240;
    static final Path ROOT = Path.of(System.getProperty("milliwatt.root", "../.."));

    private Shell() {}

    /// `./milliwatt` with arguments.
    static Result milliwatt(String... arguments) throws Exception {
        return milliwatt(Map.of(), arguments);
    }

    static Result milliwatt(Map<String, String> environment, String... arguments) throws Exception {
        return finish(start(environment, command(arguments)));
    }

    /// A command that goes on; the caller waits for it with [#finish(Running)].
    static Running startMilliwatt(String... arguments) throws Exception {
        return start(Map.of(), command(arguments));
    }

    private static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(ROOT.resolve("milliwatt").toString()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    static Result run(String... command) throws Exception {
        return finish(start(Map.of(), List.of(command)));
    }

    /// A started command and where its output goes.
    record Running(Process process, Path out, Path err) {}

    static Running start(Map<String, String> environment, List<String> command) throws Exception {
        Path out = Files.createTempFile("milliwatt-test", ".out");
        Path err = Files.createTempFile("milliwatt-test", ".err");
        var builder =
                new ProcessBuilder(command)
                        .redirectInput(new java.io.File("/dev/null"))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().remove("DISPLAY");
        builder.environment().remove("WAYLAND_DISPLAY");
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    static Result finish(Running running) throws Exception {
        try {
            boolean ended = running.process().waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
            String out = Files.readString(running.out());
            String err = Files.readString(running.err());
            assertTrue(ended, "still running after " + TIME_LIMIT_SECONDS + " s: " + out + err);
            return new Result(running.process().exitValue(), out, err);
        } finally {
            running.process().descendants().forEach(ProcessHandle::destroyForcibly);
            running.process().destroyForcibly();
            Files.deleteIfExists(running.out());
            Files.deleteIfExists(running.err());
        }
    }
}
