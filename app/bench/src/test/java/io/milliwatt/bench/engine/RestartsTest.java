package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.bench.network.HostAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private static final List<HostAddress> NOW =
            List.of(
                    new HostAddress(
                            InetAddress.ofLiteral("192.0.2.20"),
                            "eth0",
                            1,
                            "LAN",
                            "default route",
                            true));

    @Test
    void takesTheAddressOfNowWhenTheOldOneIsGone() {
        assertEquals(
                Optional.of(InetAddress.ofLiteral("192.0.2.20")),
                again(NetworkMode.PUBLISHED, "192.0.2.20").advertise());
        assertEquals(Optional.empty(), again(NetworkMode.PUBLISHED, "198.51.100.7").advertise());
        assertEquals(Optional.empty(), again(NetworkMode.HOST, "198.51.100.7").advertise());
        assertEquals(
                Optional.of(InetAddress.ofLiteral("127.0.0.1")),
                again(NetworkMode.HOST, "127.0.0.1").advertise());
    }

    @Test
    void leavesAnAddressToDockerThatIsDockersAndKeepsOneOfTheLan() {
        assertEquals(Optional.empty(), again(NetworkMode.CONTAINER, "172.17.0.2").advertise());
        assertEquals(
                Optional.of(InetAddress.ofLiteral("192.0.2.99")),
                again(NetworkMode.MACVLAN, "192.0.2.99").advertise());
        assertEquals(
                Optional.empty(),
                again(NetworkMode.MACVLAN, "198.51.100.7").advertise(),
                "this host is on that LAN no more");
    }

    @Test
    void keepsPortsSettingsAndPlacement() {
        LaunchRequest again = again(NetworkMode.HOST, "192.0.2.20");
        assertEquals(5_064, again.sipPort());
        assertEquals(new EngineSettings(true, false, ""), again.settings());
        assertEquals(NetworkMode.HOST, again.placement().mode());
        assertEquals(new Limits(1, 1L << 30), again.placement().limits());
    }

    private static LaunchRequest again(NetworkMode mode, String address) {
        InetAddress at = InetAddress.ofLiteral(address);
        return Restarts.requestOf(
                new EngineInfo(
                        "engine",
                        RuntimeKind.DOCKER,
                        Placement.of(mode).withLimits(new Limits(1, 1L << 30)),
                        "milliwatt/engine:1",
                        at,
                        5_064,
                        LaunchRequest.DEFAULT_RTP_PORTS,
                        Optional.of("4f1a"),
                        Optional.empty(),
                        Optional.empty(),
                        URI.create("http://127.0.0.1:5080"),
                        "secret",
                        Instant.EPOCH,
                        1,
                        true,
                        new EngineSettings(true, false, ""),
                        at),
                NOW,
                it -> it.getHostAddress().startsWith("192.0.2."));
    }
}
