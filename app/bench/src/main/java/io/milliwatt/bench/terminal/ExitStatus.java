package io.milliwatt.bench.terminal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The exit status of a container that removes itself, which must be asked for before it starts.
final class ExitStatus {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    private ExitStatus() {}

    static ExitStatus of(DockerConnection docker, String container) throws BenchException {
        var exit = new ExitStatus();
        DockerHttpClient.Response ending =
                docker.ask(_ ->
                        docker.send(
                                DockerHttpClient.Request.builder()
                                        .method(DockerHttpClient.Request.Method.POST)
                                        .path(
                                                "/containers/"
                                                        + container
                                                        + "/wait?condition=next-exit")
                                        .build()));
        Thread.ofVirtual().name("terminal-exit").start(() -> exit.read(ending));
        return exit;
    }

    private void read(DockerHttpClient.Response ending) {
        try (ending) {
            status.complete(JSON.readTree(ending.getBody()).path("StatusCode").asInt(-1));
        } catch (IOException | RuntimeException e) {
            status.completeExceptionally(e);
        }
    }

    OptionalInt await(Duration atMost) throws InterruptedException, BenchException {
        try {
            return OptionalInt.of(status.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return OptionalInt.empty();
        } catch (ExecutionException e) {
            throw new BenchException(
                    ProblemCode.DOCKER_FAILED,
                    "Docker broke off while the terminal was open: " + e.getCause(),
                    "Look whether the daemon still runs: systemctl status docker",
                    e);
        }
    }
}
