package io.milliwatt.bench.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.util.Locale;

/// What the daemon says of itself that decides which modes and limits it can carry.
///
/// @param elsewhere where its containers' network is when that is not this host's, in words; empty
///   when it is
/// @param sharesHostNetwork whether its mode `host` is this host's network: also that of a rootless
///   Podman is
/// @param cpus processors it has
/// @param memoryBytes memory it has
/// @param limiting what it can limit
record DaemonFacts(
        String elsewhere,
        boolean sharesHostNetwork,
        int cpus,
        long memoryBytes,
        Limiting limiting) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What kernel and daemon can limit.
    record Limiting(boolean cpu, boolean memory) {}

    /// Asks when it is needed.
    @FunctionalInterface
    interface Source {
        DaemonFacts facts() throws BenchException;
    }

    /// Asks the daemon, by its raw answer: docker-java does not know what Podman says of itself.
    static DaemonFacts of(DockerConnection docker) throws BenchException {
        try (DockerHttpClient.Response answer =
                docker.ask(_ ->
                        docker.send(
                                DockerHttpClient.Request.builder()
                                        .method(DockerHttpClient.Request.Method.GET)
                                        .path("/info")
                                        .build()))) {
            return read(JSON.readTree(answer.getBody()), docker.endpoint());
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.DOCKER_FAILED,
                    "Docker's answer about itself cannot be read: " + e.getMessage(),
                    "Look at the daemon's log: journalctl -u docker -e",
                    e);
        }
    }

    static DaemonFacts read(JsonNode info, DockerEndpoint endpoint) {
        boolean podman = info.has("BuildahVersion");
        boolean rootless =
                info.path("Rootless").asBoolean()
                        || info.path("SecurityOptions").toString().contains("rootless");
        // without root, cgroup v1 limits nothing; Podman says it could, and does nothing
        boolean limits = !(rootless && info.path("CgroupVersion").asText().equals("1"));
        String elsewhere =
                !endpoint.isLocal()
                        ? "Docker at " + endpoint.host() + " runs on another machine"
                        : info.path("OperatingSystem").asText().contains("Docker Desktop")
                                ? "Docker Desktop runs its containers in a virtual machine"
                                : rootless
                                        ? "A rootless daemon keeps its containers in a network"
                                                + " namespace of its own"
                                        : "";
        return new DaemonFacts(
                elsewhere,
                elsewhere.isEmpty() || rootless && podman && endpoint.isLocal(),
                info.path("NCPU").asInt(),
                info.path("MemTotal").asLong(),
                new Limiting(
                        limits && info.path("CpuCfsQuota").asBoolean(true),
                        limits && info.path("MemoryLimit").asBoolean(true)));
    }

    /// Refuses a mode in which the engine could not be reached from here.
    ///
    /// @throws BenchException `MODE_NOT_POSSIBLE`
    void mustShareNetworkWithThisHost(NetworkMode mode) throws BenchException {
        if (!elsewhere.isEmpty() && !(mode == NetworkMode.HOST && sharesHostNetwork)) {
            throw new BenchException(
                    ProblemCode.MODE_NOT_POSSIBLE,
                    elsewhere
                            + (mode == NetworkMode.PUBLISHED
                                    ? ": rules of this host do not lead to them"
                                    : ": in mode "
                                            + mode.key()
                                            + " neither this host nor a phone would reach the engine"),
                    "Give --mode published"
                            + (mode == NetworkMode.PUBLISHED ? " without --publish dnat" : "")
                            + ", which such a daemon carries");
        }
    }

    /// Refuses limits that the host cannot give.
    ///
    /// @throws BenchException `BAD_CONFIGURATION`
    void mustCarry(Limits limits) throws BenchException {
        if (limits.cpus() > 0 && !limiting.cpu()) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "This kernel or daemon cannot limit processors",
                    "Leave --cpus away; rootless: delegate the cpu controller to your user session");
        }
        if (cpus > 0 && limits.cpus() > cpus) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    String.format(
                            Locale.ROOT,
                            "The host has %d processors, not %s",
                            cpus,
                            limits.words().replaceFirst(" CPUs.*", "")),
                    "Give --cpus " + cpus + " or less");
        }
        if (memoryBytes > 0 && limits.memoryBytes() > memoryBytes) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "The host has "
                            + (memoryBytes >> 20)
                            + " MiB of memory, not "
                            + (limits.memoryBytes() >> 20),
                    "Give --memory " + (memoryBytes >> 20) + "m or less");
        }
        boolean usual =
                limits.memoryBytes() == 0 // as an engine has it that is launched again
                        || limits.memoryBytes() == Limits.DEFAULT.memoryBytes();
        if (!limiting.memory() && !usual) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "This kernel or daemon cannot limit memory",
                    "Leave --memory away; Debian: boot with cgroup_enable=memory");
        }
    }
}
