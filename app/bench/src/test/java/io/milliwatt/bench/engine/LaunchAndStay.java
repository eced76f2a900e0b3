package io.milliwatt.bench.engine;

import io.milliwatt.bench.Distribution;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.problem.BenchException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A process of its own that launches an engine and stays until it is ended or killed.
final class LaunchAndStay {
    private LaunchAndStay() {}

    /// Starts the process; its first line is `ready` when the engine is.
    static Process start(Path directory, LaunchRequest request) throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-D"
                                        + Distribution.HOME_PROPERTY
                                        + "="
                                        + System.getProperty(Distribution.HOME_PROPERTY, ""),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LaunchAndStay.class.getName(),
                                directory.toString(),
                                request.name(),
                                request.runtime().orElseThrow().name(),
                                Integer.toString(request.sipPort()),
                                request.rtpPorts().toString(),
                                Boolean.toString(request.ephemeral()),
                                request.placement().publishing().key()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) throws BenchException, InterruptedException {
        var request =
                new LaunchRequest(
                                arguments[1],
                                Optional.of(RuntimeKind.valueOf(arguments[2])),
                                Optional.of(InetAddress.getLoopbackAddress()),
                                Integer.parseInt(arguments[3]),
                                PortRange.parse(arguments[4]),
                                Boolean.parseBoolean(arguments[5]))
                        .withPlacement(
                                Placement.DEFAULT.withPublishing(Publishing.of(arguments[6])));
        TestEngines.of(Path.of(arguments[0]), DockerEndpoint.ofUser())
                .launch(request, (_, _, _) -> {}, () -> false);
        System.out.println("ready");
        new CountDownLatch(1).await();
    }
}
