package io.milliwatt.bench.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.network.Lan;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RouteSurveyTest {
    private static final String ROUTES =
            """
            [{"dst":"default","gateway":"192.168.63.1","dev":"eth0","flags":[]},
             {"dst":"172.17.0.0/16","dev":"docker0","protocol":"kernel","scope":"link","prefsrc":"172.17.0.1","flags":["linkdown"]},
             {"dst":"10.8.0.0/24","dev":"tun0","protocol":"kernel","scope":"link","prefsrc":"10.8.0.6","flags":[]},
             {"dst":"192.168.63.0/24","dev":"eth0","protocol":"kernel","scope":"link","prefsrc":"192.168.63.10","flags":[]}]
            """;
    private static final String RAW =
            """
            *raw
            :PREROUTING ACCEPT [40:4000]
            [2:360] -A PREROUTING -d 172.17.0.2/32 ! -i docker0 -j DROP
            COMMIT
            """;
    private static final int SIP = 5_060;

    static final ContainerSubnet BRIDGE =
            new ContainerSubnet(
                    "bridge",
                    Subnet.parse("172.17.0.0/16").orElseThrow(),
                    "172.17.0.1",
                    "docker0",
                    Map.of());

    @Test
    void laptopThatDropsWhatIsNotPublishedNeedsOneRuleAndTheContainersAddress()
            throws BenchException {
        RouteSurvey survey = survey(1, ROUTES, RuleWalkTest.LAPTOP);
        assertEquals(
                List.of(new Obstacle(Obstacle.Kind.FORWARD_DROP, "-t filter -P FORWARD DROP")),
                survey.obstacles(SIP));
        List<RouteStep> steps = survey.steps(SIP);
        assertEquals(2, steps.size());
        assertEquals(
                "iptables -w 10 -t filter -I DOCKER-USER -i eth0 -s 192.168.63.0/24 -d 172.17.0.0/16 -p udp"
                        + " -m comment --comment milliwatt-route-172.17.0.0/16 -j ACCEPT",
                String.join(" ", steps.get(0).command().change()));
        assertTrue(
                String.join(" ", steps.get(1).command().change())
                        .startsWith(
                                "iptables -w 10 -t nat -I POSTROUTING -s 172.17.0.0/16 -d"
                                        + " 192.168.63.0/24 -o eth0"),
                steps.toString());
    }

    @Test
    void docker28IsOpenedInRawFirst() throws BenchException {
        RouteSurvey survey = survey(1, ROUTES, RAW + RuleWalkTest.LAPTOP);
        assertEquals(
                List.of(Obstacle.Kind.RAW_DROP, Obstacle.Kind.FORWARD_DROP),
                survey.obstacles(SIP).stream().map(Obstacle::kind).toList());
        assertTrue(
                String.join(" ", survey.steps(SIP).getFirst().command().change())
                        .startsWith("iptables -w 10 -t raw -I PREROUTING -i eth0"));
    }

    @Test
    void hostThatDoesNotForwardIsToldToWithTheValueItHadAsUndo() throws BenchException {
        RouteSurvey survey = survey(0, ROUTES, "");
        assertEquals(
                List.of(Obstacle.Kind.FORWARDING_OFF),
                survey.obstacles(SIP).stream().map(Obstacle::kind).toList());
        RouteStep step = survey.steps(SIP).getFirst();
        assertEquals("sysctl -w net.ipv4.ip_forward=1", step.command().changeByHand());
        assertEquals("sysctl -w net.ipv4.ip_forward=0", step.command().undoByHand());
    }

    @Test
    void openHostNeedsNothing() throws BenchException {
        assertEquals(List.of(), survey(1, ROUTES, "").obstacles(SIP));
        assertEquals(List.of(), survey(1, ROUTES, "").steps(SIP));
    }

    @Test
    void lanIsThatOfTheDefaultRouteOrOfThePhone() throws BenchException {
        HostFacts facts = facts(1, ROUTES, "");
        assertEquals(
                Lan.of(
                        "eth0",
                        Subnet.parse("192.168.63.0/24").orElseThrow(),
                        (Inet4Address) InetAddress.ofLiteral("192.168.63.10")),
                facts.lan(Optional.empty()).orElseThrow());
        assertEquals(
                "tun0",
                facts.lan(Optional.of(InetAddress.ofLiteral("10.8.0.77"))).orElseThrow().device());
        assertEquals(
                Optional.empty(), facts.lan(Optional.of(InetAddress.ofLiteral("203.0.113.1"))));
    }

    @Test
    void routesOfALanOrVpnThatShareAddressesWithDockerAreToldButNotDockersOwn()
            throws BenchException {
        assertEquals(List.of(), survey(1, ROUTES, "").overlaps());
        String vpn = ROUTES.replace("\"dst\":\"10.8.0.0/24\"", "\"dst\":\"172.16.0.0/12\"");
        assertEquals(
                List.of("172.16.0.0/12 goes straight out of tun0"),
                survey(1, vpn, "").overlaps().stream().map(HostRoute::words).toList());
    }

    @Test
    void rulesAreToldInWordsOnceEach() throws BenchException {
        assertEquals(
                List.of(
                        "forwarded packets that no rule accepts are dropped",
                        "what 172.17.0.0/16 sends to 192.168.63.0/24 leaves with this host's address"
                                + " (masquerade)",
                        "172.17.0.2 is open at its published ports: 40000/udp",
                        "dropped before routing: -t raw -A PREROUTING -d 172.17.0.2/32 ! -i docker0 -j"
                                + " DROP"),
                RuleWords.of(survey(1, ROUTES, RAW + RuleWalkTest.LAPTOP)));
        assertEquals(List.of(), RuleWords.of(survey(1, ROUTES, "")));
    }

    @Test
    void hostWithoutDockersChainForTheUserTakesForward() throws BenchException {
        RouteSurvey survey = survey(1, ROUTES, "*filter\n:FORWARD DROP [0:0]\nCOMMIT\n");
        assertTrue(
                String.join(" ", survey.steps(SIP).getFirst().command().change())
                        .contains("-t filter -I FORWARD "));
    }

    @Test
    void somethingElseThanRoutesAndRulesIsAProblem() {
        for (String text : List.of("", "forward 1\n#routes\n{[\n#rules\n", "sh: ip: not found")) {
            assertThrows(BenchException.class, () -> HostFacts.parse(text), text);
        }
    }

    @Test
    void adviceFollowsTheReleaseWithTheLeastOpeningFirst() {
        assertEquals(List.of(), EngineAdvice.of(2010, "eth0"));
        assertTrue(EngineAdvice.of(2705, "eth0").getFirst().command().contains("=routed"));
        assertTrue(EngineAdvice.of(2801, "eth0").getFirst().command().contains("=nat-unprotected"));
        List<EngineAdvice> newest = EngineAdvice.of(2902, "eth0");
        assertEquals(3, newest.size());
        assertTrue(newest.getFirst().command().contains("trusted_host_interfaces=eth0"));
    }

    private static RouteSurvey survey(int forward, String routes, String rules)
            throws BenchException {
        HostFacts facts = facts(forward, routes, rules);
        return new RouteSurvey(BRIDGE, facts.lan(Optional.empty()).orElseThrow(), facts);
    }

    static HostFacts facts(int forward, String routes, String rules) throws BenchException {
        return HostFacts.parse("forward " + forward + "\n#routes\n" + routes + "#rules\n" + rules);
    }
}
