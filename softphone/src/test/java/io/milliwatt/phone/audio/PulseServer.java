package io.milliwatt.phone.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A PulseAudio daemon of the test's own, with two sinks that lead nowhere: `spk`, whose monitor is
/// what the phone's speaker plays, and `mic`, whose monitor is what its microphone hears.
final class PulseServer implements AutoCloseable {
    private final Path directory;
    private final Process daemon;
    private final List<Process> children = new ArrayList<>();

    private PulseServer(Path directory, Process daemon) {
        this.directory = directory;
        this.daemon = daemon;
    }

    static boolean installed() {
        return Stream.of("pulseaudio", "pactl", "parec", "pacat").allMatch(PulseServer::onPath);
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    static PulseServer start(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory.resolve("home"));
        Files.createDirectories(directory.resolve("run"));
        Files.setPosixFilePermissions(
                directory.resolve("run"), PosixFilePermissions.fromString("rwx------"));
        Files.writeString(
                directory.resolve("home/.asoundrc"),
                "pcm.!default { type pulse }\nctl.!default { type pulse }\n");
        String sink = " rate=48000 channels=1 format=s16le norewinds=1";
        ProcessBuilder command =
                new ProcessBuilder(
                        "pulseaudio",
                        "-n",
                        "--daemonize=no",
                        "--use-pid-file=no",
                        "--exit-idle-time=-1",
                        "--disallow-exit",
                        "--log-target=file:" + directory.resolve("pulse.log"),
                        "--load=module-native-protocol-unix auth-anonymous=1 socket="
                                + socket(directory),
                        "--load=module-null-sink sink_name=spk" + sink,
                        "--load=module-null-sink sink_name=mic" + sink);
        PulseServer server = new PulseServer(directory, start(command, directory));
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (server.run("pactl", "info") != 0) {
            if (!server.daemon.isAlive() || System.nanoTime() > deadline) {
                server.close();
                throw new IOException("pulseaudio does not answer, see " + directory);
            }
        }
        return server;
    }

    private static Path socket(Path directory) {
        return directory.resolve("run/pulse.sock");
    }

    private static Process start(ProcessBuilder command, Path directory) throws IOException {
        Map<String, String> environment = command.environment();
        environment.keySet().removeAll(List.of("DBUS_SESSION_BUS_ADDRESS", "DISPLAY"));
        environment.put("HOME", directory.resolve("home").toString());
        environment.put("XDG_RUNTIME_DIR", directory.resolve("run").toString());
        environment.put("PULSE_SERVER", "unix:" + socket(directory));
        environment.put("PULSE_SINK", "spk");
        environment.put("PULSE_SOURCE", "mic.monitor");
        command.redirectErrorStream(true);
        return command.start();
    }

    /// Starts a program that uses the server; it ends with the server at the latest.
    Process program(String... command) throws IOException {
        Process program = start(new ProcessBuilder(command), directory);
        children.add(program);
        return program;
    }

    int run(String... command) throws IOException, InterruptedException {
        Process program = program(command);
        program.getInputStream().readAllBytes();
        return program.waitFor();
    }

    /// A JVM of this class path that runs the probe.
    Process probe(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DeviceProbe.class.getName()));
        command.addAll(List.of(arguments));
        return program(command.toArray(String[]::new));
    }

    /// The next so many samples of 8 kHz from a source, after leaving out some.
    short[] record(String source, int skipped, int samples) throws IOException {
        Process parec =
                program(
                        "parec",
                        "--device=" + source,
                        "--rate=8000",
                        "--channels=1",
                        "--format=s16le",
                        "--raw",
                        "--latency-msec=40");
        try (InputStream in = parec.getInputStream()) {
            in.readNBytes(2 * skipped);
            byte[] bytes = in.readNBytes(2 * samples);
            short[] heard = new short[bytes.length / 2];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(heard);
            return heard;
        } finally {
            parec.destroy();
        }
    }

    /// Ends the daemon at once, as a crash would.
    void kill() throws InterruptedException {
        daemon.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        for (Process child : children) {
            child.destroy();
        }
        daemon.destroy();
        if (!daemon.waitFor(5, TimeUnit.SECONDS)) {
            daemon.destroyForcibly().waitFor();
        }
    }
}
