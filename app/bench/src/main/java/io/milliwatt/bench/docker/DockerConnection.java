package io.milliwatt.bench.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The connection to the Docker daemon, made when it is first needed. The API version is left
/// unset, so that old and new engines both answer.
///
/// Safe for several threads.
public final class DockerConnection {
    /// How [#version()] begins where the daemon is Podman's.
    public static final String PODMAN = "Podman";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /// The transport tells each attempt to connect again at INFO; what fails is told by us.
    private static final Logger TRANSPORT_LOG = Logger.getLogger("com.github.dockerjava");

    static {
        TRANSPORT_LOG.setLevel(Level.WARNING);
    }

    private static final Pattern RUNNING = Pattern.compile("\"Running\":\\s*true");

    private final DockerEndpoint endpoint;
    private @Nullable DockerClient client;
    private @Nullable DockerHttpClient transport;

    public DockerConnection(DockerEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    public DockerEndpoint endpoint() {
        return endpoint;
    }

    /// Asks the daemon, and turns what goes wrong into a problem.
    public <T> T ask(Function<DockerClient, T> question) throws BenchException {
        try {
            return question.apply(client());
        } catch (RuntimeException e) {
            throw problem(e);
        }
    }

    /// Asks for something that may not be there.
    public <T> Optional<T> askForOne(Function<DockerClient, T> question) throws BenchException {
        try {
            return Optional.ofNullable(question.apply(client()));
        } catch (NotFoundException _) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw problem(e);
        }
    }

    /// Whether the daemon answers; the problem when not.
    public void check() throws BenchException {
        if (endpoint.isLocal()) {
            askSocket("/_ping");
        } else {
            ask(docker -> docker.pingCmd().exec());
        }
    }

    public boolean isReachable() {
        try {
            check();
            return true;
        } catch (BenchException _) {
            return false;
        }
    }

    /// Whether a container of that name runs. For launches that need nothing else of Docker.
    public boolean isRunning(String container) throws BenchException {
        if (endpoint.isLocal()) {
            return RUNNING.matcher(askSocket("/containers/" + container + "/json")).find();
        }
        return askForOne(docker -> docker.inspectContainerCmd(container).exec())
                .filter(it -> Boolean.TRUE.equals(it.getState().getRunning()))
                .isPresent();
    }

    /// Asks on the socket of a local daemon, without loading the library that speaks to Docker,
    /// which takes half a second.
    private String askSocket(String path) throws BenchException {
        String request = "GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
        try (var channel =
                SocketChannel.open(UnixDomainSocketAddress.of(endpoint.host().getPath()))) {
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            String answer =
                    new String(
                            Channels.newInputStream(channel).readAllBytes(),
                            StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.")) {
                throw new IOException(answer.isEmpty() ? "no answer" : "that is not HTTP");
            }
            return answer;
        } catch (IOException e) {
            throw endpoint.problem(endpoint.look(), e);
        }
    }

    /// `Docker 28.3.1`, `Podman 5.4.0`.
    public String version() throws BenchException {
        Version version = ask(docker -> docker.versionCmd().exec());
        // Podman names itself among the components only
        boolean podman =
                version.getComponents() != null
                        && version.getComponents().stream()
                                .anyMatch(it -> String.valueOf(it.getName()).contains(PODMAN));
        String product = podman ? PODMAN : "Docker";
        return product + " " + String.valueOf(version.getVersion()).replaceFirst("[+~].*", "");
    }

    public synchronized DockerClient client() {
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
            transport = http;
        }
        return client;
    }

    /// Sends a request that docker-java knows no command for.
    ///
    /// @return the answer, whose body may still be to come; to be closed
    public DockerHttpClient.Response send(DockerHttpClient.Request request) {
        client();
        return Objects.requireNonNull(transport()).execute(request);
    }

    private synchronized @Nullable DockerHttpClient transport() {
        return transport;
    }

    /// What docker-java throws when the daemon refuses ([DockerException]), or when it cannot be
    /// reached (an exception around an [IOException]). Anything else is a bug and goes on.
    public BenchException problem(RuntimeException e) {
        if (FullDisk.isMeant(e)) {
            return FullDisk.ofDocker(this, e);
        }
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
    public static String messageOf(RuntimeException e) {
        String text = String.valueOf(e.getMessage());
        int start = text.indexOf("\"message\":\"");
        if (start < 0) {
            return text.strip();
        }
        int end = text.lastIndexOf('"');
        return text.substring(start + "\"message\":\"".length(), end).replace("\\\"", "\"");
    }
}
