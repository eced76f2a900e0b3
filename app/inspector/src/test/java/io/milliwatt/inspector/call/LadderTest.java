package io.milliwatt.inspector.call;

import static io.milliwatt.inspector.call.Script.answer;
import static io.milliwatt.inspector.call.Script.endpoint;
import static io.milliwatt.inspector.call.Script.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.inspector.packet.Endpoint;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Ladders of captures with several taps: a phone, and an engine in a container with published
/// ports.
class LadderTest {
    private static final Endpoint PHONE = Script.ALICE;
    private static final Endpoint HOST = Script.BOB;
    private static final Endpoint CONTAINER = endpoint("172.17.0.2", 5060);
    private static final Endpoint GATEWAY = endpoint("172.17.0.1", 5060);

    private static final String INVITE = request("INVITE", 1, "i", true, "");
    private static final String OK = answer(200, "INVITE", 1, "i", "b");

    private static List<String> columns(Ladder ladder) {
        return ladder.columns().stream().map(LadderColumn::name).toList();
    }

    private static List<String> arrows(Ladder ladder) {
        return ladder.rows().stream()
                .map(row ->
                        row.label()
                                + " "
                                + row.fromColumn()
                                + row.way().through()
                                + row.toColumn()
                                + " "
                                + row.way().note())
                .toList();
    }

    private static Call call(Script script) {
        return StreamJoin.join(script.table.calls(), List.of(), NatMap.NONE).calls().getFirst();
    }

    /// An INVITE of the phone's and the answer, both seen at the phone and in the container.
    private static Script seenTwice() {
        return new Script()
                .send(0, PHONE, HOST, INVITE)
                .atTap(1)
                .send(0.0002, PHONE, CONTAINER, INVITE)
                .send(0.1, CONTAINER, PHONE, OK)
                .atTap(0)
                .send(0.1002, HOST, PHONE, OK);
    }

    @Test
    void aMessageThatSeveralTapsSawGoesFromItsSenderToItsLastReceiver() {
        Ladder ladder = Ladder.of(call(seenTwice()), EndpointNames.NONE);
        assertEquals(
                List.of("192.0.2.10:5060", "192.0.2.20:5060", "172.17.0.2:5060"), columns(ladder));
        assertEquals(
                List.of(
                        "INVITE 0[1]2 destination 192.0.2.20:5060 became 172.17.0.2:5060",
                        "200 Reason of 200 2[1]0 source 172.17.0.2:5060 became 192.0.2.20:5060"),
                arrows(ladder));
    }

    @Test
    void whereTheSourceIsRewrittenTooTheGatewayIsPassed() {
        var script =
                new Script()
                        .send(0, PHONE, HOST, INVITE)
                        .atTap(1)
                        .send(0.0001, PHONE, HOST, INVITE)
                        .send(0.0002, GATEWAY, CONTAINER, INVITE)
                        .atTap(2)
                        .send(0.0003, GATEWAY, CONTAINER, INVITE);
        assertEquals(
                List.of(
                        "INVITE 0[1, 2]3 destination 192.0.2.20:5060 became 172.17.0.2:5060,"
                                + " source 192.0.2.10:5060 became 172.17.0.1:5060"),
                arrows(Ladder.of(call(script), EndpointNames.NONE)));
    }

    @Test
    void whereNothingIsRewrittenNothingIsPassed() {
        var script =
                new Script()
                        .send(0, PHONE, HOST, INVITE)
                        .atTap(1)
                        .send(0.0002, PHONE, HOST, INVITE);
        assertEquals(List.of("INVITE 0[]1 "), arrows(Ladder.of(call(script), EndpointNames.NONE)));
    }

    @Test
    void aMessageThatIsSentAgainHasAWayOfItsOwn() {
        var script =
                seenTwice()
                        .send(0.6, PHONE, HOST, INVITE)
                        .atTap(1)
                        .send(0.6002, PHONE, CONTAINER, INVITE);
        List<String> arrows = arrows(Ladder.of(call(script), EndpointNames.NONE));
        assertEquals(3, arrows.size());
        assertEquals(arrows.getFirst(), arrows.getLast());
    }

    @Test
    void withTheOtherTapsEachIsDrawnWhereItWasSeen() {
        Ladder ladder =
                Ladder.of(call(seenTwice()), EndpointNames.NONE, Set.of(Ladder.Part.SIGHTINGS));
        assertEquals(
                List.of(
                        "INVITE 0[]1 ",
                        "INVITE 0[]2 ",
                        "200 Reason of 200 2[]0 ",
                        "200 Reason of 200 1[]0 "),
                arrows(ladder));
    }

    @Test
    void aMessageThatComesBackToWhoSentItIsDrawnAsSeenFirst() {
        var script =
                new Script()
                        .send(0, PHONE, HOST, INVITE)
                        .atTap(1)
                        .send(0.0002, HOST, PHONE, INVITE);
        assertEquals(List.of("INVITE 0[]1 "), arrows(Ladder.of(call(script), EndpointNames.NONE)));
    }
}
