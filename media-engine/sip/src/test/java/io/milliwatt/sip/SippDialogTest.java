package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.Recorder.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes on within a call, with sipp as a far end that checks every message.
@Tag("system")
class SippDialogTest {
    private static final String OFFER =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                    + "m=audio 40000 RTP/AVP 0\r\n";

    @TempDir private Path folder;
    private final Recorder caller = new Recorder();

    private static SipStackConfig config(String agent) {
        return Loopback.config(agent)
                .withDialogs(
                        DialogPolicy.DEFAULT.withSessionTimers(
                                Duration.ofSeconds(1800), Duration.ofSeconds(2)));
    }

    private static SipEndpoint alice() throws SipException {
        return SipEndpoint.start(config("alice"), SipEndpointListener.REFUSE, SipTap.NONE);
    }

    private Answering answersTo(String scenario, Consumer<IncomingCall> action) throws Exception {
        Answering listener = new Answering(action);
        listener.recorder.replyingToReoffers(new ReofferReply.Accept(OFFER));
        try (SipEndpoint bob = SipEndpoint.start(config("bob"), listener, SipTap.NONE)) {
            SippScenario.calling(bob, scenario, folder).assertSucceeded();
            Eventually.holds(() -> bob.calls().isEmpty());
        }
        return listener;
    }

    @Test
    void repeatsItsAnswerUntilPrackAndTakesUpdateBeforeAndAfterIt() throws Exception {
        Answering bob =
                answersTo(
                        "uac-100rel-update.xml",
                        call -> {
                            call.progress(OFFER);
                            Thread.ofVirtual()
                                    .start(() -> {
                                        try {
                                            Thread.sleep(1500);
                                        } catch (InterruptedException e) {
                                            Thread.currentThread().interrupt();
                                        }
                                        call.accept(OFFER);
                                    });
                        });
        bob.recorder.await(Event.Reoffered.class);
        bob.recorder.await(Event.Confirmed.class);
        bob.recorder.await(Event.Reoffered.class);
        assertEquals(EndReason.Kind.REMOTE_HANG_UP, bob.recorder.awaitEnd().kind());
    }

    @Test
    void refreshesTheSessionAsTheCallerAsked() throws Exception {
        assertEquals(
                EndReason.Kind.REMOTE_HANG_UP,
                answersTo("uac-timer.xml", Answering.ACCEPT).recorder.awaitEnd().kind());
    }

    @Test
    void offersToACallerWhoDoesNot() throws Exception {
        Answering bob = answersTo("uac-delayed.xml", Answering.ACCEPT);
        assertEquals(Optional.empty(), bob.await().offerSdp());
        assertEquals(
                "v=0",
                bob.recorder.await(Event.Confirmed.class).sdp().orElseThrow().substring(0, 3));
    }

    @Test
    void confirmsAReliableResponseAndTakesUpdateBeforeTheAnswer() throws Exception {
        SippScenario sipp = SippScenario.answering("uas-100rel.xml", folder);
        try (SipEndpoint alice = alice()) {
            SipCall call = alice.call(OutgoingCall.to(sipp.uri("sipp"), "alice", OFFER), caller);
            caller.await(Event.Reoffered.class);
            caller.await(Event.Answered.class);
            call.hangUp();
            Eventually.holds(() -> alice.calls().isEmpty());
            sipp.assertSucceeded();
        }
    }

    @Test
    void offersAgainAfterACollision() throws Exception {
        SippScenario sipp = SippScenario.answering("uas-glare.xml", folder);
        try (SipEndpoint alice = alice()) {
            SipCall call = alice.call(OutgoingCall.to(sipp.uri("sipp"), "alice", OFFER), caller);
            caller.await(Event.Answered.class);
            long begun = System.nanoTime();
            call.reoffer(OFFER);
            caller.await(Event.ReofferAnswered.class);
            // RFC 3261, section 14.1: the side that called waits 2.1 to 4 s; and 1 s as told
            long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            assertTrue(millis > 3100 && millis < 6500, () -> millis + " ms");
            call.hangUp();
            Eventually.holds(() -> alice.calls().isEmpty());
            sipp.assertSucceeded();
        }
    }

    @Test
    void reportsHowTheTransferGetsOnUnlessNoReportIsWanted() throws Exception {
        Answering listener = new Answering(Answering.ACCEPT);
        try (SipEndpoint bob = SipEndpoint.start(config("bob"), listener, SipTap.NONE)) {
            SippScenario sipp = SippScenario.calling(bob, "uac-refer.xml", folder);
            for (boolean reported : new boolean[] {true, false}) {
                IncomingTransfer transfer =
                        listener.recorder.await(Event.TransferAsked.class).transfer();
                assertEquals("sip:carol@192.0.2.1", transfer.referral().target());
                assertEquals(reported, transfer.referral().report());
                transfer.accept();
                transfer.progress(200, "OK");
            }
            sipp.assertSucceeded();
        }
    }

    @Test
    void asksForATransferThatReplacesACallAndHearsTheReports() throws Exception {
        SippScenario sipp = SippScenario.answering("uas-refer.xml", folder);
        try (SipEndpoint alice = alice()) {
            SipCall call = alice.call(OutgoingCall.to(sipp.uri("sipp"), "alice", OFFER), caller);
            caller.await(Event.Answered.class);
            call.refer(
                    new Referral(
                            "sip:carol@192.0.2.1",
                            Optional.of(new Replaces("abc@x", "1", "2", false)),
                            true));
            // a NOTIFY may overtake the 202 (RFC 3515, section 2.4.4), which then says nothing new
            int first = nextReport();
            assertEquals(180, first == 202 ? nextReport() : first);
            assertEquals(200, nextReport());
            call.hangUp();
            Eventually.holds(() -> alice.calls().isEmpty());
            sipp.assertSucceeded();
        }
    }

    private int nextReport() throws Exception {
        return caller.await(Event.Transferring.class).progress().status();
    }
}
