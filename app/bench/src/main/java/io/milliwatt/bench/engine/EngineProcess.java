package io.milliwatt.bench.engine;

import io.milliwatt.bench.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Starts the engine as a child process of this one.
final class EngineProcess {
    private static final Path OWN_SESSION = Path.of("/usr/bin/setsid");

    private EngineProcess() {}

    /// @param jvmOptions besides those that every engine has
    /// @param environment settings of the engine
    /// @param log where both its outputs are appended
    static Process start(
            Distribution files, List<String> jvmOptions, Map<String, String> environment, Path log)
            throws IOException {
        var command = new ArrayList<String>();
        if (Files.isExecutable(OWN_SESSION)) {
            // Ctrl+C on the terminal is for the launcher, which then ends its engines in order; and
            // an engine that shall stay must not end with the terminal
            command.add(OWN_SESSION.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        // the RTP sockets
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xms32m",
                        "-Xmx320m",
                        "-XX:-UsePerfData",
                        "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(
                files.engineJars().stream().map(Path::toString).collect(Collectors.joining(":")));
        command.add(files.mainClass());
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return builder.start();
    }
}
