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

    private static StreamJoin.Joined joined(Script script) {
        return StreamJoin.join(script.table.calls(), List.of(), NatMap.NONE);
    }

    private static List<Call> calls(Script script) {
        return joined(script).calls();
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
                .map(one ->
                        one.relation().word()
                                + " "
                                + (one.outside() ? "outside " : "")
                                + one.index()
                                + ": "
                                + one.reason())
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

    /// A REFER of Alice's outside of calls.
    private static String outside(int cseq, String... headers) {
        String all = String.join("\n", headers);
        return with(all, request("r1", "REFER", cseq, "r" + cseq, true, "", ""));
    }

    private static String notify(int cseq, String fragment) {
        return request("r1", "NOTIFY", cseq, "n" + cseq, false, "b", "")
                .replace(
                        "Content-Length: 0\n\n",
                        "Event: refer\nContent-Type: message/sipfrag\nContent-Length: "
                                + (fragment.length() + 2)
                                + "\n\n"
                                + fragment
                                + "\n");
    }

    @Test
    void aReferOutsideOfCallsBelongsToTheCallItCauses() {
        String refer = "Refer-To: <sip:carol@192.0.2.30>";
        var script =
                new Script()
                        .send(0, Script.ALICE, CAROL, invite("c0", "carol"))
                        .alice(1, outside(1, refer))
                        .bob(1.1, Script.answer("r1", 401, "REFER", 1, "r1", "b", ""))
                        .alice(1.2, outside(2, refer))
                        .bob(1.3, Script.answer("r1", 202, "REFER", 2, "r2", "b", ""))
                        .bob(1.4, notify(3, "SIP/2.0 100 Trying"))
                        .send(1.5, Script.BOB, CAROL, invite("c1", "carol"))
                        .bob(1.6, notify(4, "SIP/2.0 200 OK"));
        StreamJoin.Joined joined = joined(script);
        assertEquals(1, joined.others().size(), "NOTIFYs are of the subscription of the REFER");
        Call exchange = joined.others().getFirst();
        assertEquals(6, exchange.messages().size());
        String reason =
                "caused by REFER of sip:alice@192.0.2.10 to sip:carol@192.0.2.30,"
                        + " NOTIFY says 200 OK";
        assertEquals(List.of("refer 1: " + reason), words(exchange));
        assertEquals(List.of("refer outside 0: " + reason), words(joined.calls().get(1)));
        assertEquals(List.of(), words(joined.calls().get(0)), "it was there before");
        assertEquals("r1", joined.calls().get(1).related().getFirst().callId());
    }

    @Test
    void aReferOutsideOfCallsNamesTheCallItIsAboutAndTheOneThatIsReplaced() {
        String refer =
                outside(
                        1,
                        "Refer-To: <sip:carol@192.0.2.30?Replaces=c2%3Bto-tag%3Dx%3Bfrom-tag%3Dy>",
                        "Target-Dialog: c1;local-tag=a;remote-tag=b");
        var script =
                Script.wholeCall()
                        .send(4, Script.ALICE, CAROL, invite("c2", "carol"))
                        .alice(5, refer)
                        .send(5.5, Script.BOB, CAROL, invite("c3", "carol"));
        StreamJoin.Joined joined = joined(script);
        assertEquals(
                List.of(
                        "refer 2: caused by REFER of sip:alice@192.0.2.10 to sip:carol@192.0.2.30",
                        "refer 0: Target-Dialog of a REFER names the call",
                        "refer 1: a REFER says that the call is replaced"),
                words(joined.others().getFirst()));
        assertTrue(
                words(joined.calls().getFirst())
                        .contains("transfer 2: transferred to sip:carol@192.0.2.30 by REFER"),
                words(joined.calls().getFirst()).toString());
        assertTrue(words(joined.calls().get(2)).toString().contains("transfer 0:"));
    }

    @Test
    void aReferOutsideOfCallsThatAsksForSomethingElseCausedNoCall() {
        for (String header :
                List.of(
                        "Refer-To: <sip:carol@192.0.2.30;method=BYE>",
                        "Refer-To: <sip:nobody@192.0.2.30>",
                        "Refer-To: <sip:carol@192.0.2.30?Replaces=%zz>\nTarget-Dialog: ;local-tag=a",
                        "Target-Dialog: c9")) {
            var script = new Script().alice(1, outside(1, header));
            double later = header.contains("%zz") ? 40 : 2; // that one comes too late
            script.send(later, Script.BOB, CAROL, invite("c1", "carol"));
            StreamJoin.Joined joined = joined(script);
            assertEquals(List.of(), words(joined.others().getFirst()), header);
            assertEquals(List.of(), words(joined.calls().getFirst()), header);
        }
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
