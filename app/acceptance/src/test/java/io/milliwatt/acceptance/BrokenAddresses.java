package io.milliwatt.acceptance;

import static io.milliwatt.acceptance.Patient.HOST;
import static io.milliwatt.acceptance.Patient.SIP;
import static io.milliwatt.acceptance.Patient.URI;

import io.milliwatt.acceptance.BrokenSetUps.SetUp;
import java.util.List;

/// Wrong addresses in SDP, Contact and Record-Route, and on the way to the phone.
final class BrokenAddresses {
    private BrokenAddresses() {}

    static List<SetUp> all() {
        String tone = "sip:tone@" + HOST + ":" + SIP;
        return List.of(
                new SetUp(
                        "engine advertises its container address",
                        "R1",
                        "the container's address",
                        patient -> {
                            patient.engine("--advertise", "container");
                            patient.ill(patient.lan(URI));
                            patient.engine("--advertise", HOST);
                            patient.cured(() -> patient.lan(URI));
                        }),
                new SetUp(
                        "the same, seen from this host only",
                        "R1",
                        "a phone on the LAN",
                        patient -> {
                            patient.engine("--advertise", "container");
                            patient.ill(patient.here(URI));
                            patient.engine("--advertise", HOST);
                            patient.cured(() -> patient.here(URI));
                        }),
                new SetUp(
                        "the same, before a call",
                        "R1",
                        "the container's address",
                        patient -> {
                            patient.engine("--advertise", "container");
                            patient.ill(patient.doctorOfEngine());
                            patient.engine("--advertise", HOST);
                            patient.cured(() -> patient.doctorOfEngine());
                        }),
                new SetUp(
                        "foreign server with its container address in SDP",
                        "R1",
                        "the container's address",
                        patient -> {
                            patient.server("address=" + patient.containerAddress());
                            patient.ill(patient.lan(URI));
                            patient.server("address=" + HOST);
                            patient.cured(() -> patient.lan(URI));
                        }),
                BrokenSetUps.fromTheLan(
                        "foreign server with the bridge's address in SDP",
                        "R1",
                        "Docker's bridge",
                        "address=172.17.0.1",
                        "contact=" + HOST + ":" + SIP),
                BrokenSetUps.fromTheLan("0.0.0.0 in c=", "R10", "0.0.0.0", "address=0.0.0.0"),
                BrokenSetUps.fromTheLan("127.0.0.1 in c=", "R10", "127.0.0.1", "address=127.0.0.1"),
                BrokenSetUps.fromTheLan(
                        "Contact with a container address",
                        "R22",
                        "Contact names 172.17.0.9",
                        "contact=172.17.0.9:5060"),
                BrokenSetUps.fromTheLan(
                        "Contact with an address nobody reaches",
                        "R22",
                        "Contact names 192.0.2.199",
                        "contact=192.0.2.199:5060"),
                BrokenSetUps.fromTheLan(
                        "Record-Route with a container address",
                        "R22",
                        "Record-Route names 172.17.0.9",
                        "record-route=172.17.0.9"),
                new SetUp(
                        "Contact with 127.0.0.1, before a call",
                        "R22",
                        "loopback",
                        patient -> {
                            patient.server("contact=127.0.0.1:5060");
                            patient.ill(patient.doctor(URI));
                            patient.server();
                            patient.cured(() -> patient.doctor(URI));
                        }),
                new SetUp(
                        "advertised address is gone",
                        "R5",
                        OwnHost.OTHER_ADDRESS,
                        patient -> {
                            String other = OwnHost.OTHER_ADDRESS + "/24 dev eth0";
                            patient.change("ip addr add " + other, "ip addr del " + other);
                            patient.engine("--advertise", OwnHost.OTHER_ADDRESS);
                            patient.host().sh("ip addr del " + other);
                            patient.ill(patient.doctorOfEngine()).applyFix();
                            patient.cured(() -> patient.doctorOfEngine());
                        }),
                new SetUp(
                        "advertised address is not on the phone's network",
                        "R6",
                        "10.99.9.1",
                        patient -> {
                            patient.change(
                                    "ip link add second type veth peer name other && ip addr add"
                                            + " 10.99.9.1/24 dev second && ip link set second up",
                                    "ip link del second");
                            var everywhere =
                                    List.of(
                                            "0.0.0.0:" + SIP + ":" + SIP + "/udp",
                                            "0.0.0.0:42000-42003:42000-42003/udp");
                            patient.serverAt(
                                    everywhere, "address=10.99.9.1", "contact=" + HOST + ":" + SIP);
                            patient.ill(patient.doctor(URI, "--phone", OwnHost.NEIGHBOUR));
                            patient.serverAt(everywhere, "address=" + HOST);
                            patient.cured(() -> patient.doctor(URI, "--phone", OwnHost.NEIGHBOUR));
                        }),
                new SetUp(
                        "server sees phones as the bridge's gateway",
                        "R4",
                        "172.17.0.1",
                        patient -> {
                            patient.engine();
                            String rule = "POSTROUTING -o docker0 -j MASQUERADE";
                            patient.change(
                                    "iptables -t nat -I " + rule, "iptables -t nat -D " + rule);
                            patient.ill(patient.lan(URI));
                            patient.host().sh("iptables -t nat -D " + rule);
                            patient.cured(() -> patient.lan(URI));
                        }),
                new SetUp(
                        "server sends to another port than the phone's",
                        "R31",
                        "listens at",
                        patient -> {
                            patient.server("mode=tone", "to=sdp+10");
                            patient.ill(patient.here(tone));
                            patient.server("mode=tone", "to=source");
                            patient.cured(() -> patient.here(tone));
                        }));
    }
}
