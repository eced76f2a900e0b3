package io.milliwatt.bench.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.doctor.MediaFacts.AtServer;
import io.milliwatt.bench.doctor.Topology;
import io.milliwatt.bench.doctor.Topology.Docker;
import io.milliwatt.bench.doctor.Topology.Host;
import io.milliwatt.bench.doctor.Topology.Listener;
import io.milliwatt.bench.doctor.Topology.Phone;
import io.milliwatt.bench.doctor.Topology.Published;
import io.milliwatt.bench.doctor.Topology.Server;
import io.milliwatt.bench.doctor.Topology.State;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.route.ContainerSubnet;
import io.milliwatt.bench.route.HostFacts;
import io.milliwatt.bench.route.Obstacle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the tools print, read and judged.
class TopologyReadingTest {
    private static final String HOST = "192.0.2.20";
    private static final String CONTAINER = "172.17.0.2";
    private static final String FACTS =
            """
            forward 1
            #routes
            [{"dst":"default","gateway":"192.0.2.1","dev":"eth0"},
             {"dst":"192.0.2.0/24","dev":"eth0","prefsrc":"192.0.2.20"},
             {"dst":"198.51.100.0/30","dev":"mwlan1","prefsrc":"198.51.100.1"},
             {"dst":"172.17.0.0/16","dev":"docker0","prefsrc":"172.17.0.1"}]
            #rules
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD ACCEPT [0:0]
            :DOCKER-USER - [0:0]
            [0:0] -A FORWARD -j DOCKER-USER
            COMMIT
            """;

    private static Topology topology(NetworkMode mode) {
        var published = new Published("udp", HOST, new PortRange(40_000, 40_019), 40_000);
        var subnet =
                new ContainerSubnet(
                        "bridge",
                        Subnet.parse("172.17.0.0/16").orElseThrow(),
                        "172.17.0.1",
                        "docker0",
                        Map.of());
        return Topology.UNKNOWN
                .with(
                        Optional.of(
                                new Server(
                                        "pbx",
                                        false,
                                        mode,
                                        State.RUNNING,
                                        mode == NetworkMode.HOST ? Set.of() : Set.of(CONTAINER),
                                        List.of(published),
                                        List.of())))
                .with(new Docker(List.of(), List.of(subnet)))
                .with(new Phone("198.51.100.2", false, List.of()));
    }

    private static Host judge(Topology topology, String rules, String flows) throws Exception {
        String facts = FACTS.replace("COMMIT\n", rules + "\nCOMMIT\n");
        return HostLook.judge(
                topology, new HostLook.Sent("udp", HOST, 40_002), HostFacts.parse(facts), flows);
    }

    @Test
    void packetToAPublishedPortIsFollowedToTheContainer() throws Exception {
        var topology = topology(NetworkMode.PUBLISHED);
        assertEquals(List.of(), judge(topology, "", "").obstacles());
        String drop = "-A DOCKER-USER -d 172.17.0.0/16 -p udp -m udp --dport 40000:40019 -j DROP";
        Obstacle dropped = judge(topology, drop, "").obstacles().getFirst();
        assertEquals(Obstacle.Kind.FORWARD_DROP, dropped.kind());
        assertTrue(dropped.seen().contains("-A DOCKER-USER -d 172.17.0.0/16"), dropped.seen());
        String input = "-A INPUT -p udp -m udp --dport 40000:40019 -j DROP";
        assertEquals(List.of(), judge(topology, input, "").obstacles());
        assertEquals("mwlan1", judge(topology, "", "").towardsPhone().orElseThrow().device());
    }

    @Test
    void packetToAServerInTheHostsNetworkMeetsInput() throws Exception {
        String input = "-A INPUT -p udp -m udp --dport 40000:40019 -j DROP";
        Obstacle dropped = judge(topology(NetworkMode.HOST), input, "").obstacles().getFirst();
        assertEquals(Obstacle.Kind.INPUT_DROP, dropped.kind());
    }

    @Test
    void ruleThatCannotBeJudgedIsNoObstacle() throws Exception {
        String chance =
                "-A DOCKER-USER -p udp -m statistic --mode random --probability 0.1 -j DROP";
        assertEquals(List.of(), judge(topology(NetworkMode.PUBLISHED), chance, "").obstacles());
    }

    @Test
    void flowIsStaleWhenItLeadsToAnotherContainer() throws Exception {
        String flow =
                "udp 17 29 src=198.51.100.2 dst=192.0.2.20 sport=5004 dport=40002 [UNREPLIED]"
                        + " src=%s dst=198.51.100.2 sport=40002 dport=5004 mark=0 use=1\n";
        var topology = topology(NetworkMode.PUBLISHED);
        assertEquals(
                List.of(new Topology.StaleFlow("198.51.100.2:5004", HOST + ":40002", "172.17.0.9")),
                judge(topology, "", flow.formatted("172.17.0.9")).staleFlows());
        assertEquals(List.of(), judge(topology, "", flow.formatted(CONTAINER)).staleFlows());
        assertEquals(List.of(), judge(topology, "", flow.formatted(HOST)).staleFlows());
    }

    @Test
    void routeInsideTheBridgesNetworkIsAnOverlap() throws Exception {
        String stolen =
                FACTS.replace(
                        "[{\"dst\":\"default\"",
                        "[{\"dst\":\"172.17.0.0/24\",\"gateway\":\"192.0.2.1\",\"dev\":\"tun0\"},"
                                + "{\"dst\":\"172.16.0.0/12\",\"dev\":\"tun0\"},"
                                + "{\"dst\":\"default\"");
        Host host =
                HostLook.judge(
                        topology(NetworkMode.PUBLISHED),
                        new HostLook.Sent("udp", HOST, 40_002),
                        HostFacts.parse(stolen),
                        "");
        assertEquals(1, host.overlaps().size());
        assertEquals("172.17.0.0/24", host.overlaps().getFirst().destination().toString());
    }

    @Test
    void socketsAreReadWithTheirAddresses() {
        String output =
                """
                udp   UNCONN 0      0          0.0.0.0:5060       0.0.0.0:*
                udp   UNCONN 0      0      127.0.0.11:41234      0.0.0.0:*
                tcp   LISTEN 0      50      [::ffff:127.0.0.1]:5080             *:*
                tcp   LISTEN 0      50               *:5060             *:*
                """;
        assertEquals(
                List.of(
                        new Listener("udp", "0.0.0.0", 5_060),
                        new Listener("udp", "127.0.0.11", 41_234),
                        new Listener("tcp", "127.0.0.1", 5_080),
                        new Listener("tcp", "*", 5_060)),
                SocketLook.read(output));
    }

    @Test
    void packetsAtTheServerAreCountedEachWay() {
        String output =
                """
                12:00:00.1 eth0  In  IP 198.51.100.2.5004 > 172.17.0.2.40000: UDP, length 172
                12:00:00.2 eth0  Out IP 172.17.0.2.40000 > 198.51.100.2.5014: UDP, length 172
                12:00:00.3 eth0  In  IP 198.51.100.2.5005 > 172.17.0.2.40001: UDP, length 4
                12:00:00.4 eth0  Out IP 172.17.0.2 > 198.51.100.2: ICMP 172.17.0.2 udp port 40002 unreachable, length 208
                """;
        assertEquals(
                new AtServer(1, 1, List.of("198.51.100.2:5014"), "198.51.100.2:5004", 40_002),
                SocketLook.read(output, Set.of(CONTAINER)));
    }
}
