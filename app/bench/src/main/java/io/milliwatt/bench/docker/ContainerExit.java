package io.milliwatt.bench.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The exit status of a container that removes itself, which must be asked for before it starts.
///
/// Safe for several threads.
public final class ContainerExit {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    private ContainerExit() {}

    /// What is waited for.
    public enum Moment {
        /// The command has ended.
        ENDED("next-exit"),
        /// The container is gone too.
        REMOVED("removed");

        private final String condition;

        Moment(String condition) {
            this.condition = condition;
        }
    }

    /// Begins to wait.
    public static ContainerExit of(DockerConnection docker, String container, Moment moment)
            throws BenchException {
        var exit = new ContainerExit();
        String path = "/containers/" + container + "/wait?condition=" + moment.condition;
        DockerHttpClient.Response ending =
                docker.ask(_ ->
                        docker.send(
                                DockerHttpClient.Request.builder()
                                        .method(DockerHttpClient.Request.Method.POST)
                                        .path(path)
                                        .build()));
        Thread.ofVirtual().name("container-exit").start(() -> exit.read(ending));
        return exit;
    }

    private void read(DockerHttpClient.Response ending) {
        try (ending) {
            status.complete(JSON.readTree(ending.getBody()).path("StatusCode").asInt(-1));
        } catch (IOException | RuntimeException e) {
            status.completeExceptionally(e);
        }
    }

    /// Whether there is nothing to wait for any more.
    public boolean isDone() {
        return status.isDone();
    }

    /// The status, once it is known.
    public OptionalInt now() {
        return status.isDone() && !status.isCompletedExceptionally()
                ? OptionalInt.of(status.join())
                : OptionalInt.empty();
    }

    /// Waits for the status.
    ///
    /// @return empty when it is not known after this time
    /// @throws BenchException when Docker broke off
    public OptionalInt await(Duration atMost) throws InterruptedException, BenchException {
        try {
            return OptionalInt.of(status.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return OptionalInt.empty();
        } catch (ExecutionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            throw new BenchException(
                    ProblemCode.DOCKER_FAILED,
                    "Docker broke off while a command ran in a container: " + cause.getMessage(),
                    "Look whether the daemon still runs: systemctl status docker",
                    cause);
        }
    }
}
