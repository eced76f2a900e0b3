package io.milliwatt.bench.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.doctor.Topology.Docker;
import io.milliwatt.bench.doctor.Topology.Host;
import io.milliwatt.bench.doctor.Topology.Listener;
import io.milliwatt.bench.doctor.Topology.Phone;
import io.milliwatt.bench.doctor.Topology.Server;
import io.milliwatt.bench.doctor.Topology.StaleFlow;
import io.milliwatt.bench.doctor.Topology.State;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.network.Lan;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.route.ContainerSubnet;
import io.milliwatt.bench.route.HostRoute;
import io.milliwatt.bench.route.Obstacle;
import io.milliwatt.sip.EndReason;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Rules about what Docker and the host say, most of them for a foreign server in a container of
/// this host.
class CausesTest extends CausesFixture {
    @Test
    void healthyCallToAForeignContainerHasNoFinding() {
        assertHealthy(foreign());
        assertHealthy(
                Evidence.healthy()
                        .build()
                        .with(topology())
                        .with(SignallingFacts.of(List.of(answer(Evidence.HOST, "", "")))));
    }

    @Test
    void r1KnowsForeignContainersAndTheBridgeToo() {
        var evidence =
                Evidence.healthy()
                        .packets(250, 0, 0, 0)
                        .foreignServer()
                        .unheard()
                        .answer(Evidence.sdp(Evidence.CONTAINER, 40_000, "8", "sendrecv"))
                        .build()
                        .with(topology());
        assertTrue(first("R1", evidence).fix().contains(Evidence.HOST));
        var bridge =
                Evidence.healthy()
                        .foreignServer()
                        .answer(Evidence.sdp("172.17.0.1", 40_000, "8", "sendrecv"))
                        .build()
                        .with(topology());
        assertTrue(first("R1", bridge).message().contains("Docker's bridge"));
    }

    @Test
    void r2TellsARemappedPortFromAMissingOne() {
        var remapped =
                unheard()
                        .with(
                                topology()
                                        .with(
                                                Optional.of(
                                                        server(
                                                                published(
                                                                        "udp",
                                                                        Evidence.HOST,
                                                                        43_000,
                                                                        43_003,
                                                                        40_000)))));
        assertTrue(first("R2", remapped).message().contains("Docker leads port 43000"));
        var missing =
                unheard()
                        .with(
                                topology()
                                        .with(
                                                Optional.of(
                                                        server(
                                                                published(
                                                                        "udp",
                                                                        Evidence.HOST,
                                                                        50_000,
                                                                        50_003,
                                                                        50_000)))));
        assertTrue(first("R2", missing).message().contains("only 50000-50003, 5060 is published"));
    }

    @Test
    void r3ComesAfterWhatKeepsTheCallFromWorking() {
        Server odd = server(published("udp", Evidence.HOST, 40_000, 40_000, 40_000));
        first("R3", foreign().with(topology().with(Optional.of(odd))));
        first("R18", unheard().with(topology().with(Optional.of(odd))));
    }

    @Test
    void r4NamesTheGatewayThatHidesThePhone() {
        var hidden =
                foreign()
                        .with(SignallingFacts.of(List.of(answer(Evidence.HOST, "", "172.17.0.1"))));
        assertEquals(Severity.WARNING, first("R4", hidden).severity());
        assertHealthy(hidden.with(topology().with(new Phone("", true, List.of()))));
    }

    @Test
    void gatewayIsTheFirstAddressWhereDockerDoesNotSayIt() {
        var silent = new ContainerSubnet("bridge", BRIDGE, "", "docker0", Map.of());
        var docker = new Docker(List.of(), List.of(silent));
        assertEquals(Optional.of(silent), docker.networkOfGateway("172.17.0.1"));
        assertEquals(Optional.empty(), docker.networkOfGateway("172.17.0.2"));
    }

    @Test
    void r6ComparesTheAddressWithThePhonesNetwork() {
        var lan =
                Lan.of(
                        "eth1",
                        Subnet.parse("198.51.100.0/24").orElseThrow(),
                        (Inet4Address) InetAddress.ofLiteral("198.51.100.1"));
        var evidence =
                unheard()
                        .with(
                                topology()
                                        .with(
                                                new Host(
                                                        List.of(),
                                                        List.of(),
                                                        List.of(),
                                                        Optional.of(lan))));
        assertTrue(first("R6", evidence).fix().contains("198.51.100.1"));
    }

    @Test
    void r7AndR20AndR23NameWhatStandsBeforeAContainersOwnAddress() {
        var own =
                Evidence.refused(EndReason.Kind.NO_RESPONSE, 0, "nothing came back")
                        .foreignServer()
                        .target("sip:echo@" + Evidence.CONTAINER)
                        .build()
                        .with(topology());
        assertTrue(first("R20", own).message().contains("no route to 172.17.0.0/16"));
        var routed = topology().with(new Phone(PHONE, false, List.of("172.17.0.0/16")));
        var raw = new Obstacle(Obstacle.Kind.RAW_DROP, "-t raw -A PREROUTING -j DROP");
        assertTrue(first("R7", own.with(routed.with(host(raw)))).fix().contains("route add"));
        var forward = new Obstacle(Obstacle.Kind.FORWARD_DROP, "-t filter -P FORWARD DROP");
        assertTrue(first("R23", own.with(routed.with(host(forward)))).fix().contains("route add"));
    }

    @Test
    void r8SaysWhichRouteTakesThePackets() {
        var route =
                new HostRoute(
                        Subnet.parse("172.17.0.0/24").orElseThrow(),
                        Optional.of("192.0.2.1"),
                        "tun0",
                        Optional.empty());
        var evidence =
                unanswered()
                        .with(
                                topology()
                                        .with(
                                                new Host(
                                                        List.of(),
                                                        List.of(route),
                                                        List.of(),
                                                        Optional.empty())));
        assertTrue(
                first("R8", evidence)
                        .fix()
                        .endsWith("ip route del 172.17.0.0/24 via 192.0.2.1 dev tun0"));
    }

    @Test
    void r12NamesTheAddressThatIsRemembered() {
        var stale = new StaleFlow(PHONE + ":5000", Evidence.HOST + ":40000", "172.17.0.9");
        var host = new Host(List.of(), List.of(), List.of(stale), Optional.empty());
        Finding finding = first("R12", unheard().with(topology().with(host)));
        assertEquals(
                "Make it forget: sudo conntrack -D -p udp --reply-src 172.17.0.9", finding.fix());
        assertHealthy(Evidence.healthy().build().with(topology().with(host)));
    }

    @Test
    void r16SeesAPausedContainer() {
        Server paused = with(server(), State.PAUSED);
        assertEquals(
                "docker unpause pbx",
                first("R16", unanswered().with(topology().with(Optional.of(paused)))).fix());
    }

    @Test
    void r24SeesAnotherAddressAndTcp() {
        var loopback = server(published("udp", "127.0.0.1", 40_000, 40_019, 40_000));
        assertTrue(
                first("R24", unheard().with(topology().with(Optional.of(loopback))))
                        .message()
                        .contains("at 127.0.0.1 only"));
        var tcp = server(published("tcp", Evidence.HOST, 40_000, 40_019, 40_000));
        assertTrue(
                first("R24", unheard().with(topology().with(Optional.of(tcp))))
                        .message()
                        .contains("TCP only"));
    }

    @Test
    void r30NamesWhereTheServerListens() {
        Server deaf = with(server(), State.RUNNING, new Listener("udp", "127.0.0.1", 5_060));
        assertTrue(
                first("R30", unanswered().with(topology().with(Optional.of(deaf))))
                        .message()
                        .contains("on 127.0.0.1:5060 only"));
        Server none = with(server(), State.RUNNING, new Listener("udp", "0.0.0.0", 5_070));
        assertTrue(
                first("R30", unanswered().with(topology().with(Optional.of(none))))
                        .message()
                        .contains("listens on SIP port 5060/udp"));
        Server fine = with(server(), State.RUNNING, new Listener("udp", "0.0.0.0", 5_060));
        first("R17", unanswered().with(topology().with(Optional.of(fine))));
    }

    @Test
    void r33NamesTheTransportThatIsNotPublished() {
        var tcpOnly =
                new Server(
                        "pbx",
                        false,
                        NetworkMode.PUBLISHED,
                        State.RUNNING,
                        Set.of(Evidence.CONTAINER),
                        List.of(published("tcp", Evidence.HOST, 5_060, 5_060, 5_060)),
                        List.of());
        assertTrue(
                first("R33", unanswered().with(topology().with(Optional.of(tcpOnly))))
                        .fix()
                        .contains("/udp, or call by --transport tcp"));
    }
}
