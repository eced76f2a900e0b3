package io.milliwatt.inspector.call;

import static io.milliwatt.inspector.call.Script.answer;
import static io.milliwatt.inspector.call.Script.endpoint;
import static io.milliwatt.inspector.call.Script.request;
import static io.milliwatt.inspector.call.Script.sdp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.inspector.call.CallStream.Attachment;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.rtp.DtmfDigit;
import io.milliwatt.inspector.rtp.EventReport;
import io.milliwatt.inspector.rtp.LossReport;
import io.milliwatt.inspector.rtp.PayloadUse;
import io.milliwatt.inspector.rtp.Range;
import io.milliwatt.inspector.rtp.RtcpReport;
import io.milliwatt.inspector.rtp.SequenceRange;
import io.milliwatt.inspector.rtp.SequenceReport;
import io.milliwatt.inspector.rtp.StreamKey;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.inspector.rtp.TimingReport;
import io.milliwatt.inspector.rtp.TrafficReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamJoinTest {
    private static final Endpoint ALICE = endpoint("192.0.2.10", 4000);
    private static final Endpoint BOB = endpoint("192.0.2.20", 40000);
    private static final Endpoint CONTAINER = endpoint("172.17.0.2", 40000);

    /// A stream of PCMA from 2 s to 12 s of the script, 500 packets.
    private static StreamReport stream(int tap, Endpoint from, Endpoint to, long ssrc, int first) {
        return stream(tap, from, to, ssrc, first, 2, List.of());
    }

    static StreamReport stream(
            int tap,
            Endpoint from,
            Endpoint to,
            long ssrc,
            int first,
            double seconds,
            List<DtmfDigit> digits) {
        var span =
                new TimingReport.Span(Script.nanos(seconds), Script.nanos(seconds + 10), 10, 510);
        return new StreamReport(
                new StreamKey(tap, from, to, ssrc),
                List.of(new PayloadUse(8, "PCMA", 8000, 500)),
                new SequenceReport(
                        500,
                        500,
                        new LossReport(0, 0, 0, 0, List.of()),
                        0,
                        0,
                        0,
                        new SequenceRange(first, first + 499L, 0)),
                new TimingReport(
                        new Range(20, 20, 20),
                        Range.NONE,
                        0,
                        new TimingReport.MaxDelta(20, 0),
                        TimingReport.ClockReport.UNKNOWN,
                        span),
                new TrafficReport(80_000, 100_000, 10_000),
                new EventReport(digits, 0, 0, 0, 0, 0, 0),
                RtcpReport.NONE);
    }

    private static StreamJoin.Joined join(Script script, NatMap map, StreamReport... streams) {
        return StreamJoin.join(script.table.calls(), List.of(streams), map);
    }

    private static List<Attachment> attachments(Call call) {
        return call.streams().stream().map(CallStream::attachment).toList();
    }

    @Test
    void findsAndPairsTheStreamsThatTheSdpPromises() {
        Call call =
                join(
                                Script.wholeCall(),
                                NatMap.NONE,
                                stream(0, ALICE, BOB, 1, 100),
                                stream(0, BOB, ALICE, 2, 900))
                        .calls()
                        .getFirst();
        assertEquals(List.of(Attachment.SDP, Attachment.SDP), attachments(call));
        assertEquals(1, call.streams().get(0).reverse());
        assertEquals(0, call.streams().get(1).reverse());
        assertEquals(Optional.of(Side.CALLER), call.streams().get(0).sender());
        assertEquals(Optional.of(Side.CALLEE), call.streams().get(1).sender());
        assertFalse(call.streams().getFirst().noReverseStream());
        assertEquals(93, call.streams().getFirst().quality().orElseThrow().r(), 1);
    }

    @Test
    void flagsAStreamWithoutReverse() {
        Call call =
                join(Script.wholeCall(), NatMap.NONE, stream(0, ALICE, BOB, 1, 100))
                        .calls()
                        .getFirst();
        assertTrue(call.streams().getFirst().noReverseStream());
        assertTrue(call.hasProblem());
    }

    /// The engine sent first, so that the NAT had the phone's port taken when the phone answered.
    @Test
    void findsTheWayBackThatANatGaveAnotherPort() {
        Endpoint rewritten = endpoint("192.0.2.10", 38_245);
        Call call =
                join(
                                Script.wholeCall(),
                                NatMap.NONE,
                                stream(0, CONTAINER, ALICE, 2, 900),
                                stream(0, rewritten, CONTAINER, 1, 100))
                        .calls()
                        .getFirst();
        assertEquals(List.of(Attachment.SDP, Attachment.PAIR), attachments(call));
        assertEquals(Optional.of(Side.CALLER), call.streams().get(1).sender());
        assertFalse(call.streams().get(0).noReverseStream());
        assertFalse(call.streams().get(1).noReverseStream());
        var joined =
                join(
                        Script.wholeCall(),
                        NatMap.NONE,
                        stream(0, CONTAINER, ALICE, 2, 900),
                        stream(0, endpoint("192.0.2.66", 38_245), CONTAINER, 1, 100));
        assertEquals(1, joined.strays().size(), "of another host");
    }

    @Test
    void doesNotFlagACallThatIsHeld() {
        var script =
                new Script()
                        .alice(
                                0,
                                request(
                                        "c1",
                                        "INVITE",
                                        1,
                                        "i",
                                        true,
                                        "",
                                        sdp("192.0.2.10", 4000, "sendonly", "8")))
                        .bob(
                                2,
                                answer(
                                        "c1",
                                        200,
                                        "INVITE",
                                        1,
                                        "i",
                                        "b",
                                        sdp("192.0.2.20", 40000, "recvonly", "8")));
        Call call = join(script, NatMap.NONE, stream(0, ALICE, BOB, 1, 100)).calls().getFirst();
        assertFalse(call.streams().getFirst().noReverseStream());
    }

    @Test
    void findsAStreamBehindATranslationThatIsKnown() {
        NatMap map = NatMap.of(List.of(new NatMap.Translation(BOB, CONTAINER)));
        Call call =
                join(
                                Script.wholeCall(),
                                map,
                                stream(1, endpoint("192.0.2.99", 7), CONTAINER, 1, 100))
                        .calls()
                        .getFirst();
        assertEquals(List.of(Attachment.TRANSLATION), attachments(call));
        assertEquals(Optional.of(Side.CALLER), call.streams().getFirst().sender());
    }

    @Test
    void findsTheSamePacketsAtAnotherTapWhereTheSdpLies() {
        Call call =
                join(
                                Script.wholeCall(),
                                NatMap.NONE,
                                stream(0, ALICE, BOB, 7, 65_400),
                                stream(1, endpoint("10.0.0.1", 9), CONTAINER, 7, 65_400),
                                stream(1, CONTAINER, endpoint("10.0.0.1", 9), 8, 1))
                        .calls()
                        .getFirst();
        assertEquals(
                List.of(Attachment.SDP, Attachment.SAME_PACKETS, Attachment.PAIR),
                attachments(call));
        assertEquals(0, call.streams().get(1).sameAs());
        assertEquals(2, call.streams().get(1).reverse());
        assertEquals(Optional.of(Side.CALLEE), call.streams().get(2).sender());
    }

    @Test
    void doesNotTakeAnotherStreamWithTheSameSsrcForTheSamePackets() {
        var joined =
                join(
                        Script.wholeCall(),
                        NatMap.NONE,
                        stream(0, ALICE, BOB, 7, 100),
                        stream(1, endpoint("10.0.0.1", 9), CONTAINER, 7, 30_000));
        assertEquals(1, joined.calls().getFirst().streams().size());
        assertEquals(1, joined.strays().size());
        assertTrue(joined.strays().getFirst().noReverseStream());
    }

    @Test
    void tellsCallsOnTheSamePortsApartByTime() {
        Script script = Script.wholeCall();
        String offer = sdp("192.0.2.10", 4000, "sendrecv", "8 0 101");
        String answer = sdp("192.0.2.20", 40000, "sendrecv", "8 101");
        script.alice(100, request("c2", "INVITE", 1, "i2", true, "", offer))
                .bob(101, answer("c2", 200, "INVITE", 1, "i2", "b", answer));
        var joined =
                join(
                        script,
                        NatMap.NONE,
                        stream(0, ALICE, BOB, 1, 100),
                        stream(0, ALICE, BOB, 2, 100, 102, List.of()));
        assertEquals(1, joined.calls().get(0).streams().getFirst().report().key().ssrc());
        assertEquals(2, joined.calls().get(1).streams().getFirst().report().key().ssrc());
    }

    @Test
    void pairsStreamsOfNoCall() {
        Endpoint one = endpoint("198.51.100.1", 6000);
        Endpoint two = endpoint("198.51.100.2", 6000);
        var strays =
                join(
                                new Script(),
                                NatMap.NONE,
                                stream(0, one, two, 1, 1),
                                stream(0, two, one, 2, 1))
                        .strays();
        assertEquals(1, strays.get(0).reverse());
        assertFalse(strays.get(0).noReverseStream());
    }

    @Test
    void drawsMessagesStreamsAndDigitsInOrder() {
        var digit = new DtmfDigit('7', Script.nanos(5), 200, 100, true);
        Call call =
                join(
                                Script.wholeCall(),
                                NatMap.NONE,
                                stream(0, ALICE, BOB, 1, 100, 2, List.of(digit)),
                                stream(0, BOB, ALICE, 2, 900))
                        .calls()
                        .getFirst();
        Ladder ladder = Ladder.of(call, EndpointNames.NONE);
        assertEquals(2, ladder.columns().size(), "media is at the columns of who advertised it");
        assertEquals(6 + 4 + 1, ladder.rows().size());
        LadderRow first = ladder.rows().getFirst();
        assertEquals("INVITE (SDP)", first.label());
        assertEquals(0, first.deltaMillis());
        LadderRow pressed =
                ladder.rows().stream()
                        .filter(row -> row.source() instanceof LadderRow.Source.Digit)
                        .findFirst()
                        .orElseThrow();
        assertEquals("DTMF 7", pressed.label());
        assertEquals(0, pressed.fromColumn());
        assertEquals(1, pressed.toColumn());
        for (int i = 1; i < ladder.rows().size(); i++) {
            assertTrue(ladder.rows().get(i).deltaMillis() >= 0);
        }
    }

    @Test
    void linksTheLegsOfAConversation() {
        String second =
                request("leg2", "INVITE", 1, "j", true, "", "")
                        .replace("Contact:", "X-Call-ID: c1\nContact:");
        var script =
                Script.wholeCall().send(0.05, Script.BOB, endpoint("192.0.2.30", 5060), second);
        List<Call> calls = join(script, NatMap.NONE).calls();
        assertEquals(
                new RelatedCall(false, 1, "leg2", RelatedCall.Relation.LEG, "X-Call-ID names it"),
                calls.get(0).related().getFirst());
        assertEquals(0, calls.get(1).related().getFirst().index());
    }

    @Test
    void filtersByWhatIsAskedFor() {
        Call call = Script.wholeCall().only();
        assertTrue(CallFilter.ALL.accepts(call));
        assertTrue(new CallFilter("bye", "C1", "ALICE", "192.0.2.20:5060", false).accepts(call));
        assertFalse(new CallFilter("REFER", "", "", "", false).accepts(call));
        assertFalse(new CallFilter("", "", "carol", "", false).accepts(call));
        assertFalse(new CallFilter("", "", "", "198.51.100", false).accepts(call));
        assertFalse(new CallFilter("", "", "", "", true).accepts(call));
    }
}
