package io.milliwatt.bench.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.bench.route.ContainerSubnet;
import io.milliwatt.bench.route.Obstacle;
import io.milliwatt.sip.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A foreign server in a container of this host, called from the LAN, and what the doctor finds.
abstract class CausesFixture {
    static final String PHONE = "198.51.100.2";
    static final Subnet BRIDGE = Subnet.parse("172.17.0.0/16").orElseThrow();

    static Topology topology() {
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

    static Server server(Published... published) {
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

    static Published published(
            String transport, String address, int first, int last, int container) {
        return new Published(transport, address, new PortRange(first, last), container);
    }

    static Server with(Server server, State state, Listener... listening) {
        return new Server(
                server.name(),
                server.ours(),
                server.mode(),
                state,
                server.addresses(),
                server.published(),
                List.of(listening));
    }

    static CallEvidence foreign() {
        return Evidence.healthy().foreignServer().build().with(topology());
    }

    static CallEvidence unheard() {
        return Evidence.healthy()
                .packets(250, 0, 0, 0)
                .foreignServer()
                .unheard()
                .build()
                .with(topology());
    }

    static CallEvidence unanswered() {
        return Evidence.refused(EndReason.Kind.NO_RESPONSE, 0, "nothing came back")
                .foreignServer()
                .build()
                .with(topology());
    }

    static Host host(Obstacle... obstacles) {
        return new Host(List.of(obstacles), List.of(), List.of(), Optional.empty());
    }

    static Finding first(String rule, CallEvidence evidence) {
        List<Finding> findings = Doctor.examine(evidence);
        assertEquals(rule, findings.isEmpty() ? "none" : findings.getFirst().rule(), findings + "");
        return findings.getFirst();
    }

    static void assertHealthy(CallEvidence evidence) {
        assertEquals(List.of(), Doctor.examine(evidence));
    }

    static MessageRecord answer(String contact, String recordRoute, String received) {
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
