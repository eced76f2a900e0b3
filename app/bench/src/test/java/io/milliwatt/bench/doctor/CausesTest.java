package io.milliwatt.bench.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.doctor.Topology.Docker;
import io.milliwatt.bench.doctor.Topology.Host;
import io.milliwatt.bench.doctor.Topology.Listener;
import io.milliwatt.bench.doctor.Topology.Phone;
import io.milliwatt.bench.doctor.Topology.Published;
import io.milliwatt.bench.doctor.Topology.Server;
import io.milliwatt.bench.doctor.Topology.StaleFlow;
import io.milliwatt.bench.doctor.Topology.State;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.network.Lan;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.bench.route.ContainerSubnet;
import io.milliwatt.bench.route.HostRoute;
import io.milliwatt.bench.route.Obstacle;
import io.milliwatt.sip.EndReason;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Rules about what Docker, the host and the SIP messages say, most of them for a foreign server in
/// a container of this host.
class CausesTest {
    private static final String PHONE = "198.51.100.2";
    private static final Subnet BRIDGE = Subnet.parse("172.17.0.0/16").orElseThrow();

    private static Topology topology() {
        return Topology.UNKNOWN
                .with(Optional.of(server(published("udp", Evidence.HOST, 40_000, 40_019, 40_000))))
                .with(
                        new Docker(
                                List.of(),
                                List.of(
                                        new ContainerSubnet(
                                                "bridge",
                                                BRIDGE,
                                                "172.17.0.1",
                                                "docker0",
                                                Map.of()))))
                .with(new Phone(PHONE, false, List.of()));
    }

    private static Server server(Published... published) {
        var all = new ArrayList<>(List.of(published));
        all.add(published("udp", Evidence.HOST, 5_060, 5_060, 5_060));
        return new Server(
                "pbx",
                false,
                NetworkMode.PUBLISHED,
                State.RUNNING,
                Set.of(Evidence.CONTAINER),
                all,
                List.of());
    }

    private static Published published(
            String transport, String address, int first, int last, int container) {
        return new Published(transport, address, new PortRange(first, last), container);
    }

    private static Server with(Server server, State state, Listener... listening) {
        return new Server(
                server.name(),
                server.ours(),
                server.mode(),
                state,
                server.addresses(),
                server.published(),
                List.of(listening));
    }

    private static CallEvidence foreign() {
        return Evidence.healthy().foreignServer().build().with(topology());
    }

    private static CallEvidence unheard() {
        return Evidence.healthy()
                .packets(250, 0, 0, 0)
                .foreignServer()
                .unheard()
                .build()
                .with(topology());
    }

    private static CallEvidence unanswered() {
        return Evidence.refused(EndReason.Kind.NO_RESPONSE, 0, "nothing came back")
                .foreignServer()
                .build()
                .with(topology());
    }

    private static Host host(Obstacle... obstacles) {
        return new Host(List.of(obstacles), List.of(), List.of(), Optional.empty());
    }

    private static Finding first(String rule, CallEvidence evidence) {
        List<Finding> findings = Doctor.examine(evidence);
        assertEquals(rule, findings.isEmpty() ? "none" : findings.getFirst().rule(), findings + "");
        return findings.getFirst();
    }

    private static void assertHealthy(CallEvidence evidence) {
        assertEquals(List.of(), Doctor.examine(evidence));
    }

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
    void r11WantsAUdpCandidate() {
        String sdp = Evidence.sdp(Evidence.HOST, 40_000, "8", "sendrecv");
        String tcp = "a=candidate:1 1 TCP 2105458943 192.0.2.20 9 typ host tcptype active\r\n";
        String udp = "a=candidate:2 1 UDP 2122252543 192.0.2.20 40000 typ host\r\n";
        first("R11", Evidence.healthy().answer(sdp + tcp).build());
        assertHealthy(Evidence.healthy().answer(sdp + tcp + udp).build());
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
    void r22NamesWhereAckAndByeGo() {
        var contact =
                foreign().with(SignallingFacts.of(List.of(answer(Evidence.CONTAINER, "", ""))));
        assertTrue(first("R22", contact).message().contains("Contact names 172.17.0.2"));
        var route =
                foreign()
                        .with(SignallingFacts.of(List.of(answer(Evidence.HOST, "172.17.0.3", ""))));
        assertTrue(first("R22", route).message().contains("Record-Route names 172.17.0.3"));
        MessageRecord elsewhere = answer("192.0.2.99", "", "");
        assertHealthy(foreign().with(SignallingFacts.of(List.of(elsewhere))));
        var repeated = SignallingFacts.of(List.of(elsewhere, elsewhere, elsewhere));
        assertTrue(first("R22", foreign().with(repeated)).message().contains("2 times"));
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
    void r26SeesNumbersThatDifferAndDigitsThatAreLost() {
        var evidence = Evidence.healthy().offer(events(101, 97)).answer(events(96));
        assertTrue(first("R26", evidence.build()).message().contains("97, 101, the answer 96"));
        assertHealthy(Evidence.healthy().offer(events(101, 97)).answer(events(97)).build());
        assertHealthy(Evidence.healthy().answer(events(101)).build());
        var heard = SignallingFacts.UNKNOWN.withDigits("123", Optional.of("13"));
        assertTrue(
                first("R26", Evidence.healthy().build().with(heard))
                        .message()
                        .contains("heard 13"));
        assertHealthy(
                Evidence.healthy()
                        .build()
                        .with(SignallingFacts.UNKNOWN.withDigits("123", Optional.of("123"))));
    }

    private static String events(int... numbers) {
        var sdp = new StringBuilder(Evidence.sdp(Evidence.HOST, 40_000, "8", "sendrecv"));
        for (int each : numbers) {
            sdp.insert(sdp.indexOf("AVP 8") + 5, " " + each);
            sdp.append("a=rtpmap:" + each + " telephone-event/8000\r\n");
        }
        return sdp.toString();
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
    void r31AndR18SayWhatIsSeenAtTheServer() {
        var wrong =
                new MediaFacts.AtServer(90, 90, List.of("192.0.2.30:50010"), "192.0.2.30:50000", 0);
        assertTrue(
                first("R31", unheard().with(media(wrong))).message().contains("192.0.2.30:50010"));
        var mute = new MediaFacts.AtServer(90, 0, List.of(), "192.0.2.30:50000", 0);
        assertTrue(first("R18", unheard().with(media(mute))).message().contains("one-way"));
        var nothing = new MediaFacts.AtServer(0, 0, List.of(), "", 0);
        assertTrue(
                first("R18", unheard().with(media(nothing)))
                        .message()
                        .endsWith("none reached the server's container"));
    }

    private static MediaFacts media(MediaFacts.AtServer seen) {
        return new MediaFacts(List.of(), 0, 0, Optional.of(seen));
    }

    @Test
    void r32CountsWhatMayNotBeTaken() {
        first("R32", unheard().with(new MediaFacts(List.of(), 0, 200, Optional.empty())));
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

    @Test
    void r28AndR27SpeakOfTime() {
        var slow =
                new MediaFacts(
                        List.of(new MediaFacts.Timing(Tap.PHONE_IN, 20, -50_000)),
                        0,
                        0,
                        Optional.empty());
        assertTrue(first("R28", Evidence.healthy().build().with(slow)).message().contains("5.0 %"));
        var late = new MediaFacts(List.of(), 30, 0, Optional.empty());
        first("R27", Evidence.healthy().build().with(late));
    }

    private static MessageRecord answer(String contact, String recordRoute, String received) {
        String text =
                "SIP/2.0 200 OK\r\n"
                        + "Via: SIP/2.0/UDP "
                        + PHONE
                        + ":5062;branch=z9hG4bK1"
                        + (received.isEmpty() ? "" : ";received=" + received)
                        + "\r\n"
                        + (recordRoute.isEmpty()
                                ? ""
                                : "Record-Route: <sip:" + recordRoute + ";lr>\r\n")
                        + "Contact: <sip:echo@"
                        + contact
                        + ":5060>\r\nCSeq: 1 INVITE\r\n\r\n";
        return new MessageRecord(0, "received", "UDP", "", "", "SIP/2.0 200 OK", text);
    }
}
