package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.Recorder.Event;
import io.milliwatt.sip.TransferProgress.Stage;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Alice talks to Bob and transfers him to Carol: RFC 3515, 3891, 3892, 4488.
class TransferTest {
    private final Recorder toBob = new Recorder();
    private final Recorder toCarol = new Recorder();
    private final Recorder bobToCarol = new Recorder();
    private final MessageRecorder tap = new MessageRecorder();
    private final Answering bobs = new Answering(Answering.ACCEPT);
    private final Answering carols = new Answering(Answering.ACCEPT);
    private SipEndpoint alice;
    private SipEndpoint bob;
    private SipEndpoint carol;

    @BeforeEach
    void start() throws SipException {
        alice = SipEndpoint.start(Loopback.config("a"), SipEndpointListener.REFUSE, SipTap.NONE);
        bob = SipEndpoint.start(Loopback.config("b"), bobs, tap);
        carol = SipEndpoint.start(Loopback.config("c"), carols, SipTap.NONE);
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
        carol.close();
    }

    private SipCall callBob(SipTransport transport) throws Exception {
        SipCall call = alice.call(Loopback.callTo(bob, "bob", transport), toBob);
        toBob.await(Event.Answered.class);
        bobs.recorder.await(Event.Confirmed.class);
        return call;
    }

    /// Bob does what Alice asked for.
    private IncomingTransfer follow() throws Exception {
        IncomingTransfer transfer = bobs.recorder.await(Event.TransferAsked.class).transfer();
        transfer.accept();
        bob.call(
                OutgoingCall.to(SipUri.parse(transfer.referral().target()), "bob", "v=offer")
                        .withOrigin(
                                new OutgoingCall.Origin(
                                        transfer.referral().replaces(), transfer.referredBy())),
                bobToCarol);
        return transfer;
    }

    private TransferProgress progress(Stage stage) throws Exception {
        return toBob.await(Event.Transferring.class, t -> t.progress().stage() == stage, 5)
                .progress();
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void transfersBlindlyAndHearsHowItGoes(SipTransport transport) throws Exception {
        SipCall call = callBob(transport);
        call.refer(Referral.to(Loopback.uri(carol, "carol", transport)));
        IncomingTransfer transfer = follow();
        assertEquals(100, progress(Stage.PROCEEDING).status());
        bobToCarol.await(Event.Answered.class);
        transfer.progress(180, "Ringing");
        transfer.progress(200, "OK");
        assertEquals(
                180,
                toBob.await(Event.Transferring.class, t -> t.progress().status() == 180, 5)
                        .progress()
                        .status());
        assertTrue(progress(Stage.SUCCEEDED).last());
        assertEquals(Optional.empty(), carols.await().replaces().map(SipCall::callId));
        call.hangUp();
        assertEquals(EndReason.Kind.REMOTE_HANG_UP, bobs.recorder.awaitEnd().kind());
        String invite =
                tap.messages.stream()
                        .filter(m -> m.startLine().startsWith("INVITE sip:carol@"))
                        .findFirst()
                        .orElseThrow()
                        .text();
        assertTrue(RawPeer.header(invite, "Referred-By").contains("sip:alice@"), invite);
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void transfersAfterAskingSoThatTheNewCallReplacesTheOld(SipTransport transport)
            throws Exception {
        SipCall call = callBob(transport);
        SipCall other = alice.call(Loopback.callTo(carol, "carol", transport), toCarol);
        toCarol.await(Event.Answered.class);
        IncomingCall first = carols.await();
        carols.recorder.await(Event.Confirmed.class);
        call.referTo(other);
        IncomingTransfer transfer = follow();
        bobToCarol.await(Event.Answered.class);
        IncomingCall second = carols.await();
        assertEquals(Optional.of(first.callId()), second.replaces().map(SipCall::callId));
        transfer.progress(200, "OK");
        progress(Stage.SUCCEEDED);
        assertEquals(EndReason.Kind.REMOTE_HANG_UP, toCarol.awaitEnd().kind());
        assertTrue(
                carols.recorder
                        .await(Event.Ended.class)
                        .reason()
                        .words()
                        .contains("another call took its place"));
    }

    @Test
    void hearsThatTheFarEndDoesNotWantTo() throws Exception {
        SipCall call = callBob(SipTransport.UDP);
        call.refer(Referral.to(Loopback.uri(carol, "carol", SipTransport.UDP)));
        bobs.recorder.await(Event.TransferAsked.class).transfer().refuse(603, "Decline");
        assertEquals(603, progress(Stage.FAILED).status());
        assertEquals(new CallState.Established(), call.state());
    }

    @Test
    void sendsNoReportsWhereNoneAreWanted() throws Exception {
        SipCall call = callBob(SipTransport.UDP);
        call.refer(
                new Referral(
                        Loopback.uri(carol, "carol", SipTransport.UDP).toString(),
                        Optional.empty(),
                        false));
        follow().progress(200, "OK");
        progress(Stage.ACCEPTED);
        progress(Stage.UNKNOWN);
        bobToCarol.await(Event.Answered.class);
        assertTrue(
                tap.ladder().stream().noneMatch(l -> l.endsWith("NOTIFY")), tap.ladder()::toString);
    }

    @Test
    void refusesToReplaceWhatIsAnsweredOverOrNotItsOwn() throws Exception {
        SipCall call = callBob(SipTransport.UDP);
        Replaces id = call.dialogId().orElseThrow();
        try (RawPeer peer = new RawPeer(bob.localPort())) {
            assertEquals(
                    "486",
                    replacing(peer, new Replaces(id.callId(), id.toTag(), id.fromTag(), true)));
            assertEquals(
                    "481",
                    replacing(peer, new Replaces(id.callId(), id.fromTag(), id.toTag(), false)));
            call.hangUp();
            bobs.recorder.awaitEnd();
            Eventually.holds(() -> bob.calls().isEmpty());
            assertEquals("603", replacing(peer, id));
        }
    }

    private static String replacing(RawPeer peer, Replaces replaces) throws Exception {
        String header = "Replaces: " + replaces + "\r\n";
        peer.send(peer.request("INVITE", "1 INVITE", Tokens.callId(), header, ""));
        return peer.awaitFinal().split(" ")[1];
    }

    @Test
    void refusesAReportThatNobodyAskedFor() throws Exception {
        Answering listener = new Answering(Answering.ACCEPT);
        try (SipEndpoint dave = SipEndpoint.start(Loopback.config("d"), listener, SipTap.NONE);
                RawPeer peer = new RawPeer(dave.localPort())) {
            peer.send(peer.request("INVITE", "1 INVITE", "stray", "", ""));
            String ok = peer.awaitFinal();
            peer.send(peer.inDialog("ACK", "1 ACK", "stray", ok, "", ""));
            String active = "Subscription-State: active\r\nEvent: ";
            peer.send(peer.inDialog("NOTIFY", "2 NOTIFY", "stray", ok, active + "refer\r\n", ""));
            assertTrue(peer.awaitFinal().startsWith("SIP/2.0 481 "));
            peer.send(peer.inDialog("NOTIFY", "3 NOTIFY", "stray", ok, active + "dance\r\n", ""));
            assertTrue(peer.awaitFinal().startsWith("SIP/2.0 489 "));
        }
    }

    @Test
    void takesATransferThatOvertakesTheAck() throws Exception {
        Answering listener = new Answering(Answering.ACCEPT);
        try (SipEndpoint dave = SipEndpoint.start(Loopback.config("d"), listener, SipTap.NONE);
                RawPeer peer = new RawPeer(dave.localPort())) {
            String type = "Content-Type: application/sdp\r\n";
            peer.send(peer.request("INVITE", "1 INVITE", "early", type, "v=offer"));
            String ok = peer.awaitFinal();
            String to = "Refer-To: <sip:carol@127.0.0.1>\r\n";
            peer.send(peer.inDialog("REFER", "2 REFER", "early", ok, to, ""));
            listener.recorder.await(Event.TransferAsked.class).transfer().accept();
            assertTrue(
                    peer.await(m -> m.startsWith("SIP/2.0 202 "), 5_000).isPresent(),
                    "the REFER is accepted");
            assertEquals(new CallState.AwaitingAck(), listener.await().call().state());
            peer.send(peer.inDialog("ACK", "1 ACK", "early", ok, "", ""));
            listener.recorder.await(Event.Confirmed.class);
            assertTrue(peer.awaitRequest("NOTIFY").contains("SIP/2.0 100 Trying"));
        }
    }
}
