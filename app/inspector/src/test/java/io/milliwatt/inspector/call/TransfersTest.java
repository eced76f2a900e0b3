package io.milliwatt.inspector.call;

import static io.milliwatt.inspector.call.Script.endpoint;
import static io.milliwatt.inspector.call.Script.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.inspector.packet.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransfersTest {
    private static final Endpoint CAROL = endpoint("192.0.2.30", 5060);

    private static List<Call> calls(Script script) {
        return StreamJoin.join(script.table.calls(), List.of(), NatMap.NONE).calls();
    }

    private static String with(String header, String message) {
        return message.replace("\nContact:", "\n" + header + "\nContact:");
    }

    /// A call of Bob's to Carol.
    private static String invite(String callId, String user) {
        return request(callId, "INVITE", 1, callId, true, "", "")
                .replace("sip:bob@192.0.2.20", "sip:" + user + "@192.0.2.30");
    }

    private static List<String> words(Call call) {
        return call.related().stream()
                .map(one -> one.relation().word() + " " + one.call() + ": " + one.reason())
                .toList();
    }

    @Test
    void aReferAndTheCallItAsksForBelongTogether() {
        String refer =
                with(
                        "Refer-To: <sip:carol@192.0.2.30>",
                        request("c1", "REFER", 2, "r", true, "b", ""));
        String referred = with("Referred-By: <sip:alice@192.0.2.10>", invite("c3", "carol"));
        var script =
                Script.wholeCall()
                        .alice(5, refer)
                        .send(5.1, Script.BOB, CAROL, invite("c2", "dave"))
                        .send(5.2, endpoint("192.0.2.40", 5060), CAROL, invite("c4", "carol"))
                        .send(5.3, Script.BOB, CAROL, referred);
        List<Call> calls = calls(script);
        List<String> told = words(calls.getFirst());
        assertTrue(
                told.contains("transfer 3: transferred to sip:carol@192.0.2.30 by REFER"),
                told::toString);
        assertTrue(words(calls.get(3)).getFirst().startsWith("transfer 0:"));
        assertTrue(
                calls.get(2).related().stream()
                        .noneMatch(one -> one.relation() == RelatedCall.Relation.TRANSFER),
                "the one that says that it was referred is meant");
    }

    @Test
    void anInviteThatReplacesACallBelongsToIt() {
        String replacing = with("Replaces: c1;to-tag=b;from-tag=a", invite("c2", "carol"));
        List<Call> calls = calls(Script.wholeCall().send(20, Script.ALICE, CAROL, replacing));
        assertEquals(List.of("replaces 1: one replaces the other"), words(calls.get(0)));
        assertEquals(List.of("replaces 0: one replaces the other"), words(calls.get(1)));
    }

    @Test
    void anAttendedTransferNamesTheCallThatIsReplaced() {
        String refer =
                with(
                        "r: <sip:carol@192.0.2.30?Replaces=c2%3Bto-tag%3Dx%3Bfrom-tag%3Dy>",
                        request("c1", "REFER", 2, "r", true, "b", ""));
        var script =
                Script.wholeCall()
                        .send(4, Script.ALICE, CAROL, invite("c2", "carol"))
                        .alice(5, refer);
        assertEquals(
                List.of("replaces 1: a REFER of one says that it replaces the other"),
                words(calls(script).getFirst()));
    }

    @Test
    void aBrokenReferIsNoReasonForAnything() {
        for (String header :
                List.of(
                        "Refer-To: <sip:carol@192.0.2.30?Replaces=%zz>",
                        "Refer-To:",
                        "Refer-To: <sip:nobody@192.0.2.99>",
                        "Refer-To: <sip:bob@192.0.2.20?Replaces=c1>")) {
            String refer = with(header, request("c1", "REFER", 2, "r", true, "b", ""));
            assertEquals(List.of(), words(calls(Script.wholeCall().alice(5, refer)).getFirst()));
        }
    }
}
