package io.milliwatt.transport;

import static io.milliwatt.transport.Demultiplexer.Component.RTCP;
import static io.milliwatt.transport.Demultiplexer.Component.RTP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.transport.Demultiplexer.Component;
import io.milliwatt.transport.Demultiplexer.Member;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemultiplexerTest {
    private static final long PATIENCE = 10_000_000_000L;
    private static final InetSocketAddress NAT_A = address("198.51.100.1", 30_000);
    private static final InetSocketAddress NAT_B = address("198.51.100.1", 30_002);
    private static final InetSocketAddress STRANGER = address("203.0.113.66", 4_000);

    private final Demultiplexer port = new Demultiplexer(PATIENCE);

    private static InetSocketAddress address(String host, int number) {
        return new InetSocketAddress(host, number);
    }

    private static PortRequest phone(int host, boolean trusted) {
        return new PortRequest(
                address("192.0.2." + host, 4_000), address("192.0.2." + host, 4_001), trusted);
    }

    private Member joins(PortRequest request) {
        assertTrue(port.admits(request, 0));
        Member member = port.join(request);
        port.start(member, 0);
        return member;
    }

    private Member heard(PortRequest request, InetSocketAddress source, long ssrc) {
        Member member = joins(request);
        assertSame(member, port.claim(RTP, source, ssrc, 0));
        port.accepted(member, RTP, source, ssrc);
        return member;
    }

    @Test
    void packetFromTheAddressOfTheSdpIsThatCalls() {
        Member one = joins(phone(1, true));
        Member two = joins(phone(2, true));
        assertSame(one, port.claim(RTP, phone(1, true).announcedRtp(), 7, 0));
        assertSame(two, port.claim(RTP, phone(2, true).announcedRtp(), 8, 0));
        assertSame(two, port.claim(RTCP, phone(2, true).announcedRtcp(), 8, 0));
        assertNull(
                port.claim(RTCP, phone(2, true).announcedRtp(), 8, 0), "RTP's address, not RTCP's");
    }

    @Test
    void unknownSourceIsForTheOneCallThatWaits() {
        heard(phone(1, false), NAT_A, 7);
        Member second = joins(phone(2, false));
        assertSame(second, port.claim(RTP, NAT_B, 7, 0), "the same SSRC is no reason");
    }

    @Test
    void unknownSourceIsNobodysWhenTwoWaitOrNone() {
        Member one = joins(phone(1, true));
        joins(phone(2, true));
        assertNull(port.claim(RTP, STRANGER, 9, 0));
        port.leave(one);
        heard(phone(3, true), phone(3, true).announcedRtp(), 5);
        port.accepted(joins(phone(4, true)), RTP, NAT_B, 6);
        assertEquals(1, port.waiting(0));
        assertNull(port.claim(RTP, STRANGER, 9, PATIENCE), "who waited has waited long enough");
    }

    @Test
    void callBehindANatHasThePortForItselfUntilItIsHeard() {
        Member first = joins(phone(1, false));
        assertFalse(port.admits(phone(2, false), 0));
        assertFalse(port.admits(phone(2, true), 0));
        assertTrue(port.admits(phone(2, false), PATIENCE), "it is silent for ever");
        port.accepted(first, RTP, NAT_A, 7);
        assertTrue(port.admits(phone(2, false), 0));
    }

    @Test
    void callThatHasNotStartedYetKeepsItsPort() {
        port.join(phone(1, false));
        assertFalse(port.admits(phone(2, true), 5 * PATIENCE), "it may ring for long");
    }

    @Test
    void callBehindANatDoesNotJoinOnesThatWait() {
        joins(phone(1, true));
        assertFalse(port.admits(phone(2, false), 0));
        assertTrue(port.admits(phone(2, true), 0));
    }

    @Test
    void twoCallsOfOneAddressDoNotShare() {
        joins(phone(1, true));
        assertFalse(port.admits(phone(1, true), 0));
        var sameRtcp =
                new PortRequest(address("192.0.2.9", 8_000), address("192.0.2.1", 4_001), true);
        assertFalse(port.admits(sameRtcp, 0));
        heard(phone(2, true), phone(2, true).announcedRtp(), 3);
        assertFalse(port.admits(phone(2, true), 0));
    }

    @Test
    void callWhoseAddressAnotherIsHeardFromDoesNotShare() {
        heard(phone(1, false), NAT_A, 7);
        assertFalse(port.admits(new PortRequest(NAT_A, NAT_B, true), 0));
    }

    @Test
    void phonesBehindTwoNatsMayHaveOnePrivateAddress() {
        heard(phone(1, false), NAT_A, 7);
        assertTrue(port.admits(phone(1, false), 0));
        Member second = joins(phone(1, false));
        assertSame(second, port.claim(RTP, address("203.0.113.5", 9_000), 8, 0));
    }

    @Test
    void rtcpFromAnotherPortOfTheHostIsTheCallsWhoseSsrcItCarries() {
        Member one = heard(phone(1, false), NAT_A, 7);
        Member two = heard(phone(2, false), NAT_B, 8);
        var rtcp = address("198.51.100.1", 30_009);
        assertSame(two, port.claim(RTCP, rtcp, 8, 0));
        assertSame(one, port.claim(RTCP, rtcp, 7, 0));
        assertNull(port.claim(RTCP, rtcp, 9, 0));
        assertNull(port.claim(RTCP, address("203.0.113.66", 30_009), 8, 0), "another host");
        port.accepted(two, RTCP, rtcp, 8);
        assertSame(two, port.known(RTCP, rtcp));
        assertNull(port.known(RTP, rtcp));
    }

    @Test
    void oneSsrcOfTwoCallsTellsNothing() {
        heard(phone(1, false), NAT_A, 7);
        heard(phone(2, false), NAT_B, 7);
        assertNull(port.claim(RTCP, address("198.51.100.1", 30_009), 7, 0));
    }

    @Test
    void movedCallIsHeardFromItsNewSourceOnly() {
        Member one = heard(phone(1, false), NAT_A, 7);
        assertSame(one, port.claim(RTP, NAT_B, 7, 0), "a NAT that rebinds");
        port.accepted(one, RTP, NAT_B, 7);
        assertSame(one, port.known(RTP, NAT_B));
        assertNull(port.known(RTP, NAT_A));
    }

    @Test
    void newAddressInAReofferWaitsToBeHeard() {
        Member one = heard(phone(1, false), NAT_A, 7);
        port.announce(one, phone(1, false).announcedRtp(), phone(1, false).announcedRtcp(), 5);
        assertEquals(0, port.waiting(5), "the same address: hold and resume, for example");
        port.announce(one, phone(3, true).announcedRtp(), phone(3, true).announcedRtcp(), 5);
        assertEquals(1, port.waiting(5));
        assertSame(one, port.claim(RTP, phone(3, true).announcedRtp(), 1, 5));
        assertSame(one, port.known(RTP, NAT_A), "until then it sends from where it was");
    }

    @Test
    void endedCallLeavesNothingBehind() {
        Member one = heard(phone(1, true), NAT_A, 7);
        port.accepted(one, RTCP, NAT_B, 7);
        port.leave(one);
        port.accepted(one, RTP, NAT_A, 7);
        assertNull(port.known(RTP, NAT_A));
        assertNull(port.known(RTCP, NAT_B));
        assertNull(port.claim(RTP, phone(1, true).announcedRtp(), 7, 0));
        assertEquals(0, port.size());
        assertTrue(port.admits(phone(1, true), 0));
    }

    /// The rules read off a list of calls at each question, as their text has them.
    private static final class Naive {
        final List<Call> calls = new ArrayList<>();

        static final class Call {
            final Member member;
            final PortRequest request;
            boolean reserved = true;
            boolean latched;
            long startedNanos;
            InetSocketAddress[] heard = new InetSocketAddress[2];
            long ssrc = -1;

            Call(Member member, PortRequest request, long nowNanos) {
                this.member = member;
                this.request = request;
                this.startedNanos = nowNanos;
            }

            InetSocketAddress named(Component component) {
                return component == RTP ? request.announcedRtp() : request.announcedRtcp();
            }
        }

        List<Call> waiting(long nowNanos) {
            return calls.stream()
                    .filter(c -> !c.latched && nowNanos - c.startedNanos < PATIENCE)
                    .toList();
        }

        boolean admits(PortRequest request, long nowNanos) {
            for (Call call : calls) {
                for (Component component : Component.values()) {
                    var wanted =
                            component == RTP ? request.announcedRtp() : request.announcedRtcp();
                    if (call.reserved && call.named(component).equals(wanted)
                            || wanted.equals(call.heard[component.ordinal()])) {
                        return false;
                    }
                }
            }
            List<Call> waiting = waiting(nowNanos);
            return waiting.isEmpty()
                    || request.trusted() && waiting.stream().allMatch(c -> c.request.trusted());
        }

        java.util.Optional<Call> owner(
                Component component, InetSocketAddress source, long ssrc, long nowNanos) {
            for (Call call : calls) {
                if (source.equals(call.heard[component.ordinal()])) {
                    return java.util.Optional.of(call);
                }
            }
            for (Call call : calls) {
                if (call.reserved && source.equals(call.named(component))) {
                    return java.util.Optional.of(call);
                }
            }
            List<Call> waiting = waiting(nowNanos);
            var newcomer =
                    waiting.size() == 1
                            ? java.util.Optional.of(waiting.getFirst())
                            : java.util.Optional.<Call>empty();
            if (component == RTP && !waiting.isEmpty()) {
                return newcomer;
            }
            List<Call> speakers =
                    calls.stream()
                            .filter(c -> c.ssrc == ssrc && c.heard[0] != null)
                            .filter(c -> c.heard[0].getAddress().equals(source.getAddress()))
                            .toList();
            return speakers.size() == 1 ? java.util.Optional.of(speakers.getFirst()) : newcomer;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void agreesWithANaiveReadingOfTheRules(long seed) {
        var random = new Random(seed);
        var naive = new Naive();
        long now = 0;
        int owned = 0;
        int refused = 0;
        int joined = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(200_000_000);
            switch (random.nextInt(10)) {
                case 0, 1 -> {
                    PortRequest request = phone(1 + random.nextInt(12), random.nextBoolean());
                    boolean admitted = port.admits(request, now);
                    assertEquals(naive.admits(request, now), admitted, "step " + i);
                    if (admitted) {
                        Member member = port.join(request);
                        port.start(member, now);
                        naive.calls.add(new Naive.Call(member, request, now));
                        joined++;
                    }
                }
                case 2 -> {
                    if (!naive.calls.isEmpty()) {
                        var call = naive.calls.remove(random.nextInt(naive.calls.size()));
                        port.leave(call.member);
                    }
                }
                default -> {
                    Component component = random.nextInt(4) == 0 ? RTCP : RTP;
                    InetSocketAddress source = source(random, component);
                    long ssrc = random.nextInt(6);
                    Member known = port.known(component, source);
                    Member found = known != null ? known : port.claim(component, source, ssrc, now);
                    var expected = naive.owner(component, source, ssrc, now);
                    assertSame(expected.map(c -> c.member).orElse(null), found, "step " + i);
                    if (expected.isEmpty()) {
                        refused++;
                    } else if (known == null && random.nextInt(3) > 0) {
                        owned++;
                        port.accepted(expected.get().member, component, source, ssrc);
                        accept(expected.get(), component, source, ssrc);
                    }
                }
            }
            assertEquals(naive.calls.size(), port.size());
        }
        assertTrue(joined > 500 && owned > 500 && refused > 500, "the walk went nowhere");
    }

    private static void accept(
            Naive.Call call, Component component, InetSocketAddress source, long ssrc) {
        call.heard[component.ordinal()] = source;
        if (component == RTP) {
            if (!call.latched
                    && !call.request.trusted()
                    && !source.equals(call.request.announcedRtp())) {
                call.reserved = false;
            }
            call.latched = true;
            call.ssrc = ssrc;
        }
    }

    private static InetSocketAddress source(Random random, Component component) {
        return random.nextBoolean()
                ? address("192.0.2." + (1 + random.nextInt(12)), component == RTP ? 4_000 : 4_001)
                : address("198.51.100." + random.nextInt(3), 30_000 + random.nextInt(6));
    }
}
