package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.Recorder.Event;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// One call that several far ends ring for, RFC 3261, section 13.2.2.4.
class ForkTest {
    private final Recorder caller = new Recorder();

    private static String reliable(int rseq) {
        return "Require: 100rel\r\nRSeq: " + rseq + "\r\n";
    }

    @Test
    void hearsTheNewestFarEndTakesTheFirstAnswerAndHangsUpTheSecond() throws Exception {
        try (SipEndpoint alice =
                        SipEndpoint.start(
                                Loopback.config("alice"), SipEndpointListener.REFUSE, SipTap.NONE);
                RawPeer peer = new RawPeer(alice.localPort())) {
            SipCall call =
                    alice.call(
                            OutgoingCall.to(
                                    new SipUri("all", "127.0.0.1", peer.port(), Optional.empty()),
                                    "alice",
                                    "v=offer"),
                            caller);
            String invite = peer.awaitRequest("INVITE");
            for (String tag : new String[] {"one", "two", "three"}) {
                peer.send(peer.response(invite, "183 P", tag, reliable(9), "v=" + tag));
                assertEquals(
                        Optional.of("v=" + tag),
                        caller.await(Event.Provisional.class, p -> p.status() == 183, 5).sdp());
                String prack = peer.awaitRequest("PRACK");
                assertTrue(RawPeer.header(prack, "To").endsWith(";tag=" + tag), prack);
                assertTrue(prack.startsWith("PRACK sip:" + tag + "@"), prack);
                peer.send(peer.response(prack, "200 OK", tag, "", ""));
            }
            peer.send(peer.response(invite, "200 OK", "two", "", ""));
            assertEquals("v=two", caller.await(Event.Answered.class).sdp());
            assertTrue(peer.awaitRequest("ACK").startsWith("ACK sip:two@"));

            for (String late : new String[] {"three", "four"}) {
                String ok = peer.response(invite, "200 OK", late, "", "v=" + late);
                assertTrue(peer.repeatUntil("ACK", ok).startsWith("ACK sip:" + late + "@"));
                String bye = peer.awaitRequest("BYE");
                assertTrue(RawPeer.header(bye, "To").endsWith(";tag=" + late), bye);
                peer.send(peer.response(bye, "200 OK", late, "", ""));
            }
            assertEquals(new CallState.Established(), call.state());
            call.reoffer("v=hold");
            String reinvite = peer.awaitRequest("INVITE");
            assertTrue(RawPeer.header(reinvite, "To").endsWith(";tag=two"), reinvite);
        }
    }
}
