package io.milliwatt.bench.toolbox;

import static org.junit.jupiter.api.Assertions.fail;

import io.milliwatt.bench.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A second Java process with this test's class path, to be killed.
public final class TestProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private TestProcess() {}

    /// @param log where both its outputs go
    public static Process start(Class<?> main, Path log, String... arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-D"
                                        + Distribution.HOME_PROPERTY
                                        + "="
                                        + System.getProperty(Distribution.HOME_PROPERTY, ""),
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /// Waits until it has printed this line.
    public static void awaitLine(Path log, String line) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readAllLines(log).contains(line)) {
            if (System.nanoTime() - end > 0) {
                fail("no line \"" + line + "\" in: " + Files.readString(log));
            }
            Thread.sleep(20);
        }
    }
}
