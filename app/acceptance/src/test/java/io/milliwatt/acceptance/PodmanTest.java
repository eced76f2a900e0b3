package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Engines by Podman's compatible socket, with a storage of its own, with root. (Without root: seen
/// by hand, docs/user-guide.md.)
@Tag("system")
@Timeout(300)
class PodmanTest {
    @TempDir(cleanup = CleanupMode.NEVER)
    Path directory;

    @Test
    void engineIsLaunchedCalledAndStoppedByPodman() throws Exception {
        Needs.program("podman", "podman");
        if (!System.getProperty("user.name").equals("root")) {
            abort("Podman with a storage of its own needs root");
        }
        Path socket = directory.resolve("podman.sock");
        // it would raise limits of files and processes, which not every root may
        Path settings = directory.resolve("containers.conf");
        Files.writeString(
                settings,
                "[containers]\ndefault_ulimits = [\"nofile=1024:1024\", \"nproc=4096:4096\"]\n");
        ProcessBuilder podman =
                new ProcessBuilder(
                                "podman",
                                "--root",
                                directory.resolve("root").toString(),
                                "--runroot",
                                directory.resolve("run").toString(),
                                "--storage-driver",
                                "vfs",
                                "system",
                                "service",
                                "--time",
                                "0",
                                "unix://" + socket)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("podman.log").toFile());
        podman.environment().put("CONTAINERS_CONF", settings.toString());
        Process service = podman.start();
        try {
            for (int i = 0; i < 200 && !Files.exists(socket); i++) {
                Thread.sleep(100);
            }
            assertTrue(Files.exists(socket), Files.readString(directory.resolve("podman.log")));
            launchCallAndStop(socket);
        } finally {
            service.destroy();
            service.waitFor(20, TimeUnit.SECONDS);
            delete();
        }
    }

    private static void launchCallAndStop(Path socket) throws Exception {
        var built = milliwatt(socket, "image", "build");
        assertEquals(0, built.status(), built.toString());
        var demo =
                milliwatt(
                        socket,
                        "demo",
                        "--runtime",
                        "docker",
                        "--sip-port",
                        "25350",
                        "--rtp-ports",
                        "42850-42853",
                        "--duration",
                        "2s",
                        "--json");
        if (demo.err().contains("rlimit") || demo.err().contains("operation not permitted")) {
            abort("Podman starts no container on this machine: " + demo.err().strip());
        }
        assertEquals(0, demo.status(), demo.toString());
        assertEquals("audio", demo.json().get("verdict").asText(), demo.toString());
        assertEquals(0, milliwatt(socket, "engine", "list", "--json").json().size());
    }

    private static Shell.Result milliwatt(Path socket, String... arguments) throws Exception {
        var command =
                new java.util.ArrayList<>(
                        List.of(Shell.ROOT.toRealPath().resolve("milliwatt").toString()));
        command.addAll(List.of(arguments));
        return Shell.finish(Shell.start(Map.of("DOCKER_HOST", "unix://" + socket), command));
    }

    private void delete() throws Exception {
        Shell.run(
                "sh",
                "-c",
                "grep -o '" + directory + "[^ ]*' /proc/mounts | sort -r | xargs -r umount -l");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            // what Podman's last container still holds is in the temporary directory
        }
    }
}
