package io.milliwatt.bench.engine;

import com.github.dockerjava.api.model.Info;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.List;
import java.util.Locale;

/// What the daemon says of itself that decides which modes and limits it can carry.
///
/// @param elsewhere where its containers' network is when that is not this host's, in words; empty
///   when it is
/// @param cpus processors it has
/// @param memoryBytes memory it has
/// @param limitsCpu whether its kernel can limit processors
/// @param limitsMemory whether its kernel can limit memory
record DaemonFacts(
        String elsewhere, int cpus, long memoryBytes, boolean limitsCpu, boolean limitsMemory) {
    /// Asks when it is needed.
    @FunctionalInterface
    interface Source {
        DaemonFacts facts() throws BenchException;
    }

    static DaemonFacts of(DockerConnection docker) throws BenchException {
        Info info = docker.ask(it -> it.infoCmd().exec());
        return new DaemonFacts(
                elsewhere(docker, info),
                info.getNCPU() == null ? 0 : info.getNCPU(),
                info.getMemTotal() == null ? 0 : info.getMemTotal(),
                !Boolean.FALSE.equals(info.getCpuCfsQuota()),
                !Boolean.FALSE.equals(info.getMemoryLimit()));
    }

    private static String elsewhere(DockerConnection docker, Info info) {
        if (!docker.endpoint().isLocal()) {
            return "Docker at " + docker.endpoint().host() + " runs on another machine";
        }
        if (String.valueOf(info.getOperatingSystem()).contains("Docker Desktop")) {
            return "Docker Desktop runs its containers in a virtual machine";
        }
        List<String> options = info.getSecurityOptions();
        if (options != null && options.stream().anyMatch(it -> it.contains("rootless"))) {
            return "A rootless daemon keeps its containers in a network namespace of its own";
        }
        return "";
    }

    /// Refuses a mode in which the engine could not be reached from here.
    ///
    /// @throws BenchException `MODE_NOT_POSSIBLE`
    void mustShareNetworkWithThisHost(NetworkMode mode) throws BenchException {
        if (!elsewhere.isEmpty()) {
            throw new BenchException(
                    ProblemCode.MODE_NOT_POSSIBLE,
                    elsewhere
                            + ": in mode "
                            + mode.key()
                            + " neither this host nor a phone would reach the engine",
                    "Give --mode published, which such a daemon carries");
        }
    }

    /// Refuses limits that the host cannot give.
    ///
    /// @throws BenchException `BAD_CONFIGURATION`
    void mustCarry(Limits limits) throws BenchException {
        if (limits.cpus() > 0 && !limitsCpu) {
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
        if (!limitsMemory && limits.memoryBytes() != Limits.DEFAULT.memoryBytes()) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "This kernel or daemon cannot limit memory",
                    "Leave --memory away; Debian: boot with cgroup_enable=memory");
        }
    }
}
