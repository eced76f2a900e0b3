package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AnsweredByesTest {
    @Test
    void keepsNoTransactionOfAnEndedCallAndStillAnswersItsByeAgain() throws Exception {
        Answering answering = new Answering(Answering.ACCEPT);
        MessageRecorder tap = new MessageRecorder();
        try (SipEndpoint bob = SipEndpoint.start(Loopback.config("bob"), answering, tap);
                RawPeer peer = new RawPeer(bob.localPort())) {
            String bye = endedCall(peer, "first");
            assertEquals(EndReason.Kind.REMOTE_HANG_UP, answering.recorder.awaitEnd().kind());
            Eventually.holds(() -> bob.serverTransactions() == 0);
            Eventually.holds(() -> bob.calls().isEmpty());
            Thread.sleep(1_500); // the stack keeps an ended dialog for a second
            peer.send(bye);
            String again = peer.awaitFinal();
            assertTrue(again.startsWith("SIP/2.0 200 "), again);
            assertEquals(RawPeer.header(bye, "To"), RawPeer.header(again, "To"));
            assertEquals(RawPeer.header(bye, "CSeq"), RawPeer.header(again, "CSeq"));
            peer.send(bye.replaceFirst("branch=z9hG4bK", "branch=z9hG4bKother"));
            assertTrue(peer.awaitFinal().startsWith("SIP/2.0 481 "), "another transaction");
            assertEquals(3, tap.ladder().stream().filter("< BYE"::equals).count(), "all are shown");
        }
    }

    @Test
    void answersByesOfCallsThatFollowEachOtherEach() throws Exception {
        Answering answering = new Answering(Answering.ACCEPT);
        try (SipEndpoint bob = SipEndpoint.start(Loopback.config("bob"), answering, SipTap.NONE);
                RawPeer peer = new RawPeer(bob.localPort())) {
            String first = endedCall(peer, "first");
            String second = endedCall(peer, "second");
            for (String bye : new String[] {first, second, first}) {
                peer.send(bye);
                String again = peer.awaitFinal();
                assertTrue(again.startsWith("SIP/2.0 200 "), again);
                assertEquals(RawPeer.header(bye, "Call-ID"), RawPeer.header(again, "Call-ID"));
            }
        }
    }

    /// @return its BYE, which was answered
    private static String endedCall(RawPeer peer, String callId) throws Exception {
        String sdp = "Content-Type: application/sdp\r\n";
        peer.send(peer.request("INVITE", "1 INVITE", callId, sdp, "v=offer"));
        String ok = peer.awaitFinal();
        assertTrue(ok.startsWith("SIP/2.0 200 "), ok);
        peer.send(peer.inDialog("ACK", "1 ACK", callId, ok, "", ""));
        String bye = peer.inDialog("BYE", "2 BYE", callId, ok, "", "");
        peer.send(bye);
        String answer = peer.awaitFinal();
        assertTrue(answer.startsWith("SIP/2.0 200 "), answer);
        assertEquals("2 BYE", RawPeer.header(answer, "CSeq"));
        return bye;
    }
}
