package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.network.PortProbe;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What leads the ports of the built-in engine to it on the real daemon. How long that takes is
/// measured by `docs/performance/publish-range`.
@Tag("system")
@Timeout(300)
final class PublishedRangeTest {
    private static final DockerConnection DOCKER = new DockerConnection(DockerEndpoint.ofUser());
    private static final int FEW = 10;
    private static final int MANY = 1_000;

    private final Engines engines = LocalEngines.create();

    @BeforeAll
    static void needsDockerAndTheEngine() {
        NeedsDocker.check(DOCKER);
        NeedsDocker.engineFiles();
    }

    @Test
    void thousandPortsBehindOneRuleNeedNoProxyWhereTenPublishedOnesNeedTen() throws Exception {
        InetAddress host = LocalEngines.rankedAddresses().getFirst().address();
        int first =
                new PortProbe(Path.of("/proc"), Map::of)
                        .freeUdpRange(host, 42_000, MANY)
                        .orElseThrow();
        assertEquals(0, rtpProxiesOf(request(host, first, MANY, Publishing.DNAT)));
        assertEquals(FEW, rtpProxiesOf(request(host, first, FEW, Publishing.PORTS)));
    }

    private long rtpProxiesOf(LaunchRequest request) throws Exception {
        engines.launch(request, (_, _, _) -> {}, () -> false);
        try {
            return rtpProxies(request.rtpPorts());
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
}
