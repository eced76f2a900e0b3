package io.milliwatt.bench.plan;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.network.PortProbe;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Measures what publishing costs on the daemon at hand: it starts and removes a container that
/// does nothing, without ports, with [#FEW] and with [#MORE] of them, some rounds, and takes
/// medians. About twenty seconds.
public final class Calibration {
    static final int FEW = 20;
    static final int MORE = 60;
    private static final int ROUNDS = 3;
    private static final String LABEL = "io.milliwatt";
    private static final String CALIBRATION = "calibration";
    private static final int FIRST_PORT = 20_000;

    private final DockerConnection docker;
    private final PortProbe ports;
    private final ProxyMemory proxies;
    private final IdleImage image;

    /// A container that does nothing.
    ///
    /// @param reference the image
    /// @param command what it runs: waits for ever
    public record IdleImage(String reference, List<String> command) {
        public IdleImage {
            command = List.copyOf(command);
        }
    }

    /// One container's life.
    ///
    /// @param ports UDP ports that were published
    /// @param startSeconds from the start request to its answer
    /// @param stopSeconds from the request to remove it to its answer
    /// @param proxies what it had of `docker-proxy`
    public record Sample(
            int ports, double startSeconds, double stopSeconds, ProxyMemory.Reading proxies) {}

    public Calibration(
            DockerConnection docker, PortProbe ports, ProxyMemory proxies, IdleImage image) {
        this.docker = docker;
        this.ports = ports;
        this.proxies = proxies;
        this.image = image;
    }

    /// Measures.
    ///
    /// @param progress what is being done, in words
    /// @throws BenchException Docker refused, or `CANCELLED`; nothing is left then
    public PublishCosts measure(Consumer<String> progress, BooleanSupplier cancelled)
            throws BenchException {
        removeLeftovers();
        var samples = new ArrayList<Sample>();
        for (int round = 1; round <= ROUNDS; round++) {
            for (int count : new int[] {0, FEW, MORE}) {
                if (cancelled.getAsBoolean()) {
                    throw new BenchException(
                            ProblemCode.CANCELLED, "The calibration was cancelled", "");
                }
                progress.accept(
                        "round "
                                + round
                                + " of "
                                + ROUNDS
                                + ": a container with "
                                + count
                                + " ports");
                samples.add(sample(count));
            }
        }
        return fit(samples);
    }

    /// Starts and removes one container with so many published ports.
    public Sample sample(int count) throws BenchException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        OptionalInt first =
                count == 0
                        ? OptionalInt.of(FIRST_PORT)
                        : ports.freeUdpRange(loopback, FIRST_PORT, count);
        if (first.isEmpty()) {
            throw new BenchException(
                    ProblemCode.PORT_TAKEN,
                    "No " + count + " free ports in a row on " + loopback.getHostAddress(),
                    "End what holds them: ss -ulnp");
        }
        String id = create(first.getAsInt(), count);
        try {
            long begin = System.nanoTime();
            docker.ask(it -> it.startContainerCmd(id).exec());
            double start = secondsSince(begin);
            ProxyMemory.Reading memory = proxies.read();
            begin = System.nanoTime();
            remove(id);
            return new Sample(count, start, secondsSince(begin), memory);
        } catch (BenchException | RuntimeException e) {
            remove(id);
            throw e;
        }
    }

    private String create(int first, int count) throws BenchException {
        var bindings = new Ports();
        var exposed = new ArrayList<ExposedPort>();
        for (int port = first; port < first + count; port++) {
            exposed.add(ExposedPort.udp(port));
            bindings.bind(ExposedPort.udp(port), Ports.Binding.bindIpAndPort("127.0.0.1", port));
        }
        return docker.ask(it ->
                it.createContainerCmd(image.reference())
                        .withEntrypoint(image.command())
                        .withLabels(Map.of(LABEL, CALIBRATION))
                        .withExposedPorts(exposed)
                        .withHostConfig(
                                HostConfig.newHostConfig()
                                        .withPortBindings(bindings)
                                        .withCapDrop(Capability.ALL)
                                        .withSecurityOpts(List.of("no-new-privileges")))
                        .exec()
                        .getId());
    }

    private void remove(String id) throws BenchException {
        docker.askForOne(it -> it.removeContainerCmd(id).withForce(true).exec());
    }

    /// What a calibration that was killed left.
    private void removeLeftovers() throws BenchException {
        List<Container> left =
                docker.ask(it ->
                        it.listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(Map.of(LABEL, CALIBRATION))
                                .exec());
        for (Container each : left) {
            remove(each.getId());
        }
    }

    private static double secondsSince(long beginNanos) {
        return (System.nanoTime() - beginNanos) / 1e9;
    }

    /// The coefficients that pass nearest to the samples: medians of the containers without ports,
    /// and of what a port of the others cost more.
    static PublishCosts fit(List<Sample> samples) {
        double startBase =
                median(
                        samples.stream()
                                .filter(it -> it.ports() == 0)
                                .mapToDouble(Sample::startSeconds)
                                .toArray());
        double stopBase =
                median(
                        samples.stream()
                                .filter(it -> it.ports() == 0)
                                .mapToDouble(Sample::stopSeconds)
                                .toArray());
        List<Sample> most = samples.stream().filter(it -> it.ports() == MORE).toList();
        double startPort =
                median(
                        most.stream()
                                .mapToDouble(
                                        it -> perPort(it.startSeconds() - startBase, it.ports()))
                                .toArray());
        double stopPort =
                median(
                        most.stream()
                                .mapToDouble(it -> perPort(it.stopSeconds() - stopBase, it.ports()))
                                .toArray());
        List<ProxyMemory.Reading> seen =
                most.stream().map(Sample::proxies).filter(it -> it.processes() > 0).toList();
        double proxy =
                seen.isEmpty()
                        ? PublishCosts.TYPICAL.proxyMegabytes()
                        : median(
                                seen.stream()
                                        .mapToDouble(it -> it.megabytes() / it.processes())
                                        .toArray());
        return new PublishCosts(
                startBase, startPort, stopBase, stopPort, proxy, !seen.isEmpty(), true);
    }

    private static double perPort(double seconds, int count) {
        return Math.max(0, seconds) / PublishCosts.weight(count);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
