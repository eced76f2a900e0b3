package io.milliwatt.bench.docker;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Where the Docker daemon is, and what it means when it does not answer there.
///
/// @param host `unix:///var/run/docker.sock`, `tcp://127.0.0.1:2375`
public record DockerEndpoint(URI host) {
    private static final URI DEFAULT = URI.create("unix:///var/run/docker.sock");

    /// `DOCKER_HOST` or the current Docker context, as the `docker` command takes them; where they
    /// name none and the usual socket is not there, the socket of a rootless Docker or of Podman.
    public static DockerEndpoint ofUser() {
        URI configured = configured();
        if (!configured.equals(DEFAULT) || Files.exists(Path.of(DEFAULT.getPath()))) {
            return new DockerEndpoint(configured);
        }
        String runtimeDirectory = System.getenv("XDG_RUNTIME_DIR");
        if (runtimeDirectory != null && !runtimeDirectory.isBlank()) {
            for (String name : List.of("docker.sock", "podman/podman.sock")) {
                Path socket = Path.of(runtimeDirectory, name);
                if (Files.exists(socket)) {
                    return new DockerEndpoint(URI.create("unix://" + socket));
                }
            }
        }
        return new DockerEndpoint(DEFAULT);
    }

    /// What the user set. The library that reads Docker's contexts is loaded only when there may be
    /// one: that takes a third of a second.
    private static URI configured() {
        String host = System.getenv("DOCKER_HOST");
        if (host != null && !host.isBlank()) {
            return URI.create(host.strip());
        }
        String context = System.getenv("DOCKER_CONTEXT");
        if ((context == null || context.isBlank()) && !configNamesContext()) {
            return DEFAULT;
        }
        return DefaultDockerClientConfig.createDefaultConfigBuilder().build().getDockerHost();
    }

    private static boolean configNamesContext() {
        String directory = System.getenv("DOCKER_CONFIG");
        Path config =
                directory == null || directory.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".docker", "config.json")
                        : Path.of(directory, "config.json");
        try {
            return Files.readString(config).contains("\"currentContext\"");
        } catch (IOException _) {
            return false; // no such file
        }
    }

    /// Whether the daemon is behind a socket of this host, so that its containers' processes may be
    /// this host's.
    public boolean isLocal() {
        return "unix".equals(host.getScheme());
    }

    /// What is known of this host when the daemon does not answer.
    ///
    /// @param socketExists whether the socket is there
    /// @param socketWritable whether this user may connect to it
    /// @param clientInstalled whether there is a `docker` or `dockerd` command
    public record Seen(boolean socketExists, boolean socketWritable, boolean clientInstalled) {}

    /// Looks at this host.
    public Seen look() {
        Path socket = isLocal() ? Path.of(host.getPath()) : Path.of("/");
        return new Seen(Files.exists(socket), Files.isWritable(socket), isOnPath());
    }

    /// The problem, from what was seen and what the attempt to connect said.
    public BenchException problem(Seen seen, Throwable failure) {
        String said = rootMessage(failure);
        if (!isLocal()) {
            return new BenchException(
                    ProblemCode.DOCKER_NOT_RUNNING,
                    "Docker does not answer at " + host + ": " + said,
                    "Look at DOCKER_HOST and the current docker context, or use"
                            + " --runtime embedded",
                    failure);
        }
        String socket = host.getPath();
        if (seen.socketExists()
                && (!seen.socketWritable()
                        || said.toLowerCase(Locale.ROOT).contains("permission denied"))) {
            return new BenchException(
                    ProblemCode.DOCKER_NO_PERMISSION,
                    "You may not use Docker: no permission to connect to " + socket,
                    "sudo usermod -aG docker $USER, then log in again (or install rootless Docker:"
                            + " dockerd-rootless-setuptool.sh install)",
                    failure);
        }
        if (!seen.socketExists() && !seen.clientInstalled()) {
            return new BenchException(
                    ProblemCode.DOCKER_NOT_INSTALLED,
                    "Docker is not installed: there is neither " + socket + " nor a docker command",
                    "sudo apt-get install docker.io (Fedora: sudo dnf install moby-engine), or use"
                            + " --runtime embedded",
                    failure);
        }
        return new BenchException(
                ProblemCode.DOCKER_NOT_RUNNING,
                "Docker is installed but not running: "
                        + (seen.socketExists()
                                ? "nobody answers at " + socket + " (" + said + ")"
                                : socket + " is not there"),
                "sudo systemctl start docker, or use --runtime embedded",
                failure);
    }

    private static boolean isOnPath() {
        String path = System.getenv("PATH");
        return path != null
                && List.of(path.split(":", -1)).stream()
                        .filter(each -> !each.isBlank())
                        .anyMatch(each ->
                                Files.isExecutable(Path.of(each, "docker"))
                                        || Files.isExecutable(Path.of(each, "dockerd")));
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
