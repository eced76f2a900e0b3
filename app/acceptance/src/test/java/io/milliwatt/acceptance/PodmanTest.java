package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Engines by Podman's compatible socket, with root, on a host of its own, because Podman leaves
/// chains of its network's rules behind. (Without root: seen by hand, docs/user-guide.md.)
@Tag("system")
@Timeout(300)
class PodmanTest {
    @Test
    void engineIsLaunchedCalledAndStoppedByPodman() throws Exception {
        Needs.program("podman", "podman");
        if (!System.getProperty("user.name").equals("root")) {
            abort("Podman with a storage of its own needs root");
        }
        try (OwnHost host = OwnHost.start()) {
            Path directory = Files.createDirectory(host.data().resolve("p"));
            Path socket = directory.resolve("podman.sock");
            // short names: it takes no path of more than 50 characters. It would raise limits of
            // files
            // and processes, which not every root may
            Files.writeString(
                    directory.resolve("containers.conf"),
                    "[containers]\n"
                            + "default_ulimits = [\"nofile=1024:1024\", \"nproc=4096:4096\"]\n");
            Process service =
                    host.process(
                                    "sh",
                                    "-c",
                                    "cd "
                                            + directory
                                            + " && CONTAINERS_CONF=$PWD/containers.conf exec podman"
                                            + " --root $PWD/root --runroot $PWD/r"
                                            + " --storage-driver vfs system service --time 0 unix://"
                                            + socket)
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("log").toFile())
                            .start();
            try {
                for (int i = 0; i < 200 && !Files.exists(socket); i++) {
                    Thread.sleep(100);
                }
                assertTrue(Files.exists(socket), Files.readString(directory.resolve("log")));
                launchCallAndStop(host, "unix://" + socket);
            } finally {
                service.destroy();
                service.waitFor(20, TimeUnit.SECONDS);
            }
        }
    }

    private static void launchCallAndStop(OwnHost host, String socket) throws Exception {
        var built = host.milliwattBy(socket, "image", "build");
        assertEquals(0, built.status(), built.toString());
        var demo =
                host.milliwattBy(
                        socket, "demo", "--runtime", "docker", "--duration", "2s", "--json");
        if (demo.err().contains("rlimit")) {
            abort("Podman starts no container on this machine: " + demo.err().strip());
        }
        assertEquals(0, demo.status(), demo.toString());
        assertEquals("audio", demo.json().get("verdict").asText(), demo.toString());
        assertEquals(0, host.milliwattBy(socket, "engine", "list", "--json").json().size());
    }
}
