package io.milliwatt.phone;

import static io.milliwatt.phone.PhoneRecorder.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.phone.audio.CaptureSink;
import io.milliwatt.phone.audio.ToneSource;
import io.milliwatt.protocol.sdp.Security;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.SipTransport;
import io.milliwatt.sip.SipUri;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls between two phones whose media is encrypted, or not.
class EncryptedCallTest {
    private final CaptureSink aliceHears = new CaptureSink();
    private final CaptureSink bobHears = new CaptureSink();
    private final PhoneRecorder aliceEvents = new PhoneRecorder(_ -> {});
    private Phone alice;

    @BeforeEach
    void startCaller() throws PhoneException {
        alice = phone("alice", aliceEvents);
    }

    @AfterEach
    void stopCaller() {
        alice.close();
    }

    private static Phone phone(String user, PhoneRecorder events) throws PhoneException {
        return Phone.start(PhoneConfig.on(InetAddress.getLoopbackAddress(), user), events);
    }

    private PhoneRecorder answering(Security security) {
        return new PhoneRecorder(call ->
                call.answer(
                        CallOptions.of(new ToneSource(1000, -10), bobHears)
                                .withSecurity(security)));
    }

    private PhoneCall call(Phone callee, Security security) {
        return alice.call(
                new SipUri(
                        "bob",
                        "127.0.0.1",
                        callee.sipPort(SipTransport.UDP),
                        Optional.of(SipTransport.UDP)),
                CallOptions.of(new ToneSource(440, -10), aliceHears).withSecurity(security));
    }

    private void hearBoth() throws Exception {
        eventually(() -> Tones.endsWithTone(aliceHears.samples(), 1000));
        eventually(() -> Tones.endsWithTone(bobHears.samples(), 440));
    }

    private static void assertNothingRefused(PhoneCall call) {
        assertEquals(new PhoneMedia.Refused(0, 0, 0, 0), call.media().refused());
    }

    @ParameterizedTest
    @CsvSource({
        "REQUIRED, REQUIRED, true",
        "REQUIRED, OPTIONAL, true",
        "OPTIONAL, REQUIRED, true",
        "OPTIONAL, OPTIONAL, true",
        "OPTIONAL, OFF, false",
        "OFF, OPTIONAL, false"
    })
    void encryptsWhenBothCan(Security caller, Security callee, boolean encrypted) throws Exception {
        PhoneRecorder bobEvents = answering(callee);
        try (Phone bob = phone("bob", bobEvents)) {
            PhoneCall call = call(bob, caller);
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)), call::toString);
            hearBoth();
            PhoneCall theirs = bobEvents.awaitIncoming();
            assertEquals(encrypted, !call.media().security().isEmpty(), call.media()::toString);
            assertEquals(call.media().security(), theirs.media().security());
            assertNothingRefused(call);
            assertNothingRefused(theirs);
            eventually(() -> call.media().outgoing().remoteLost() == 0); // RTCP is encrypted too
            assertTrue(call.sendDtmf("5", DtmfMethod.RTP_EVENT));
            assertEquals("5", bobEvents.awaitDigits(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"REQUIRED, OFF", "OFF, REQUIRED"})
    void refusesACallThatOneSideWantsEncryptedAndTheOtherCannot(Security caller, Security callee)
            throws Exception {
        try (Phone bob = phone("bob", answering(callee))) {
            PhoneCall call = call(bob, caller);
            assertTrue(call.awaitEnded(Duration.ofSeconds(5)));
            var ended = assertInstanceOf(PhoneCallState.Ended.class, call.state());
            assertEquals(EndReason.Kind.NOT_ACCEPTABLE, ended.reason().kind());
        }
    }

    @Test
    void keepsItsKeysWhenItHoldsAndResumes() throws Exception {
        PhoneRecorder bobEvents = answering(Security.REQUIRED);
        try (Phone bob = phone("bob", bobEvents)) {
            PhoneCall call = call(bob, Security.REQUIRED);
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)), call::toString);
            hearBoth();
            call.hold();
            bobEvents.await(s -> s.equals(new PhoneCallState.Connected(false, true)));
            eventually(() -> Tones.endsWithSilence(bobHears.samples()));
            call.resume();
            bobEvents.await(s -> s.equals(new PhoneCallState.Connected(false, false)));
            hearBoth();
            assertNothingRefused(call);
            assertNothingRefused(bobEvents.awaitIncoming());
        }
    }

    @Test
    void showsNobodyItsKeys() throws Exception {
        PhoneRecorder bobEvents = answering(Security.REQUIRED);
        try (Phone bob = phone("bob", bobEvents)) {
            PhoneCall call = call(bob, Security.REQUIRED);
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)), call::toString);
            PhoneCall theirs = bobEvents.awaitIncoming();
            eventually(() -> call.messages().size() >= 3);
            for (PhoneCall one : new PhoneCall[] {call, theirs}) {
                assertMasked(one.offerSdp());
                assertMasked(one.answerSdp());
                assertMasked(one.messages().getFirst().text());
            }
        }
    }

    @Test
    void countsThePacketsThatWereNotMadeWithTheAgreedKeyAndPlaysNone() throws Exception {
        try (ScriptedFarEnd far = new ScriptedFarEnd("200 OK")) {
            far.promiseSrtp();
            PhoneCall call =
                    alice.call(
                            SipUri.parse(far.uri()),
                            CallOptions.of(new ToneSource(440, -10), aliceHears)
                                    .withSecurity(Security.REQUIRED));
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)), call::toString);
            eventually(() -> call.media().refused().unauthentic() > 50);
            eventually(() -> aliceHears.samples().length > 8_000);
            assertEquals(0, call.media().incoming().packets());
            assertTrue(Tones.endsWithSilence(aliceHears.samples()));
        }
    }

    private static void assertMasked(String text) {
        assertTrue(text.contains(" inline:***"), text);
        assertFalse(text.matches("(?s).*inline:[A-Za-z0-9+/=].*"), text);
    }
}
