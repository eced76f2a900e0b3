package io.milliwatt.bench.engine;

import io.milliwatt.bench.Distribution;
import io.milliwatt.bench.network.PortProbe;
import io.milliwatt.bench.problem.BenchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Trains the AOT cache (JEP 514) with which embedded engines start in half the time: runs the
/// engine once through what every launch does, and keeps what its JVM writes when it ends. Part of
/// the build; an engine starts without the cache as well, only slower, and ignores one that does
/// not fit.
public final class EmbeddedTraining {
    private static final long LIMIT_SECONDS = 60;
    private static final int RTP_PORTS = 4;

    private EmbeddedTraining() {}

    /// The options with which an engine uses the cache of this distribution; none where it has
    /// none.
    static List<String> options(Distribution files) {
        Path cache = cacheOf(files);
        return Files.exists(cache)
                ? List.of(
                        "-XX:AOTCache=" + cache,
                        "-XX:AOTMode=auto",
                        "-Xlog:disable",
                        "-Xlog:all=error:stderr")
                : List.of();
    }

    /// Trains for the distribution this program runs from.
    public static void main(String[] arguments)
            throws BenchException, IOException, InterruptedException {
        train(Distribution.current());
    }

    static void train(Distribution files) throws BenchException, IOException, InterruptedException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        var ports = new PortProbe(Path.of("/proc"), Map::of);
        int sipPort = ports.freeSipPort(loopback, 15_060).orElseThrow();
        int rtpPort = ports.freeUdpRange(loopback, 20_000, RTP_PORTS).orElseThrow();
        int controlPort;
        try (var socket = new ServerSocket(0, 1, loopback)) {
            controlPort = socket.getLocalPort();
        }
        var request =
                new LaunchRequest(
                        "training",
                        Optional.of(RuntimeKind.EMBEDDED),
                        Optional.of(loopback),
                        sipPort,
                        new PortRange(rtpPort, rtpPort + RTP_PORTS - 1),
                        true);
        String token = Tokens.next();
        Path fresh = Path.of(cacheOf(files) + ".new");
        Path log = Files.createTempFile("milliwatt-training-", ".log");
        Process engine =
                EngineProcess.start(
                        files,
                        List.of("-XX:AOTCacheOutput=" + fresh),
                        EngineEnvironment.of(
                                request,
                                Listening.onHost(loopback.getHostAddress(), loopback, controlPort),
                                token),
                        log);
        try {
            new Readiness(
                            new StartedEngine(
                                    loopback,
                                    sipPort,
                                    URI.create("http://127.0.0.1:" + controlPort),
                                    token,
                                    Patience.Watch.NOTHING),
                            (_, _, _) -> {},
                            Patience.of(
                                    () -> !engine.isAlive(),
                                    Patience.Watch.NOTHING,
                                    Readiness.LIMIT_MILLIS))
                    .await();
            engine.destroy();
            if (!engine.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || !Files.exists(fresh)) {
                throw new IOException("training did not end well: " + LogTail.of(log, 10));
            }
            Files.move(fresh, cacheOf(files), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            engine.destroyForcibly();
            Files.deleteIfExists(fresh);
            Files.deleteIfExists(log);
        }
    }

    private static Path cacheOf(Distribution files) {
        return files.home().toAbsolutePath().normalize().resolve("engine.aot");
    }
}
