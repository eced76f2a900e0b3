package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.Recorder.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Changing a session by UPDATE (RFC 3311), collisions, and session timers (RFC 4028).
class UpdateTest {
    private static final String SDP = "Content-Type: application/sdp\r\n";

    private final MessageRecorder tap = new MessageRecorder();
    private final Recorder caller = new Recorder();

    private static SipStackConfig config(String agent, int sessionSeconds) {
        return Loopback.config(agent)
                .withDialogs(
                        DialogPolicy.DEFAULT.withSessionTimers(
                                Duration.ofSeconds(sessionSeconds), Duration.ofSeconds(1)));
    }

    private SipEndpoint alice() throws SipException {
        return SipEndpoint.start(config("alice", 4), SipEndpointListener.REFUSE, tap);
    }

    private static SipEndpoint bob(Answering listener) throws SipException {
        return SipEndpoint.start(config("bob", 4), listener, SipTap.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void changesTheSessionByUpdateInBothDirectionsBeforeAndAfterTheAnswer(SipTransport transport)
            throws Exception {
        Answering bob = new Answering(call -> call.progress("v=early"));
        try (SipEndpoint alice = alice();
                SipEndpoint callee = bob(bob)) {
            SipCall call = alice.call(Loopback.callTo(callee, "bob", transport), caller);
            caller.await(Event.Provisional.class, p -> p.status() == 183, 5);
            IncomingCall incoming = bob.await();
            SipCall other = incoming.call();
            for (int round = 0; round < 2; round++) {
                Eventually.holds(() -> tap.ladder().contains("< 200"));
                call.update("v=alice" + round);
                assertEquals(
                        Optional.of("v=alice" + round),
                        bob.recorder.await(Event.Reoffered.class).sdp());
                assertEquals("v=answer", caller.await(Event.ReofferAnswered.class).sdp());
                other.update("v=bob" + round);
                assertEquals(
                        Optional.of("v=bob" + round), caller.await(Event.Reoffered.class).sdp());
                bob.recorder.await(Event.ReofferAnswered.class);
                if (round == 0) {
                    incoming.accept("v=early");
                    caller.await(Event.Answered.class);
                    bob.recorder.await(Event.Confirmed.class);
                }
            }
            assertEquals(1, tap.ladder().stream().filter(l -> l.endsWith(" INVITE")).count());
        }
    }

    @Test
    void refusesAnOfferInUpdateWhileAnotherOfferIsOpen() throws Exception {
        Answering ringing = new Answering(Answering.RING);
        try (SipEndpoint bob = bob(ringing);
                RawPeer peer = new RawPeer(bob.localPort())) {
            peer.send(peer.request("INVITE", "1 INVITE", "open", SDP, "v=offer"));
            String ring = peer.await(m -> m.startsWith("SIP/2.0 180"), 3000).orElseThrow();
            peer.send(peer.inDialog("UPDATE", "2 UPDATE", "open", ring, SDP, "v=newer"));
            String refusal = peer.awaitFinal();
            assertTrue(refusal.startsWith("SIP/2.0 500 "), refusal);
            int wait = Integer.parseInt(RawPeer.header(refusal, "Retry-After"));
            assertTrue(wait >= 0 && wait <= 10, () -> "Retry-After " + wait);
            peer.send(peer.inDialog("UPDATE", "3 UPDATE", "open", ring, "", ""));
            assertTrue(peer.awaitFinal().startsWith("SIP/2.0 200 "));
        }
    }

    @Test
    void answers491WhileItsOwnOfferIsOpenAndOffersAgainAfterA491() throws Exception {
        Answering answering = new Answering(Answering.ACCEPT);
        try (SipEndpoint bob = bob(answering);
                RawPeer peer = new RawPeer(bob.localPort())) {
            peer.send(
                    peer.request(
                            "INVITE", "1 INVITE", "glare", "Allow: UPDATE\r\n" + SDP, "v=offer"));
            String ok = peer.awaitFinal();
            peer.send(peer.inDialog("ACK", "1 ACK", "glare", ok, "", ""));
            answering.recorder.await(Event.Confirmed.class);
            answering.await().call().update("v=bob");
            String update = peer.awaitRequest("UPDATE");
            peer.send(peer.inDialog("UPDATE", "2 UPDATE", "glare", ok, SDP, "v=peer"));
            assertTrue(peer.awaitFinal().startsWith("SIP/2.0 491 "));
            peer.send(peer.inDialog("INVITE", "3 INVITE", "glare", ok, SDP, "v=peer"));
            assertTrue(peer.awaitFinal().startsWith("SIP/2.0 491 "));
            peer.send(peer.response(update, "491 Request Pending", "", "", ""));
            // the side that did not make the Call-ID waits at most 2 s
            String again = peer.awaitRequest("UPDATE");
            assertTrue(again.endsWith("v=bob"), again);
            assertEquals("2 UPDATE", RawPeer.header(again, "CSeq"));
            peer.send(peer.response(again, "500 Busy", "", "Retry-After: 1\r\n", ""));
            String third = peer.awaitRequest("UPDATE");
            peer.send(peer.response(third, "200 OK", "", "", "v=agreed"));
            assertEquals("v=agreed", answering.recorder.await(Event.ReofferAnswered.class).sdp());
        }
    }

    @Test
    void refreshesTheSessionByUpdateFromTheSideThatCalled() throws Exception {
        Answering bob = new Answering(Answering.ACCEPT);
        try (SipEndpoint alice = alice();
                SipEndpoint callee = bob(bob)) {
            alice.call(Loopback.callTo(callee, "bob", SipTransport.UDP), caller);
            caller.await(Event.Answered.class);
            Eventually.holds(() -> tap.ladder().contains("> UPDATE"));
            Thread.sleep(3000); // beyond the session interval of 4 s: without refresh it were over
            assertTrue(caller.poll(0).isEmpty() && alice.calls().size() == 1);
            SipMessage update =
                    tap.messages.stream()
                            .filter(m -> m.startLine().startsWith("UPDATE "))
                            .findFirst()
                            .orElseThrow();
            assertEquals("4;refresher=uac", RawPeer.header(update.text(), "Session-Expires"));
        }
    }

    @Test
    void hangsUpWhenTheFarEndDoesNotRefreshAsItPromised() throws Exception {
        Answering answering = new Answering(Answering.ACCEPT);
        try (SipEndpoint bob = bob(answering);
                RawPeer peer = new RawPeer(bob.localPort())) {
            String timer = "Supported: timer\r\nSession-Expires: 3\r\n" + SDP;
            peer.send(peer.request("INVITE", "1 INVITE", "lazy", timer, "v=offer"));
            String ok = peer.awaitFinal();
            assertEquals("3;refresher=uac", RawPeer.header(ok, "Session-Expires"));
            assertEquals("timer", RawPeer.header(ok, "Require"));
            peer.send(peer.inDialog("ACK", "1 ACK", "lazy", ok, "", ""));
            peer.awaitRequest("BYE");
            EndReason reason = answering.recorder.awaitEnd();
            assertEquals(EndReason.Kind.DEAD_PEER, reason.kind());
            assertTrue(reason.words().contains("did not refresh the session"), reason::words);
        }
    }

    @Test
    void asksForALongerIntervalWhenItIsToldTo() throws Exception {
        try (SipEndpoint alice = alice();
                RawPeer peer = new RawPeer(alice.localPort())) {
            alice.call(
                    OutgoingCall.to(
                            new SipUri("raw", "127.0.0.1", peer.port(), Optional.empty()),
                            "alice",
                            "v=offer"),
                    caller);
            String invite = peer.awaitRequest("INVITE");
            assertEquals("4", RawPeer.header(invite, "Session-Expires"));
            peer.send(peer.response(invite, "422 Small", "a", "Min-SE: 100\r\n", ""));
            String longer =
                    peer.await(m -> m.startsWith("INVITE ") && m.contains("CSeq: 2 "), 3000)
                            .orElseThrow();
            assertEquals("100", RawPeer.header(longer, "Session-Expires"));
            assertEquals("100", RawPeer.header(longer, "Min-SE"));
        }
    }

    /// A far end without UPDATE is refreshed by re-INVITE with what stands.
    @Test
    void refreshesByReinviteWhereUpdateIsNotAllowed() throws Exception {
        try (SipEndpoint alice = alice();
                RawPeer peer = new RawPeer(alice.localPort())) {
            alice.call(
                    OutgoingCall.to(
                            new SipUri("raw", "127.0.0.1", peer.port(), Optional.empty()),
                            "alice",
                            "v=offer"),
                    caller);
            String invite = peer.awaitRequest("INVITE");
            String timer = "Require: timer\r\nSession-Expires: 2;refresher=uac\r\n";
            peer.send(peer.response(invite, "200 OK", "a", timer, "v=answer"));
            peer.awaitRequest("ACK");
            String refresh = peer.awaitRequest("INVITE");
            assertTrue(refresh.endsWith("v=offer"), refresh);
            assertEquals("2;refresher=uac", RawPeer.header(refresh, "Session-Expires"));
            peer.send(peer.response(refresh, "200 OK", "a", timer, "v=answer"));
            peer.awaitRequest("ACK");
            assertEquals(
                    List.of(),
                    caller.poll(0).filter(Event.Ended.class::isInstance).stream().toList());
        }
    }
}
