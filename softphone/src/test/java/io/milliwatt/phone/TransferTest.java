package io.milliwatt.phone;

import static io.milliwatt.phone.PhoneRecorder.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.phone.audio.CaptureSink;
import io.milliwatt.phone.audio.NullSink;
import io.milliwatt.phone.audio.SilenceSource;
import io.milliwatt.phone.audio.ToneSource;
import io.milliwatt.sip.SipTransport;
import io.milliwatt.sip.SipUri;
import io.milliwatt.sip.TransferProgress;
import io.milliwatt.sip.TransferProgress.Stage;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Alice talks to Bob and transfers him to Carol: three phones, and what Carol hears.
class TransferTest {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final CaptureSink carolHears = new CaptureSink();
    private final Listener alices = new Listener(Optional.empty(), Optional.empty());
    private final Listener bobs =
            new Listener(
                    Optional.of(CallOptions.of(new SilenceSource(), new NullSink())),
                    Optional.of(CallOptions.of(new ToneSource(440, -10), new NullSink())));
    private final Listener carols = new Listener(Optional.empty(), Optional.empty());
    private Phone alice;
    private Phone bob;
    private Phone carol;

    /// Answers every call; agrees to a transfer if it is told how the new call is to be.
    private final class Listener implements PhoneListener {
        final List<PhoneCall> incoming = new CopyOnWriteArrayList<>();
        final List<TransferProgress> progress = new CopyOnWriteArrayList<>();
        private final Optional<CallOptions> answer;
        private final Optional<CallOptions> transfer;

        Listener(Optional<CallOptions> answer, Optional<CallOptions> transfer) {
            this.answer = answer;
            this.transfer = transfer;
        }

        @Override
        public void incoming(PhoneCall call) {
            incoming.add(call);
            call.answer(answer.orElseGet(() -> CallOptions.of(new SilenceSource(), carolHears)));
        }

        @Override
        public Optional<CallOptions> transferRequested(PhoneCall call, String target) {
            return transfer;
        }

        @Override
        public void transferring(PhoneCall call, TransferProgress newest) {
            progress.add(newest);
        }
    }

    private static Phone phone(String user, PhoneListener listener) throws PhoneException {
        return Phone.start(PhoneConfig.on(InetAddress.getLoopbackAddress(), user), listener);
    }

    @BeforeEach
    void start() throws PhoneException {
        alice = phone("alice", alices);
        bob = phone("bob", bobs);
        carol = phone("carol", carols);
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
        carol.close();
    }

    private static SipUri uri(Phone phone, String user) {
        return new SipUri(user, "127.0.0.1", phone.sipPort(SipTransport.UDP), Optional.empty());
    }

    private PhoneCall callTo(Phone callee, String user) throws InterruptedException {
        PhoneCall call =
                alice.call(uri(callee, user), CallOptions.of(new SilenceSource(), new NullSink()));
        assertTrue(call.awaitConnected(PATIENCE), call::toString);
        return call;
    }

    private void awaitStage(Stage stage) throws InterruptedException {
        eventually(() -> alices.progress.stream().anyMatch(p -> p.stage() == stage));
    }

    @Test
    void transfersBlindlyAndHangsUpWhenTheTargetAnswers() throws Exception {
        PhoneCall call = callTo(bob, "bob");
        call.transfer(uri(carol, "carol"));
        awaitStage(Stage.SUCCEEDED);
        assertTrue(call.awaitEnded(PATIENCE));
        eventually(() -> Tones.endsWithTone(carolHears.samples(), 440));
        assertEquals(1, bob.calls().size());
        assertEquals(Optional.empty(), carols.incoming.getFirst().replaces());
    }

    @Test
    void transfersAfterAskingSoThatBothItsCallsEnd() throws Exception {
        PhoneCall call = callTo(bob, "bob");
        PhoneCall asking = callTo(carol, "carol");
        call.transferTo(asking);
        awaitStage(Stage.SUCCEEDED);
        assertTrue(call.awaitEnded(PATIENCE) && asking.awaitEnded(PATIENCE));
        eventually(() -> Tones.endsWithTone(carolHears.samples(), 440));
        assertEquals(Optional.of(carols.incoming.getFirst()), carols.incoming.get(1).replaces());
        assertEquals(1, carol.calls().size());
        assertTrue(
                assertInstanceOf(PhoneCallState.Ended.class, carols.incoming.getFirst().state())
                        .reason()
                        .words()
                        .contains("another call took its place"));
    }

    @Test
    void keepsTheCallWhenTheTargetCannotBeReached() throws Exception {
        PhoneCall call = callTo(bob, "bob");
        SipUri nobody = uri(carol, "carol");
        carol.close();
        call.transfer(nobody);
        awaitStage(Stage.FAILED);
        assertInstanceOf(PhoneCallState.Connected.class, call.state());
    }

    /// Whoever may transfer can make the phone call anybody, so nobody may.
    @Test
    void isNotTransferredUnlessItsListenerAgrees() throws Exception {
        PhoneCall call = callTo(carol, "carol");
        call.transfer(uri(bob, "bob"));
        awaitStage(Stage.FAILED);
        assertEquals(603, alices.progress.getLast().status());
        assertInstanceOf(PhoneCallState.Connected.class, call.state());
        assertTrue(bobs.incoming.isEmpty());
    }
}
