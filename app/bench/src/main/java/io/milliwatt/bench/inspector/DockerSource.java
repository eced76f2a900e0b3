package io.milliwatt.bench.inspector;

import com.github.dockerjava.transport.DockerHttpClient;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What Docker says of a container: `docker inspect`, without the secrets in its environment.
public final class DockerSource implements ReportSource {
    private static final int MOST_OCTETS = 4 << 20;
    private static final int OK = 200;

    private final DockerConnection docker;
    private final String container;
    private final Secrets secrets;

    /// @param container name or id
    public DockerSource(DockerConnection docker, String container, Secrets secrets) {
        this.docker = docker;
        this.container = container;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return "docker inspect";
    }

    @Override
    public List<ReportFile> files() throws BenchException, IOException {
        String version = docker.version();
        String inspect;
        try (var answer =
                docker.send(
                        DockerHttpClient.Request.builder()
                                .method(DockerHttpClient.Request.Method.GET)
                                .path("/containers/" + container + "/json")
                                .build())) {
            byte[] body = answer.getBody().readNBytes(MOST_OCTETS);
            if (answer.getStatusCode() != OK) {
                throw new IOException("Docker answered " + answer.getStatusCode());
            }
            inspect = new String(body, StandardCharsets.UTF_8);
        } catch (RuntimeException failure) {
            throw docker.problem(failure);
        }
        return List.of(
                ReportFile.text(
                        "engine/inspect.json",
                        EngineSource.inspectWithoutSecrets(inspect, secrets)),
                ReportFile.text("host/docker-version.txt", version + "\n"));
    }
}
