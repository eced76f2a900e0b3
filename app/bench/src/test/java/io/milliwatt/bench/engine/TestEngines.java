package io.milliwatt.bench.engine;

import io.milliwatt.bench.Distribution;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.network.HostAddresses;
import io.milliwatt.bench.network.PortProbe;
import io.milliwatt.bench.state.StateDirectory;
import io.milliwatt.bench.toolbox.HostChanges;
import io.milliwatt.bench.toolbox.HostJournal;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxImages;
import io.milliwatt.images.CacheDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// Engines for tests: their own state directory, the stand-in engine, ports that are free.
final class TestEngines {
    private TestEngines() {}

    /// Engines without Docker.
    static LocalEngines embeddedOnly(Path directory) {
        return of(directory, new DockerEndpoint(URI.create("unix://" + directory + "/no.sock")));
    }

    static LocalEngines of(Path directory, DockerEndpoint docker) {
        return new LocalEngines(
                new DockerConnection(docker),
                new StateDirectory(directory.resolve("state")),
                new CacheDirectory(directory.resolve("cache")),
                () -> standIn(directory));
    }

    /// The stand-in engine, as a jar of its own.
    static Distribution standIn(Path directory) {
        Path jar = directory.resolve("engine").resolve("milliwatt-server-0.0.1.jar");
        if (!Files.exists(jar)) {
            try {
                Path classes =
                        Path.of(
                                URI.create(
                                        StandInEngine.class
                                                .getProtectionDomain()
                                                .getCodeSource()
                                                .getLocation()
                                                .toString()));
                pack(classes, jar);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Distribution(directory, "0.0.1", StandInEngine.class.getName(), List.of(jar));
    }

    private static void pack(Path classes, Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar);
                var out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path each :
                    all.filter(it -> it.getFileName().toString().startsWith("StandInEngine"))
                            .toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }

    /// The changes of the host that these engines made.
    static HostJournal journal(Path directory) {
        return HostJournal.beside(new StateDirectory(directory.resolve("state")));
    }

    /// For what asks nobody.
    static EngineNetwork.Surroundings nowhere() {
        var docker = new DockerConnection(new DockerEndpoint(URI.create("unix:///no.sock")));
        return new EngineNetwork.Surroundings(
                new LaunchChecks(
                        HostAddresses.ofThisHost(Set::of),
                        new PortProbe(Path.of("/proc"), Map::of)),
                () -> new DaemonFacts("", true, 2, 4L << 30, new DaemonFacts.Limiting(true, true)),
                new DockerNetworks(docker),
                new HostChanges(
                        new Toolbox(
                                docker,
                                new ToolboxImages(docker, new CacheDirectory(Path.of("/nowhere")))),
                        HostJournal.beside(new StateDirectory(Path.of("/nowhere")))));
    }

    /// A request on the loopback address with ports that were free a moment ago.
    static LaunchRequest request(String name, RuntimeKind runtime, boolean ephemeral) {
        int sip = freePort();
        int rtp = freeRange();
        return new LaunchRequest(
                name,
                Optional.of(runtime),
                Optional.of(InetAddress.getLoopbackAddress()),
                sip,
                new PortRange(rtp, rtp + 3),
                ephemeral);
    }

    static int freePort() {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freeRange() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int first = freePort() & ~1;
            boolean free = true;
            for (int port = first; port < first + 4 && free; port++) {
                try (var socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                    free = socket.isBound();
                } catch (IOException e) {
                    free = false;
                }
            }
            if (free) {
                return first;
            }
        }
        throw new IllegalStateException("no free ports");
    }
}
