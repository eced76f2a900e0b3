package io.milliwatt.bench.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The connection to the Docker daemon, made when it is first needed. The API version is left
/// unset, so that old and new engines both answer.
///
/// Safe for several threads.
final class DockerConnection {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /// The transport tells each attempt to connect again at INFO; what fails is told by us.
    private static final Logger TRANSPORT_LOG = Logger.getLogger("com.github.dockerjava");

    static {
        TRANSPORT_LOG.setLevel(Level.WARNING);
    }

    private final DockerEndpoint endpoint;
    private @Nullable DockerClient client;

    DockerConnection(DockerEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    DockerEndpoint endpoint() {
        return endpoint;
    }

    /// Asks the daemon, and turns what goes wrong into a problem.
    <T> T ask(Function<DockerClient, T> question) throws BenchException {
        try {
            return question.apply(client());
        } catch (RuntimeException e) {
            throw problem(e);
        }
    }

    /// Asks for something that may not be there.
    <T> Optional<T> askForOne(Function<DockerClient, T> question) throws BenchException {
        try {
            return Optional.ofNullable(question.apply(client()));
        } catch (NotFoundException _) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw problem(e);
        }
    }

    /// Whether the daemon answers; the problem when not.
    void check() throws BenchException {
        connect();
        ask(docker -> docker.pingCmd().exec());
    }

    boolean isReachable() {
        try {
            if (endpoint.isLocal()) {
                connect();
            } else {
                check();
            }
            return true;
        } catch (BenchException _) {
            return false;
        }
    }

    /// Opens the socket of a local daemon once: where nobody listens that is known in a
    /// millisecond, before the libraries that speak to Docker are loaded.
    private void connect() throws BenchException {
        if (endpoint.isLocal()) {
            try {
                SocketChannel.open(UnixDomainSocketAddress.of(endpoint.host().getPath())).close();
            } catch (IOException e) {
                throw endpoint.problem(endpoint.look(), e);
            }
        }
    }

    /// `Docker 28.3.1`, `Podman Engine 5.4.0`.
    String version() throws BenchException {
        Version version = ask(docker -> docker.versionCmd().exec());
        String product =
                version.getPlatform() != null
                                && String.valueOf(version.getPlatform().getName())
                                        .contains("Podman")
                        ? "Podman"
                        : "Docker";
        return product + " " + String.valueOf(version.getVersion()).replaceFirst("[+~].*", "");
    }

    synchronized DockerClient client() {
        if (client == null) {
            DockerClientConfig config =
                    DefaultDockerClientConfig.createDefaultConfigBuilder()
                            .withDockerHost(endpoint.host().toString())
                            .build();
            // no response timeout: removing a container with many ports takes seconds
            var http =
                    new ZerodepDockerHttpClient.Builder()
                            .dockerHost(config.getDockerHost())
                            .sslConfig(config.getSSLConfig())
                            .connectionTimeout(CONNECT_TIMEOUT)
                            .build();
            client = DockerClientImpl.getInstance(config, http);
        }
        return client;
    }

    /// What docker-java throws when the daemon refuses ([DockerException]), or when it cannot be
    /// reached (an exception around an [IOException]). Anything else is a bug and goes on.
    BenchException problem(RuntimeException e) {
        if (e instanceof DockerException) {
            return new BenchException(
                    ProblemCode.DOCKER_FAILED,
                    "Docker refused: " + messageOf(e),
                    "Look at the daemon's log: journalctl -u docker -e",
                    e);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return endpoint.problem(endpoint.look(), e);
            }
        }
        throw e;
    }

    /// What the daemon said, without its JSON around.
    static String messageOf(RuntimeException e) {
        String text = String.valueOf(e.getMessage());
        int start = text.indexOf("\"message\":\"");
        if (start < 0) {
            return text.strip();
        }
        int end = text.lastIndexOf('"');
        return text.substring(start + "\"message\":\"".length(), end).replace("\\\"", "\"");
    }
}
