package io.milliwatt.bench.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.network.Lan;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Counters of a host before and after a probe, and what they tell.
final class ProbeReportTest {
    private static final String COUNTING = "milliwatt probe 192.168.63.1";
    private static final ProbeAnswer SILENCE = new ProbeAnswer("192.168.63.1", "", 0, "");

    @Test
    void noPacketAtTheHostMeansNoRoute() throws BenchException {
        ProbeReport report = report(SILENCE, 1, rules(0, 5, 7), rules(0, 5, 7));
        assertEquals(Obstacle.Kind.NO_ROUTE, report.obstacle().orElseThrow().kind());
        var refused = new ProbeAnswer("", "", 0, "Network is unreachable");
        assertEquals(
                "Network is unreachable",
                report(refused, 1, rules(0, 5, 7), rules(0, 5, 7)).obstacle().orElseThrow().seen());
    }

    @Test
    void dropInRawThatCountedIsTheObstacle() throws BenchException {
        ProbeReport report = report(SILENCE, 1, rules(0, 5, 7), rules(3, 8, 7));
        Obstacle obstacle = report.obstacle().orElseThrow();
        assertEquals(Obstacle.Kind.RAW_DROP, obstacle.kind());
        assertTrue(obstacle.seen().startsWith("-t raw -A PREROUTING -d 172.17.0.2/32"));
        assertEquals(3, report.arrived());
    }

    @Test
    void policyOfForwardThatCountedIsTheObstacle() throws BenchException {
        ProbeReport report = report(SILENCE, 1, rules(0, 5, 7), rules(3, 5, 10));
        assertEquals(
                new Obstacle(Obstacle.Kind.FORWARD_DROP, "-t filter -P FORWARD DROP"),
                report.obstacle().orElseThrow());
    }

    @Test
    void hostThatDoesNotForwardCountsNothingInForward() throws BenchException {
        ProbeReport report = report(SILENCE, 0, rules(0, 5, 7), rules(3, 5, 7));
        assertEquals(Obstacle.Kind.FORWARDING_OFF, report.obstacle().orElseThrow().kind());
    }

    @Test
    void packetsThatPassedAndWereNotAnsweredAreNoFaultOfTheRules() throws BenchException {
        ProbeReport report = report(SILENCE, 1, rules(0, 5, 7), rules(3, 5, 7));
        assertEquals(Obstacle.Kind.NO_ANSWER, report.obstacle().orElseThrow().kind());
    }

    @Test
    void answeredSignallingWithoutMediaIsToldApart() throws BenchException {
        var half = new ProbeAnswer("192.168.63.1", "200 OK", 0, "");
        assertEquals(
                Obstacle.Kind.NO_MEDIA,
                report(half, 1, rules(0, 5, 7), rules(3, 5, 7)).obstacle().orElseThrow().kind());
    }

    @Test
    void openWayHasNoObstacleWhateverElseWasDropped() throws BenchException {
        var open = new ProbeAnswer("192.168.63.1", "200 OK", 10, "");
        assertEquals(Optional.empty(), report(open, 1, rules(0, 5, 7), rules(14, 9, 9)).obstacle());
    }

    private static ProbeReport report(
            ProbeAnswer answer, int forward, RuleSet before, RuleSet after) throws BenchException {
        var lan =
                Lan.of(
                        "eth0",
                        Subnet.parse("192.168.63.0/24").orElseThrow(),
                        (Inet4Address) InetAddress.ofLiteral("192.168.63.10"));
        var facts = new HostFacts(forward == 1, List.of(), after);
        return ProbeReport.of(
                answer,
                new RouteSurvey(RouteSurveyTest.BRIDGE, lan, facts),
                before,
                after,
                COUNTING);
    }

    private static RuleSet rules(int counted, int raw, int policy) {
        return RuleSet.parse(
                """
                *raw
                :PREROUTING ACCEPT [1:1]
                [%d:9] -A PREROUTING -s 192.168.63.1/32 -d 172.17.0.2/32 -m comment --comment "%s"
                [%d:9] -A PREROUTING -d 172.17.0.2/32 ! -i docker0 -j DROP
                COMMIT
                *filter
                :FORWARD DROP [%d:9]
                COMMIT
                """
                        .formatted(counted, COUNTING, raw, policy));
    }
}
