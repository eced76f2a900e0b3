package io.milliwatt.inspector.call;

import static io.milliwatt.inspector.call.Script.endpoint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.rtp.StreamReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallsWithoutSipTest {
    private static final Endpoint ONE = endpoint("198.51.100.1", 6000);
    private static final Endpoint TWO = endpoint("198.51.100.2", 7000);

    private static List<Call> calls(StreamReport... reports) {
        return CallsWithoutSip.of(
                StreamJoin.join(List.of(), List.of(reports), NatMap.NONE).strays());
    }

    private static StreamReport stream(Endpoint from, Endpoint to, long ssrc, double seconds) {
        return StreamJoinTest.stream(0, from, to, ssrc, 1, seconds, List.of());
    }

    @Test
    void twoWaysOfAConversationAreOneCallAndWhoSentFirstIsTheCaller() {
        List<Call> calls = calls(stream(ONE, TWO, 1, 2.5), stream(TWO, ONE, 2, 2));
        assertEquals(1, calls.size());
        Call call = calls.getFirst();
        assertEquals(CallState.WITHOUT_SIP, call.state());
        assertFalse(call.isCall());
        assertEquals("198.51.100.2:7000", call.parties().from().uri());
        assertEquals("198.51.100.1", call.parties().to().label());
        assertEquals(10_500, call.times().durationMillis().orElseThrow());
        assertEquals(1, call.streams().get(0).reverse());
        assertEquals(Optional.of(Side.CALLEE), call.streams().get(0).sender());
        assertEquals(Optional.of(Side.CALLER), call.streams().get(1).sender());
        assertFalse(call.hasProblem());
        assertEquals(4, Ladder.of(call, EndpointNames.NONE).rows().size());
    }

    @Test
    void streamsOfOtherConversationsStayApart() {
        Endpoint three = endpoint("198.51.100.3", 6000);
        List<Call> calls =
                calls(stream(ONE, TWO, 1, 2), stream(three, ONE, 3, 2), stream(TWO, ONE, 2, 2));
        assertEquals(2, calls.size());
        assertEquals(2, calls.get(0).streams().size());
        assertEquals(1, calls.get(0).streams().getFirst().reverse(), "among its own");
        assertTrue(calls.get(1).streams().getFirst().noReverseStream());
    }

    @Test
    void whoSendsFromAnotherPortThanItReceivesAtIsPairedWhenNothingElseFlowsBetweenTheTwo() {
        Endpoint elsewhere = endpoint("198.51.100.2", 7002);
        StreamReport forth = stream(ONE, TWO, 1, 2);
        StreamReport back = stream(elsewhere, endpoint("198.51.100.1", 6010), 2, 2);
        List<Call> calls = calls(forth, back);
        assertEquals(1, calls.size());
        assertFalse(calls.getFirst().streams().get(0).noReverseStream());
        StreamReport another = stream(endpoint("198.51.100.2", 9), ONE, 3, 2);
        assertEquals(3, calls(forth, back, stream(TWO, endpoint("198.51.100.1", 9), 4, 2)).size());
        assertEquals(3, calls(forth, back, another).size(), "two ways back could be meant");
    }

    @Test
    void theSamePacketsAtAnotherTapAreOfTheSameCall() {
        Endpoint inside = endpoint("172.17.0.2", 7000);
        List<Call> calls =
                calls(
                        stream(ONE, TWO, 1, 2),
                        StreamJoinTest.stream(1, ONE, inside, 1, 1, 2, List.of()),
                        StreamJoinTest.stream(1, inside, ONE, 2, 1, 2, List.of()));
        assertEquals(1, calls.size());
        assertEquals(
                List.of(
                        Optional.of(Side.CALLER),
                        Optional.of(Side.CALLER),
                        Optional.of(Side.CALLEE)),
                calls.getFirst().streams().stream().map(CallStream::sender).toList());
        assertEquals(0, calls.getFirst().streams().get(1).sameAs());
    }
}
