package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.network.PortProbe;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How long the built-in engine takes to be ready on the real daemon, by how its ports are led to
/// it. The two ways are launched in turn, so that both see the same load of this machine, and more
/// often while they disagree with what is promised.
@Tag("system")
@Timeout(300)
final class PublishedRangeTest {
    private static final DockerConnection DOCKER = new DockerConnection(DockerEndpoint.ofUser());
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final double AT_MOST = 1.5;
    private static final int LEAST_ROUNDS = 3;
    private static final int MOST_ROUNDS = 9;

    private final Engines engines = LocalEngines.create();

    @BeforeAll
    static void needsDockerAndTheEngine() {
        NeedsDocker.check(DOCKER);
        NeedsDocker.engineFiles();
    }

    @Test
    void thousandPortsBehindOneRuleTakeAtMostHalfAsLongAgainAsTenPublishedOnes() throws Exception {
        InetAddress host = LocalEngines.rankedAddresses().getFirst().address();
        int first =
                new PortProbe(Path.of("/proc"), Map::of)
                        .freeUdpRange(host, 42_000, MANY)
                        .orElseThrow();
        LaunchRequest published = request(host, first, FEW, Publishing.PORTS);
        LaunchRequest behindOneRule = request(host, first, MANY, Publishing.DNAT);
        readyMillis(behindOneRule); // images are built
        var few = new ArrayList<Double>();
        var many = new ArrayList<Double>();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            few.add(readyMillis(published));
            many.add(readyMillis(behindOneRule));
            if (round + 1 >= LEAST_ROUNDS && median(many) <= AT_MOST * median(few)) {
                return;
            }
        }
        assertTrue(median(many) <= AT_MOST * median(few), many + " against " + few + " ms");
    }

    private double readyMillis(LaunchRequest request) throws Exception {
        EngineInfo engine = engines.launch(request, (_, _, _) -> {}, () -> false);
        try {
            boolean dnat = request.placement().publishing() == Publishing.DNAT;
            assertEquals(dnat ? 0 : FEW, rtpProxies(request.rtpPorts()));
            return engine.readyMillis();
        } finally {
            engines.stop(request.name());
        }
    }

    /// Programs of Docker's that lead ports of the range.
    private static long rtpProxies(PortRange range) {
        return HostSnapshot.take(DOCKER.client()).proxies().stream()
                .map(it -> it.replaceFirst(".*-host-port (\\d+).*", "$1"))
                .mapToInt(Integer::parseInt)
                .filter(it -> it >= range.first() && it <= range.last())
                .count();
    }

    private static LaunchRequest request(
            InetAddress host, int first, int ports, Publishing publishing) {
        return new LaunchRequest(
                        "published-range",
                        Optional.of(RuntimeKind.DOCKER),
                        Optional.of(host),
                        TestEngines.freePort(),
                        new PortRange(first, first + ports - 1),
                        true)
                .withPlacement(Placement.DEFAULT.withPublishing(publishing));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
