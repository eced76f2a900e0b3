package io.milliwatt.bench.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.CpuStatsConfig;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.StatisticNetworksConfig;
import com.github.dockerjava.api.model.Statistics;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.images.PatientCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// CPU, memory and traffic of a container. The engine is the only process in it, so where that
/// process can be seen from here its own figures are read, which costs nothing; the daemon takes a
/// second for the same answer, and is asked where the container runs elsewhere (a virtual machine,
/// another host).
final class ContainerUsage {
    private static final long STATISTICS_SECONDS = 5;

    private final DockerConnection docker;
    private final ProcessUsage processes = new ProcessUsage();
    private final TrafficMeter traffic = new TrafficMeter(Path.of("/proc"));

    ContainerUsage(DockerConnection docker) {
        this.docker = docker;
    }

    /// @param process CPU and memory
    /// @param traffic what went through its interfaces
    record Used(ProcessUsage.Reading process, EngineUsage.Traffic traffic) {}

    /// @param ownNetwork whether it has a network of its own; the host's counts everybody's traffic
    Used of(String containerId, boolean ownNetwork) throws BenchException {
        InspectContainerResponse container =
                docker.ask(it -> it.inspectContainerCmd(containerId).exec());
        Long pid = container.getState().getPidLong();
        try {
            if (pid != null && pid > 0 && isHere(pid, container.getId())) {
                Optional<ProcessUsage.Reading> reading = processes.of(pid);
                if (reading.isPresent()) {
                    return new Used(
                            reading.get(),
                            ownNetwork
                                    ? traffic.of(pid, System.nanoTime())
                                    : EngineUsage.Traffic.UNKNOWN);
                }
            }
            return fromDaemon(containerId);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failed("interrupted");
        }
    }

    /// Whether the process of this number is that container's, and not another one of this host.
    private boolean isHere(long pid, String containerId) {
        if (!docker.endpoint().isLocal()) {
            return false;
        }
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cgroup"))
                    .contains(containerId);
        } catch (IOException _) {
            return false;
        }
    }

    private Used fromDaemon(String containerId) throws BenchException, InterruptedException {
        var answer = new AtomicReference<@Nullable Statistics>();
        var arrived = new CountDownLatch(1);
        try (var _ =
                docker.ask(it ->
                        it.statsCmd(containerId)
                                .withNoStream(true)
                                .exec(
                                        new PatientCallback<Statistics>() {
                                            @Override
                                            public void onNext(Statistics statistics) {
                                                answer.set(statistics);
                                                arrived.countDown();
                                            }
                                        }))) {
            arrived.await(STATISTICS_SECONDS, TimeUnit.SECONDS);
        } catch (IOException _) {
            // closing what is at its end
        }
        Statistics statistics = answer.get();
        if (statistics == null) {
            throw failed("no answer within " + STATISTICS_SECONDS + " s");
        }
        MemoryStatsConfig memory = statistics.getMemoryStats();
        Long bytes = memory == null ? null : memory.getUsage();
        return new Used(
                new ProcessUsage.Reading(
                        percent(statistics.getCpuStats(), statistics.getPreCpuStats()),
                        bytes == null ? 0 : bytes),
                trafficOf(statistics));
    }

    private static EngineUsage.Traffic trafficOf(Statistics statistics) {
        Map<String, StatisticNetworksConfig> networks = statistics.getNetworks();
        if (networks == null || networks.isEmpty()) {
            return EngineUsage.Traffic.UNKNOWN;
        }
        long received = networks.values().stream().mapToLong(it -> value(it.getRxBytes())).sum();
        long sent = networks.values().stream().mapToLong(it -> value(it.getTxBytes())).sum();
        return new EngineUsage.Traffic(received, sent, 0, 0);
    }

    /// Docker's own formula: share of the system's CPU time, times the number of CPUs.
    private static double percent(@Nullable CpuStatsConfig now, @Nullable CpuStatsConfig before) {
        if (now == null || before == null || now.getCpuUsage() == null) {
            return 0;
        }
        long used = value(now.getCpuUsage().getTotalUsage());
        long usedBefore =
                before.getCpuUsage() == null ? 0 : value(before.getCpuUsage().getTotalUsage());
        long system = value(now.getSystemCpuUsage()) - value(before.getSystemCpuUsage());
        Long cpus = now.getOnlineCpus();
        return system <= 0 ? 0 : 100.0 * (used - usedBefore) / system * (cpus == null ? 1 : cpus);
    }

    private static long value(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    private static BenchException failed(String why) {
        return new BenchException(
                ProblemCode.DOCKER_FAILED,
                "Docker did not tell the usage of the container: " + why,
                "Ask again");
    }
}
