package io.milliwatt.acceptance;

import static io.milliwatt.acceptance.Patient.HOST;
import static io.milliwatt.acceptance.Patient.URI;

import io.milliwatt.acceptance.BrokenSetUps.SetUp;
import java.util.List;

/// The host's routes and rules.
final class BrokenHosts {
    private static final String DROP = "-p udp --dport 42000:42009";

    private BrokenHosts() {}

    static List<SetUp> all() {
        return List.of(
                BrokenSetUps.ofTheHost(
                        "DOCKER-USER drops the RTP range",
                        "R23",
                        "DOCKER-USER",
                        "iptables -I DOCKER-USER " + DROP + " -j DROP",
                        "iptables -D DOCKER-USER " + DROP + " -j DROP"),
                BrokenSetUps.ofTheHost(
                        "FORWARD rejects all UDP",
                        "R23",
                        "FORWARD",
                        "iptables -I FORWARD -p udp -j REJECT",
                        "iptables -D FORWARD -p udp -j REJECT"),
                BrokenSetUps.ofTheHost(
                        "host does not forward",
                        "R23",
                        "ip_forward",
                        "sysctl -qw net.ipv4.ip_forward=0",
                        "sysctl -qw net.ipv4.ip_forward=1"),
                BrokenSetUps.ofTheHost(
                        "INPUT drops RTP for an engine in the host's network",
                        "R23",
                        "INPUT",
                        "iptables -I INPUT " + DROP + " -j DROP",
                        "iptables -D INPUT " + DROP + " -j DROP",
                        "--mode",
                        "host"),
                new SetUp(
                        "FORWARD policy DROP for a container reached directly",
                        "R23",
                        "-P FORWARD DROP",
                        patient -> {
                            patient.engine("--mode", "container");
                            patient.change(
                                    "iptables -P FORWARD DROP", "iptables -P FORWARD ACCEPT");
                            patient.ill(patient.doctorOfEngine()).applyFix();
                            patient.cured(() -> patient.doctorOfEngine());
                        }),
                new SetUp(
                        "raw drop of Docker 28 for a container reached directly",
                        "R7",
                        "before routing",
                        patient -> {
                            var engine = patient.engine("--mode", "container");
                            String rule =
                                    "PREROUTING -d "
                                            + engine.get("containerAddress").asText()
                                            + "/32 ! -i docker0 -j DROP";
                            patient.change(
                                    "iptables -t raw -I " + rule, "iptables -t raw -D " + rule);
                            patient.ill(patient.doctorOfEngine()).applyFix();
                            patient.cured(() -> patient.doctorOfEngine());
                        }),
                new SetUp(
                        "phone without a route to the container",
                        "R20",
                        "172.17.0.0/16",
                        patient -> {
                            var engine = patient.engine("--mode", "container");
                            String uri = engine.get("dial").asText();
                            patient.ill(patient.lan(uri));
                            patient.cured(() -> patient.lan(uri, "--lan-route", "172.17.0.0/16"));
                        }),
                new SetUp(
                        "VPN route overlaps Docker's network",
                        "R8",
                        "172.17.0.0/24",
                        patient -> {
                            patient.engine();
                            String route = "172.17.0.0/24 via " + OwnHost.NEIGHBOUR;
                            patient.change("ip route add " + route, "ip route del " + route);
                            patient.ill(patient.lan(URI));
                            patient.host().sh(patient.fixAfter("take the route away: "));
                            patient.cured(() -> patient.lan(URI));
                        }),
                new SetUp(
                        "kernel remembers another container's address",
                        "R12",
                        "172.17.0.77",
                        patient -> {
                            patient.engine();
                            String flow =
                                    "-p udp -s 192.168.77.1 -d "
                                            + HOST
                                            + " --sport 5060 --dport 42000";
                            patient.change(
                                    "conntrack -I "
                                            + flow
                                            + " -r 172.17.0.77 -q 192.168.77.1 --reply-port-src 42000"
                                            + " --reply-port-dst 5060 -t 120",
                                    "conntrack -D " + flow);
                            patient.ill(patient.doctorOfEngine()).applyFix();
                            patient.cured(() -> patient.doctorOfEngine());
                        }),
                BrokenSetUps.loss(
                        "10 % lost between phone and engine",
                        "between phone and engine",
                        "-t raw -I PREROUTING "
                                + DROP
                                + " -m statistic --mode random --probability 0.1 -j DROP"),
                BrokenSetUps.loss(
                        "10 % lost between engine and phone",
                        "between engine and phone",
                        "-I FORWARD -p udp --sport 42000:42009 -m statistic --mode random"
                                + " --probability 0.1 -j DROP"));
    }
}
