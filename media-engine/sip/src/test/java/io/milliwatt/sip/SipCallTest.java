package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.Recorder.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Calls between two endpoints over real sockets.
class SipCallTest {
    private final MessageRecorder tap = new MessageRecorder();
    private final Recorder caller = new Recorder();
    private SipEndpoint alice;

    @BeforeEach
    void startCaller() throws SipException {
        alice = SipEndpoint.start(Loopback.config("alice"), SipEndpointListener.REFUSE, tap);
    }

    @AfterEach
    void stopCaller() {
        alice.close();
    }

    private SipEndpoint callee(Answering listener) throws SipException {
        return SipEndpoint.start(Loopback.config("bob"), listener, SipTap.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void callsAnswersAndHangsUp(SipTransport transport) throws Exception {
        Answering bob = new Answering(Answering.RING);
        try (SipEndpoint callee = callee(bob)) {
            SipCall call = alice.call(Loopback.callTo(callee, "bob", transport), caller);
            IncomingCall incoming = bob.await();
            assertEquals("bob", incoming.dialled());
            assertEquals(Optional.of("v=offer"), incoming.offerSdp());
            assertEquals(transport, incoming.transport());
            assertEquals(call.callId(), incoming.callId());

            assertEquals(
                    180, caller.await(Event.Provisional.class, p -> p.status() == 180, 5).status());
            incoming.accept("v=answer");
            assertEquals("v=answer", caller.await(Event.Answered.class).sdp());
            assertEquals(Optional.empty(), bob.recorder.await(Event.Confirmed.class).sdp());
            assertInstanceOf(CallState.Established.class, call.state());

            call.hangUp();
            assertEquals(EndReason.Kind.LOCAL_HANG_UP, caller.awaitEnd().kind());
            assertEquals(EndReason.Kind.REMOTE_HANG_UP, bob.recorder.awaitEnd().kind());
            Eventually.holds(() -> alice.calls().isEmpty() && callee.calls().isEmpty());
        }
        List<String> ladder = tap.ladder();
        assertEquals("> INVITE", ladder.getFirst());
        assertTrue(
                ladder.containsAll(List.of("< 180", "< 200", "> ACK", "> BYE")), ladder::toString);
        SipMessage ok =
                tap.messages.stream()
                        .filter(m -> m.startLine().equals("SIP/2.0 200 OK"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(ok.text().endsWith("\r\n\r\nv=answer"), ok.text());
        assertEquals(transport, ok.transport());
        assertEquals("1 INVITE", ok.cseq());
        assertEquals("127.0.0.1:" + alice.localPort(transport), ok.local());
    }

    @ParameterizedTest
    @EnumSource
    void hearsOfTheFarEndsHangUp(SipTransport transport) throws Exception {
        Answering bob = new Answering(Answering.ACCEPT);
        try (SipEndpoint callee = callee(bob)) {
            alice.call(Loopback.callTo(callee, "bob", transport), caller);
            caller.await(Event.Answered.class);
            bob.recorder.await(Event.Confirmed.class);
            bob.await().call().hangUp();
            assertEquals(EndReason.Kind.REMOTE_HANG_UP, caller.awaitEnd().kind());
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelsWhileItRings(SipTransport transport) throws Exception {
        Answering bob = new Answering(Answering.RING);
        try (SipEndpoint callee = callee(bob)) {
            SipCall call = alice.call(Loopback.callTo(callee, "bob", transport), caller);
            caller.await(Event.Provisional.class, p -> p.status() == 180, 5);
            call.hangUp();
            assertEquals(EndReason.Kind.CANCELLED, caller.awaitEnd().kind());
            assertEquals(EndReason.Kind.CANCELLED_BY_CALLER, bob.recorder.awaitEnd().kind());
            Eventually.holds(() -> alice.calls().isEmpty() && callee.calls().isEmpty());
            Eventually.holds(() -> tap.ladder().contains("< 487"));
        }
    }

    @Test
    void isHungUpInVainWhenItsEndpointIsClosed() throws Exception {
        Answering bob = new Answering(Answering.ACCEPT);
        SipCall late;
        try (SipEndpoint callee = callee(bob)) {
            alice.call(Loopback.callTo(callee, "bob", SipTransport.UDP), caller);
            caller.await(Event.Answered.class);
            late = bob.await().call();
        }
        late.hangUp(); // by a thread that has not heard of it yet
        assertEquals(EndReason.Kind.REMOTE_HANG_UP, caller.awaitEnd().kind());
    }

    @Test
    void saysInWordsThatTheFarEndIsBusyAndShowsItsHeaders() throws Exception {
        Answering bob =
                new Answering(call ->
                        call.reject(
                                486,
                                "Busy Here",
                                Map.of(
                                        "Retry-After",
                                        "7",
                                        "Reason",
                                        "Q.850;cause=17;text=\"User busy\"")));
        try (SipEndpoint callee = callee(bob)) {
            alice.call(Loopback.callTo(callee, "bob", SipTransport.UDP), caller);
            EndReason reason = caller.awaitEnd();
            assertEquals(EndReason.Kind.BUSY, reason.kind());
            assertEquals(486, reason.status());
            assertTrue(reason.words().startsWith("the far end is busy (486 Busy Here"));
            assertTrue(reason.reasonHeader().contains("cause=17"), reason.reasonHeader());
            assertTrue(
                    tap.messages.stream()
                            .anyMatch(m -> m.text().contains("\r\nRetry-After: 7\r\n")));
            assertEquals(EndReason.Kind.REJECTED, bob.recorder.awaitEnd().kind());
        }
    }

    @ParameterizedTest
    @EnumSource
    void carriesEarlyMedia(SipTransport transport) throws Exception {
        Answering bob = new Answering(call -> call.progress("v=early"));
        try (SipEndpoint callee = callee(bob)) {
            alice.call(Loopback.callTo(callee, "bob", transport), caller);
            assertEquals(
                    Optional.of("v=early"),
                    caller.await(Event.Provisional.class, p -> p.status() == 183, 5).sdp());
            bob.await().accept("v=answer");
            // it went reliably, so it is the answer, and the 2xx has none: RFC 3262, section 5
            assertEquals("v=early", caller.await(Event.Answered.class).sdp());
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsAndResumesByReinvite(SipTransport transport) throws Exception {
        Answering bob = new Answering(Answering.ACCEPT);
        try (SipEndpoint callee = callee(bob)) {
            SipCall call = alice.call(Loopback.callTo(callee, "bob", transport), caller);
            caller.await(Event.Answered.class);
            bob.recorder.await(Event.Confirmed.class);
            for (String offer : List.of("v=hold", "v=resume")) {
                call.reoffer(offer);
                assertEquals(Optional.of(offer), bob.recorder.await(Event.Reoffered.class).sdp());
                assertEquals("v=answer", caller.await(Event.ReofferAnswered.class).sdp());
            }
            IncomingCall incoming = bob.await();
            incoming.call().reoffer("v=from bob");
            assertEquals(Optional.of("v=from bob"), caller.await(Event.Reoffered.class).sdp());
            bob.recorder.await(Event.ReofferAnswered.class);
            assertInstanceOf(CallState.Established.class, call.state());
        }
    }

    @Test
    void keepsTheCallWhenAReofferIsRefused() throws Exception {
        Answering bob = new Answering(Answering.ACCEPT);
        bob.recorder.replyingToReoffers(new ReofferReply.Refuse(488, "Not Acceptable Here"));
        try (SipEndpoint callee = callee(bob)) {
            SipCall call = alice.call(Loopback.callTo(callee, "bob", SipTransport.UDP), caller);
            caller.await(Event.Answered.class);
            bob.recorder.await(Event.Confirmed.class);
            call.reoffer("v=hold");
            assertEquals(488, caller.await(Event.ReofferRefused.class).status());
            assertEquals(new CallState.Established(), call.state());
        }
    }

    @Test
    void resolvesGlareWhenBothSidesReofferAtOnce() throws Exception {
        Answering bob = new Answering(Answering.ACCEPT);
        try (SipEndpoint callee = callee(bob)) {
            SipCall call = alice.call(Loopback.callTo(callee, "bob", SipTransport.UDP), caller);
            caller.await(Event.Answered.class);
            bob.recorder.await(Event.Confirmed.class);
            SipCall other = bob.await().call();
            int collisions = 0;
            for (int i = 0; i < 20 && collisions == 0; i++) {
                call.reoffer("v=alice" + i);
                other.reoffer("v=bob" + i);
                caller.await(Event.ReofferAnswered.class);
                bob.recorder.await(Event.ReofferAnswered.class);
                collisions = (int) tap.ladder().stream().filter(l -> l.endsWith(" 491")).count();
            }
            assertTrue(collisions > 0, "twenty tries without a collision");
            assertEquals(new CallState.Established(), call.state());
        }
    }

    @ParameterizedTest
    @EnumSource
    void carriesDtmfAndTextByInfo(SipTransport transport) throws Exception {
        Answering bob = new Answering(Answering.ACCEPT);
        try (SipEndpoint callee = callee(bob)) {
            SipCall call = alice.call(Loopback.callTo(callee, "bob", transport), caller);
            caller.await(Event.Answered.class);
            assertStatus(200, call, DtmfInfo.RELAY, new DtmfInfo('#', 160).relayBody());
            assertEquals(new Event.Dtmf('#', 160), bob.recorder.await(Event.Dtmf.class));
            assertStatus(200, call, DtmfInfo.PLAIN, "5");
            assertEquals(new Event.Dtmf('5', 0), bob.recorder.await(Event.Dtmf.class));
            assertStatus(400, call, DtmfInfo.PLAIN, "x");
            assertStatus(200, call, "text/plain", "hello");
            assertEquals(
                    new Event.Info("text/plain", "hello"), bob.recorder.await(Event.Info.class));
            assertStatus(415, call, "application/json", "{}");
        }
    }

    private static void assertStatus(int status, SipCall call, String type, String body)
            throws Exception {
        RequestOutcome outcome = call.info(type, body).get(5, TimeUnit.SECONDS);
        assertEquals(status, assertInstanceOf(RequestOutcome.Answered.class, outcome).status());
    }

    @Test
    void pingsWithinTheDialogAndNoticesADeadFarEnd() throws Exception {
        Answering bob = new Answering(Answering.ACCEPT);
        SipCall call;
        try (SipEndpoint callee = callee(bob)) {
            call = alice.call(Loopback.callTo(callee, "bob", SipTransport.UDP), caller);
            caller.await(Event.Answered.class);
            RequestOutcome alive = call.ping(Duration.ofSeconds(2)).get(5, TimeUnit.SECONDS);
            assertTrue(assertInstanceOf(RequestOutcome.Answered.class, alive).success());
            callee.vanish();
            RequestOutcome dead = call.ping(Duration.ofMillis(300)).get(5, TimeUnit.SECONDS);
            assertInstanceOf(RequestOutcome.Unanswered.class, dead);
            call.abandon(EndReason.of(EndReason.Kind.DEAD_PEER, "gone"));
            assertEquals("gone", caller.awaitEnd().words());
        }
    }

    @Test
    void answersADelayedOfferWithItsOwn() throws Exception {
        Consumer<IncomingCall> offerBack = call -> call.accept("v=our offer");
        Answering bob = new Answering(offerBack);
        try (SipEndpoint callee = callee(bob);
                RawPeer peer = new RawPeer(callee.localPort())) {
            peer.send(peer.request("INVITE", "1 INVITE", "delayed", "", ""));
            String ok = peer.awaitFinal();
            assertTrue(ok.endsWith("v=our offer"), ok);
            assertEquals(Optional.empty(), bob.await().offerSdp());
            peer.send(
                    peer.inDialog(
                            "ACK",
                            "1 ACK",
                            "delayed",
                            ok,
                            "Content-Type: application/sdp\r\n",
                            "v=their answer"));
            assertEquals(
                    Optional.of("v=their answer"), bob.recorder.await(Event.Confirmed.class).sdp());
        }
    }

    @Test
    void endsTheCallWithByeWhenNoAckComes() throws Exception {
        Answering bob = new Answering(Answering.ACCEPT);
        SipStackConfig config =
                Loopback.config("bob")
                        .withLimits(SipLimits.DEFAULT.withAckTimeout(Duration.ofSeconds(2)));
        try (SipEndpoint callee = SipEndpoint.start(config, bob, SipTap.NONE);
                RawPeer peer = new RawPeer(callee.localPort())) {
            peer.send(peer.request("INVITE", "1 INVITE", "no-ack", "", ""));
            String ok = peer.awaitFinal();
            assertTrue(peer.await(m -> m.equals(ok), 3000).isPresent(), "200 is not repeated");
            assertEquals(EndReason.Kind.NO_ACK, bob.recorder.awaitEnd().kind());
            assertTrue(peer.await(m -> m.startsWith("BYE "), 3000).isPresent(), "no BYE came");
        }
    }

    @Test
    void givesUpWhenNothingAnswers() throws Exception {
        try (RawPeer silent = new RawPeer(9)) {
            OutgoingCall wanted =
                    new OutgoingCall(
                            SipUri.parse("sip:nobody@127.0.0.1:" + silent.port()),
                            "alice",
                            "",
                            "v=offer",
                            Optional.empty(),
                            Duration.ofMillis(1200));
            long begun = System.nanoTime();
            alice.call(wanted, caller);
            EndReason reason = caller.awaitEnd();
            assertEquals(EndReason.Kind.NO_RESPONSE, reason.kind());
            assertTrue(reason.words().contains("127.0.0.1:" + silent.port()), reason::words);
            assertTrue(System.nanoTime() - begun < 3_000_000_000L);
        }
    }

    @Test
    void saysAtOnceThatNothingListensOnAUdpPort() throws Exception {
        int free;
        try (RawPeer closedSoon = new RawPeer(9)) {
            free = closedSoon.port();
        }
        long begun = System.nanoTime();
        alice.call(
                OutgoingCall.to(SipUri.parse("sip:x@127.0.0.1:" + free), "alice", "v=offer"),
                caller);
        EndReason reason = caller.awaitEnd();
        assertEquals(EndReason.Kind.UNREACHABLE, reason.kind());
        assertTrue(reason.words().contains("ICMP"), reason::words);
        assertTrue(System.nanoTime() - begun < 2_000_000_000L);
    }

    @Test
    void saysAtOnceThatATcpConnectionIsRefused() throws Exception {
        int free;
        try (RawPeer closedSoon = new RawPeer(9)) {
            free = closedSoon.port();
        }
        alice.call(
                OutgoingCall.to(
                        SipUri.parse("sip:x@127.0.0.1:" + free + ";transport=tcp"),
                        "alice",
                        "v=offer"),
                caller);
        EndReason reason = caller.awaitEnd();
        assertEquals(EndReason.Kind.TRANSPORT, reason.kind());
        assertTrue(reason.words().contains("refused"), reason::words);
    }
}
