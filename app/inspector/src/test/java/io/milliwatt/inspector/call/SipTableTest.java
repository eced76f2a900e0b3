package io.milliwatt.inspector.call;

import static io.milliwatt.inspector.call.Script.answer;
import static io.milliwatt.inspector.call.Script.request;
import static io.milliwatt.inspector.call.Script.sdp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SipTableTest {
    private static final String OFFER = sdp("192.0.2.10", 4000, "sendrecv", "8 0 101");
    private static final String ANSWER = sdp("192.0.2.20", 40000, "sendrecv", "8 101");

    private static String invite(int cseq, String branch) {
        return request("c1", "INVITE", cseq, branch, true, "", OFFER);
    }

    private static String accepted(int cseq, String branch, String tag) {
        return answer("c1", 200, "INVITE", cseq, branch, tag, ANSWER);
    }

    @Test
    void timesTheCallAndSaysWhoHungUp() {
        Call call = Script.wholeCall().only();
        assertEquals(CallState.COMPLETED, call.state());
        assertEquals(200, call.times().postDialDelayMillis().orElseThrow(), 0.01);
        assertEquals(1_800, call.times().ringMillis().orElseThrow(), 0.01);
        assertEquals(2_000, call.times().setUpMillis().orElseThrow(), 0.01);
        assertEquals(10_000, call.times().durationMillis().orElseThrow(), 0.01);
        assertEquals(Optional.of(Side.CALLEE), call.release().by());
        assertEquals("callee hung up", call.release().words());
        assertEquals("alice", call.parties().from().user());
        assertEquals("Bob 1.0", call.parties().calleeAgent());
        assertEquals(List.of(), call.problems());
        assertEquals(3, call.signalling().transactions().size(), "INVITE, ACK of 200, BYE");
    }

    @Test
    void followsEachWayACallCanEnd() {
        assertEquals(CallState.BUSY, refusedWith(486));
        assertEquals(CallState.BUSY, refusedWith(600));
        assertEquals(CallState.REJECTED, refusedWith(404));
        assertEquals(CallState.REJECTED, refusedWith(603));
        assertEquals(CallState.DIVERTED, refusedWith(302));
        assertEquals(CallState.FAILED, refusedWith(503));
        assertEquals(CallState.FAILED, refusedWith(408));
    }

    private static CallState refusedWith(int status) {
        return new Script()
                .alice(0, invite(1, "i"))
                .bob(1, answer(status, "INVITE", 1, "i", "b"))
                .only()
                .state();
    }

    @Test
    void takesCancelForTheCallersWord() {
        Call call =
                new Script()
                        .alice(0, invite(1, "i"))
                        .bob(0.1, answer(180, "INVITE", 1, "i", "b"))
                        .alice(5, request("CANCEL", 1, "i", true, ""))
                        .bob(5.01, answer(200, "CANCEL", 1, "i", "b"))
                        .bob(5.02, answer(487, "INVITE", 1, "i", "b"))
                        .alice(5.03, request("ACK", 1, "i", true, "b"))
                        .only();
        assertEquals(CallState.CANCELLED, call.state());
        assertEquals("caller gave up before an answer", call.release().words());
        assertEquals(2, call.signalling().transactions().size(), "the ACK of an error is INVITE's");
    }

    @Test
    void marksRetransmissionsAndSaysThatNobodyAnswered() {
        Call call =
                new Script()
                        .alice(0, invite(1, "i"))
                        .alice(0.5, invite(1, "i"))
                        .alice(1.5, invite(1, "i"))
                        .only();
        assertEquals(0, call.messages().get(1).links().retransmissionOf());
        assertEquals(0, call.messages().get(2).links().retransmissionOf());
        assertFalse(call.messages().get(0).links().isRepetition());
        assertEquals(
                List.of("nobody answered INVITE, sent 3 times to 192.0.2.20:5060"),
                call.problems());
    }

    @Test
    void tellsTheSamePacketAtAnotherTapFromARetransmission() {
        Call call =
                new Script()
                        .alice(0, invite(1, "i"))
                        .atTap(1)
                        .alice(0.0003, invite(1, "i"))
                        .atTap(0)
                        .alice(0.5, invite(1, "i"))
                        .atTap(1)
                        .alice(0.5003, invite(1, "i"))
                        .only();
        assertEquals(0, call.messages().get(1).links().sightingOf());
        assertFalse(call.messages().get(1).links().isRetransmission());
        assertEquals(0, call.messages().get(2).links().retransmissionOf());
        assertFalse(call.messages().get(2).links().isSighting());
        assertEquals(2, call.messages().get(3).links().sightingOf());
        assertEquals(1, call.signalling().transactions().getFirst().retransmissions());
    }

    @Test
    void takesAnotherInviteAfterTheEndForAnotherCallWithTheSameCallId() {
        var script = Script.wholeCall().alice(20, invite(1, "j")).bob(21, accepted(1, "j", "b2"));
        List<Call> calls = script.table.calls();
        assertEquals(2, calls.size());
        assertEquals(2, calls.get(1).identity().number());
        assertEquals(CallState.IN_CALL, calls.get(1).state());
        assertTrue(calls.get(1).problems().getFirst().contains("used before"));
    }

    @Test
    void takesAnInviteWithCredentialsForTheSameCall() {
        Call call =
                new Script()
                        .alice(0, invite(1, "i"))
                        .bob(0.01, answer(401, "INVITE", 1, "i", "x"))
                        .alice(0.02, request("ACK", 1, "i", true, "x"))
                        .alice(0.03, invite(2, "j"))
                        .bob(1.03, accepted(2, "j", "b"))
                        .only();
        assertEquals(CallState.IN_CALL, call.state());
        assertEquals(1_030, call.times().setUpMillis().orElseThrow(), 0.01);
        assertEquals(1, call.exchanges().size(), "the offer that was sent back does not count");
    }

    @Test
    void keepsTheForksOfACallApart() {
        Call call =
                new Script()
                        .alice(0, invite(1, "i"))
                        .bob(0.1, answer(180, "INVITE", 1, "i", "b1"))
                        .bob(0.2, answer(183, "INVITE", 1, "i", "b2"))
                        .bob(1, accepted(1, "i", "b2"))
                        .only();
        assertEquals(2, call.signalling().dialogs().size());
        assertFalse(call.signalling().dialogs().get(0).confirmed());
        assertTrue(call.signalling().dialogs().get(1).confirmed());
    }

    @Test
    void tellsHoldAndResumeAndCodecChange() {
        String held = sdp("192.0.2.10", 4000, "sendonly", "8 0 101");
        String listens = sdp("192.0.2.20", 40000, "recvonly", "8 101");
        Call call =
                new Script()
                        .alice(0, invite(1, "i"))
                        .bob(1, accepted(1, "i", "b"))
                        .alice(2, request("c1", "INVITE", 2, "h", true, "b", held))
                        .bob(2.1, answer("c1", 200, "INVITE", 2, "h", "b", listens))
                        .alice(3, request("c1", "INVITE", 3, "r", true, "b", OFFER))
                        .bob(
                                3.1,
                                answer(
                                        "c1",
                                        200,
                                        "INVITE",
                                        3,
                                        "r",
                                        "b",
                                        sdp("192.0.2.20", 40000, "sendrecv", "0 101")))
                        .only();
        assertEquals(3, call.exchanges().size());
        assertEquals(List.of(), call.exchanges().get(0).changes());
        assertEquals(
                List.of("caller holds the call (sendonly)"), call.exchanges().get(1).changes());
        assertEquals(
                List.of("caller resumes the call", "the codec changes from PCMA to PCMU"),
                call.exchanges().get(2).changes());
    }

    @Test
    void findsTheAnswerInTheAckWhenTheInviteHadNoOffer() {
        Call call =
                new Script()
                        .alice(0, request("INVITE", 1, "i", true, ""))
                        .bob(1, accepted(1, "i", "b"))
                        .alice(1.1, request("c1", "ACK", 1, "k", true, "b", OFFER))
                        .only();
        OfferAnswer exchange = call.exchanges().getFirst();
        assertEquals(Side.CALLEE, exchange.offerer());
        assertEquals(OfferAnswer.Outcome.ANSWERED, exchange.outcome());
        assertEquals(2, exchange.answerMessage());
    }

    @Test
    void saysThatTheAnswerWasNeverAcknowledged() {
        Call call =
                new Script()
                        .alice(0, invite(1, "i"))
                        .bob(1, accepted(1, "i", "b"))
                        .bob(1.5, accepted(1, "i", "b"))
                        .only();
        assertTrue(call.problems().getFirst().contains("no ACK came"), call.problems().toString());
        assertTrue(call.problems().getFirst().contains("sip:bob@192.0.2.20:5060"));
    }

    @Test
    void readsTheReasonOfTheEnd() {
        String bye =
                request("BYE", 2, "y", true, "b")
                        .replace("Contact:", "Reason: Q.850;cause=16\nContact:");
        Call call =
                new Script()
                        .alice(0, invite(1, "i"))
                        .bob(1, accepted(1, "i", "b"))
                        .alice(2, bye)
                        .only();
        assertEquals("caller hung up: normal call clearing (Q.850 16)", call.release().words());
    }

    @Test
    void showsRegistrationsBesideCalls() {
        var script =
                new Script()
                        .alice(0, request("r1", "REGISTER", 1, "r", true, "", ""))
                        .bob(0.1, answer("r1", 200, "REGISTER", 1, "r", "x", ""));
        Call registration = script.only();
        assertFalse(registration.isCall());
        assertEquals(CallState.COMPLETED, registration.state());
    }

    @Test
    void followsACallWhoseBeginIsMissing() {
        Call call = new Script().bob(12, request("BYE", 1, "y", false, "b")).only();
        assertTrue(call.isCall());
        assertEquals(CallState.COMPLETED, call.state());
        assertEquals(List.of("the capture began within this call"), call.problems());
    }

    @Test
    void putsDigitsOfInfoOnTheTimeLine() {
        String info =
                request("c1", "INFO", 2, "n", true, "b", "")
                        .replace(
                                "Content-Length: 0\n\n",
                                "Content-Type: application/dtmf-relay\nContent-Length: 24\n\n"
                                        + "Signal=5\nDuration=160\n");
        Call call =
                new Script()
                        .alice(0, invite(1, "i"))
                        .bob(1, accepted(1, "i", "b"))
                        .alice(2, info)
                        .only();
        DtmfEvent digit = call.media().digits().getFirst();
        assertEquals('5', digit.digit());
        assertEquals(160, digit.durationMillis());
        assertEquals(Optional.of(Side.CALLER), digit.from());
    }

    @Test
    void masksKeysAndDigestsEverywhere() {
        String key = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
        String offer = OFFER + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + key + "|2^20\n";
        String invite =
                request("c1", "INVITE", 1, "i", true, "", offer)
                        .replace(
                                "Contact:",
                                "Authorization: Digest username=\"alice\", realm=\"x\","
                                        + " response=\"6629fae49393a05397450978507c4ef1\"\nContact:");
        Call call = new Script().alice(0, invite).only();
        String all = call.toString();
        assertFalse(all.contains(key), all);
        assertFalse(all.contains("6629fae49393a05397450978507c4ef1"), all);
        assertTrue(all.contains("inline:***"));
        assertTrue(call.media().flows().getFirst().encrypted());
    }
}
