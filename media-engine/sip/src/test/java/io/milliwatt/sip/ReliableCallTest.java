package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.Recorder.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Reliable provisional responses, RFC 3262, and offers in unusual messages.
class ReliableCallTest {
    private static final String RELIABLE = "Supported: 100rel\r\nAllow: UPDATE\r\n";
    private static final String SDP = "Content-Type: application/sdp\r\n";

    private final MessageRecorder tap = new MessageRecorder();
    private final Recorder caller = new Recorder();

    private SipEndpoint alice() throws SipException {
        return SipEndpoint.start(Loopback.config("alice"), SipEndpointListener.REFUSE, tap);
    }

    private static SipEndpoint bob(Answering listener) throws SipException {
        SipLimits impatient = SipLimits.DEFAULT.withAckTimeout(Duration.ofSeconds(2));
        return SipEndpoint.start(
                Loopback.config("bob").withLimits(impatient), listener, SipTap.NONE);
    }

    private static String rack(String response) {
        return "RAck: " + RawPeer.header(response, "RSeq") + " 1 INVITE\r\n";
    }

    private static String reliable(RawPeer peer) throws IOException {
        return peer.await(m -> m.contains("\r\nRSeq: "), 3000)
                .orElseThrow(() -> new AssertionError("no reliable response"));
    }

    @ParameterizedTest
    @EnumSource
    void confirmsTheAnswerInAReliableResponseAndSaysItOnce(SipTransport transport)
            throws Exception {
        Answering ringing =
                new Answering(call -> {
                    call.progress("v=early");
                    call.accept("v=answer");
                });
        try (SipEndpoint alice = alice();
                SipEndpoint bob = bob(ringing)) {
            alice.call(Loopback.callTo(bob, "bob", transport), caller);
            assertEquals("v=early", caller.await(Event.Answered.class).sdp());
            ringing.recorder.await(Event.Confirmed.class);
            List<String> ladder = tap.ladder();
            assertTrue(ladder.indexOf("> PRACK") > ladder.indexOf("< 183"), ladder::toString);
            assertTrue(ladder.lastIndexOf("< 200") > ladder.indexOf("> PRACK"), ladder::toString);
            SipMessage ok =
                    tap.messages.stream()
                            .filter(m -> m.startLine().equals("SIP/2.0 200 OK"))
                            .filter(m -> m.cseq().equals("1 INVITE"))
                            .findFirst()
                            .orElseThrow();
            assertFalse(ok.text().contains("v=answer"), ok.text());
        }
    }

    @Test
    void answersAWrongPrackWith481AndTheRightOneWith200() throws Exception {
        Answering ringing =
                new Answering(call -> {
                    call.progress("v=early");
                    call.accept("v=early");
                });
        try (SipEndpoint bob = bob(ringing);
                RawPeer peer = new RawPeer(bob.localPort())) {
            peer.send(peer.request("INVITE", "1 INVITE", "rel", RELIABLE + SDP, "v=offer"));
            String early = reliable(peer);
            assertTrue(early.endsWith("v=early"), early);
            assertTrue(peer.await(m -> m.equals(early), 1500).isPresent(), "183 not repeated");
            peer.send(peer.inDialog("PRACK", "2 PRACK", "rel", early, "RAck: 1 9 INVITE\r\n", ""));
            assertTrue(peer.awaitFinal().startsWith("SIP/2.0 481 "));
            peer.send(peer.inDialog("PRACK", "3 PRACK", "rel", early, rack(early), ""));
            String done = peer.awaitFinal();
            assertTrue(done.startsWith("SIP/2.0 200 ") && done.contains("3 PRACK"), done);
            String ok = peer.awaitFinal();
            assertTrue(ok.contains("CSeq: 1 INVITE"), ok);
            peer.send(peer.inDialog("ACK", "1 ACK", "rel", ok, "", ""));
            ringing.recorder.await(Event.Confirmed.class);
        }
    }

    @Test
    void refusesTheCallWhenNoPrackComes() throws Exception {
        Answering ringing =
                new Answering(call -> {
                    call.progress("v=early");
                    call.accept("v=early");
                });
        try (SipEndpoint bob = bob(ringing);
                RawPeer peer = new RawPeer(bob.localPort())) {
            peer.send(peer.request("INVITE", "1 INVITE", "deaf", RELIABLE + SDP, "v=offer"));
            String refusal = peer.awaitFinal();
            assertTrue(refusal.startsWith("SIP/2.0 504 "), refusal);
            assertTrue(ringing.recorder.awaitEnd().words().contains("no PRACK"));
        }
    }

    @Test
    void sendsEvenTheRingingReliablyWhenThatIsRequired() throws Exception {
        Answering ringing = new Answering(Answering.RING);
        try (SipEndpoint bob = bob(ringing);
                RawPeer peer = new RawPeer(bob.localPort())) {
            peer.send(peer.request("INVITE", "1 INVITE", "must", "Require: 100rel\r\n", ""));
            assertTrue(reliable(peer).startsWith("SIP/2.0 180 "));
            ringing.await().reject(486, "Busy Here", Map.of());
            assertTrue(peer.awaitFinal().startsWith("SIP/2.0 486 "));
        }
    }

    @Test
    void confirmsReliableResponsesInTheirOrder() throws Exception {
        try (SipEndpoint alice = alice();
                RawPeer peer = new RawPeer(alice.localPort())) {
            alice.call(to(peer, "v=offer"), caller);
            String invite = peer.awaitRequest("INVITE");
            String required = "Require: 100rel\r\nRSeq: ";
            peer.send(peer.response(invite, "183 A", "t", required + "5\r\n", "v=answer"));
            assertEquals("5 1 INVITE", RawPeer.header(peer.awaitRequest("PRACK"), "RAck"));
            // 6 is lost: 7 must wait for it
            peer.send(peer.response(invite, "183 C", "t", required + "7\r\n", ""));
            peer.send(peer.response(invite, "183 B", "t", required + "6\r\n", ""));
            assertEquals(
                    "6 1 INVITE",
                    RawPeer.header(
                            peer.await(m -> m.startsWith("PRACK ") && !m.contains("RAck: 5 "), 3000)
                                    .orElseThrow(),
                            "RAck"));
            peer.send(peer.response(invite, "200 OK", "t", "", ""));
            assertEquals("v=answer", caller.await(Event.Answered.class).sdp());
        }
    }

    private static OutgoingCall to(RawPeer peer, String offer) {
        return new OutgoingCall(
                new SipUri("raw", "127.0.0.1", peer.port(), Optional.empty()),
                "alice",
                "",
                offer,
                Optional.empty(),
                Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheOfferToTheFarEndAndAnswersItInTheAck(SipTransport transport) throws Exception {
        Answering bob = new Answering(call -> call.accept("v=their offer"));
        try (SipEndpoint alice = alice();
                SipEndpoint callee = bob(bob)) {
            alice.call(
                    OutgoingCall.to(Loopback.uri(callee, "bob", transport), "alice", ""), caller);
            assertEquals("v=their offer", caller.await(Event.Offered.class).sdp());
            assertEquals("", caller.await(Event.Answered.class).sdp());
            assertEquals(Optional.empty(), bob.await().offerSdp());
            assertEquals(
                    Optional.of("v=late answer"), bob.recorder.await(Event.Confirmed.class).sdp());
        }
    }

    @Test
    void answersTheOfferInAReliableResponseInThePrack() throws Exception {
        Answering bob =
                new Answering(call -> {
                    call.progress("v=their offer");
                    call.accept("v=their offer");
                });
        try (SipEndpoint alice = alice();
                SipEndpoint callee = bob(bob)) {
            alice.call(
                    OutgoingCall.to(Loopback.uri(callee, "bob", SipTransport.UDP), "alice", ""),
                    caller);
            assertEquals("v=their offer", caller.await(Event.Offered.class).sdp());
            assertEquals("", caller.await(Event.Answered.class).sdp());
            assertEquals("v=late answer", bob.recorder.await(Event.AnsweredEarly.class).sdp());
            assertEquals(Optional.empty(), bob.recorder.await(Event.Confirmed.class).sdp());
        }
    }

    @Test
    void endsTheCallWhoseOfferItCannotUse() throws Exception {
        Answering bob = new Answering(call -> call.accept("v=their offer"));
        caller.answeringOffers(Optional.empty());
        try (SipEndpoint alice = alice();
                SipEndpoint callee = bob(bob)) {
            alice.call(
                    OutgoingCall.to(Loopback.uri(callee, "bob", SipTransport.UDP), "alice", ""),
                    caller);
            assertEquals(EndReason.Kind.NOT_ACCEPTABLE, caller.awaitEnd().kind());
            assertTrue(bob.recorder.awaitEnd().words().contains("sent no answer"));
        }
    }
}
