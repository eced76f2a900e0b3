package io.milliwatt.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.network.EphemeralPorts;
import io.milliwatt.bench.network.PortProbe;
import io.milliwatt.bench.plan.PlanOption.Kind;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NetworkPlannerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final EphemeralPorts USUAL = new EphemeralPorts(32_768, 60_999, "");

    @Test
    void tenCallsArePublishedAsTheyAre() throws BenchException {
        NetworkPlan plan = plan(10, 1, 20_000, USUAL);
        assertEquals(Kind.PUBLISHED, plan.recommended().kind());
        assertEquals(20, plan.recommended().ports());
        assertEquals(Optional.of("20000-20019"), plan.recommended().range());
        assertEquals(
                Optional.of("./milliwatt engine start --rtp-ports 20000-20019"),
                plan.recommended().command());
        assertEquals(Optional.empty(), plan.clash());
    }

    @Test
    void callWithTwoLegsTakesFourPorts() throws BenchException {
        assertEquals(40, plan(10, 2, 20_000, USUAL).option(Kind.PUBLISHED).ports());
        assertEquals(20, plan(10, 2, 20_000, USUAL).option(Kind.RTCP_MUX).ports());
    }

    @Test
    void hundredsOfCallsShareTenPorts() throws BenchException {
        NetworkPlan plan = plan(500, 1, 20_000, USUAL);
        assertEquals(Kind.SHARED, plan.recommended().kind());
        assertEquals(Optional.of("20000-20009"), plan.recommended().range());
        assertTrue(plan.reason().startsWith("1000 published ports would take "), plan.reason());
        assertEquals(3, plan.option(Kind.DNAT).cost().rules());
        assertEquals(0, plan.option(Kind.DNAT).cost().proxies());
        assertEquals(1_000, plan.option(Kind.PUBLISHED).cost().proxies());
        assertTrue(
                plan.option(Kind.HOST).cost().startSeconds()
                        < plan.option(Kind.CONTAINER).cost().startSeconds());
    }

    @Test
    void rangeThatDoesNotFitIsNoOption() throws BenchException {
        NetworkPlan plan = plan(50_000, 1, 20_000, USUAL);
        assertEquals(Optional.empty(), plan.option(Kind.PUBLISHED).range());
        assertEquals(Optional.empty(), plan.option(Kind.PUBLISHED).command());
        assertEquals(Kind.SHARED, plan.recommended().kind());
        assertTrue(plan.reason().contains("100000 ports do not fit"), plan.reason());
    }

    @Test
    void portsThatTheKernelGivesAwayAreToldWithTheSettingThatKeepsThem() throws BenchException {
        EphemeralClash clash = plan(10, 1, 40_000, USUAL).clash().orElseThrow();
        assertEquals(20, clash.ports());
        assertEquals("sudo sysctl -w net.ipv4.ip_local_reserved_ports=40000-40019", clash.fix());
        var partly = new EphemeralPorts(32_768, 60_999, "5000,40000-40009");
        clash = plan(10, 1, 40_000, partly).clash().orElseThrow();
        assertEquals(10, clash.ports());
        assertEquals(
                "sudo sysctl -w net.ipv4.ip_local_reserved_ports=5000,40000-40009,40000-40019",
                clash.fix());
        var all = new EphemeralPorts(32_768, 60_999, "40000-40019");
        assertEquals(Optional.empty(), plan(10, 1, 40_000, all).clash());
    }

    @Test
    void takenPortIsToldWithItsHolderAndAFreeRange() throws Exception {
        try (var holder = new DatagramSocket(0, LOOPBACK)) {
            int first = holder.getLocalPort() & ~1;
            NetworkPlan plan = plan(2, 1, first, USUAL);
            assertTrue(
                    plan.taken().toString().contains(holder.getLocalPort() + "/udp (java (pid "),
                    plan.taken().toString());
            assertTrue(plan.freeRange().isPresent());
        }
    }

    @Test
    void numbersOutOfBoundsAreRefusedWithWhatIsAllowed() {
        for (int[] each :
                new int[][] {{0, 1, 20_000}, {1, 3, 20_000}, {1, 1, 20_001}, {1, 1, 80}}) {
            BenchException problem =
                    assertThrows(
                            BenchException.class,
                            () -> PlanRequest.of(each[0], each[1], each[2], LOOPBACK));
            assertEquals(ProblemCode.BAD_USAGE, problem.code());
            assertTrue(problem.fix().startsWith("Give --"), problem.fix());
        }
    }

    private static NetworkPlan plan(int calls, int legs, int first, EphemeralPorts ephemeral)
            throws BenchException {
        return new NetworkPlanner(new PortProbe(Path.of("/proc"), Map::of), ephemeral)
                .plan(PlanRequest.of(calls, legs, first, LOOPBACK), PublishCosts.TYPICAL);
    }
}
