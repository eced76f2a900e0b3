package io.milliwatt.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Runs a tool of this host, such as `jlink` or `ldd`, to its end.
final class ChildProcess {
    private static final long POLL_MILLIS = 50;

    /// @param exit exit status
    /// @param text what it printed, standard error included
    record Output(int exit, String text) {}

    private ChildProcess() {}

    /// Runs the command in the C locale. It is ended when `cancelled` turns true, when the thread
    /// is interrupted, and after the limit.
    ///
    /// @param scratch directory for its output file
    static Output run(List<String> command, Path scratch, Duration limit, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        Path printed = Files.createTempFile(scratch, "output-", ".txt");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.redirectOutput(printed.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        Process process = builder.start();
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw ImageException.cancelled();
                }
                if (System.nanoTime() > deadline) {
                    throw new ImageException(
                            ImageException.Reason.RECIPE,
                            command.getFirst() + " did not end within " + limit.toSeconds() + " s",
                            "Look why this command hangs: " + String.join(" ", command));
                }
            }
            return new Output(
                    process.exitValue(), Files.readString(printed, StandardCharsets.UTF_8));
        } finally {
            if (process.isAlive()) {
                process.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(printed);
        }
    }
}
