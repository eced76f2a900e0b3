package io.milliwatt.phone;

import static io.milliwatt.phone.PhoneRecorder.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.phone.audio.AudioSource;
import io.milliwatt.phone.audio.CaptureSink;
import io.milliwatt.phone.audio.SilenceSource;
import io.milliwatt.phone.audio.ToneSource;
import io.milliwatt.protocol.codec.Pcmu;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.SipMessage;
import io.milliwatt.sip.SipTransport;
import io.milliwatt.sip.SipUri;
import io.milliwatt.sip.TlsTrust;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls between two phones over the loopback address.
class PhoneCallTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final CaptureSink aliceHears = new CaptureSink();
    private final CaptureSink bobHears = new CaptureSink();
    private final PhoneRecorder aliceEvents = new PhoneRecorder(_ -> {});
    private Phone alice;

    private static PhoneConfig config(String user) {
        return PhoneConfig.on(LOOPBACK, user).withTls(new TlsTrust.Anybody());
    }

    @BeforeEach
    void startCaller() throws PhoneException {
        alice = Phone.start(config("alice"), aliceEvents);
    }

    @AfterEach
    void stopCaller() {
        alice.close();
    }

    private static PhoneRecorder doing(Consumer<PhoneCall> action) {
        return new PhoneRecorder(action);
    }

    private PhoneRecorder answeringWith(AudioSource source) {
        return doing(call -> call.answer(CallOptions.of(source, bobHears)));
    }

    private PhoneRecorder answeringWith(AudioSource source, String codec) {
        return doing(call ->
                call.answer(
                        CallOptions.of(source, bobHears)
                                .withCodecs(List.of(CallOptions.codec(codec).orElseThrow()))));
    }

    private static Phone bob(PhoneRecorder events) throws PhoneException {
        return Phone.start(config("bob"), events);
    }

    private static SipUri uri(Phone phone, SipTransport transport) {
        return new SipUri("bob", "127.0.0.1", phone.sipPort(transport), Optional.of(transport));
    }

    private PhoneCall call(Phone callee, SipTransport transport) {
        return alice.call(
                uri(callee, transport), CallOptions.of(new ToneSource(440, -10), aliceHears));
    }

    private static EndReason reasonOf(PhoneCall call) {
        return assertInstanceOf(PhoneCallState.Ended.class, call.state()).reason();
    }

    @ParameterizedTest
    @EnumSource
    void hearsEachOthersTone(SipTransport transport) throws Exception {
        PhoneRecorder bobEvents = answeringWith(new ToneSource(1000, -10));
        try (Phone bob = bob(bobEvents)) {
            PhoneCall call = call(bob, transport);
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)), call::toString);
            assertTrue(call.setUpNanos() > 0 && call.setUpNanos() < 5_000_000_000L);
            eventually(() -> Tones.endsWithTone(aliceHears.samples(), 1000));
            eventually(() -> Tones.endsWithTone(bobHears.samples(), 440));

            PhoneMedia media = call.media();
            assertEquals("opus", media.codec());
            assertEquals(media.addresses().announced(), media.addresses().seen());
            assertEquals(
                    media.addresses().local(),
                    bobEvents.awaitIncoming().media().addresses().announced());
            assertTrue(media.outgoing().packets() > 40, media::toString);
            assertEquals(0, media.incoming().lost(), media::toString);
            assertEquals(0, media.refused().strangers() + media.refused().malformed());
            assertTrue(media.levels().sent() > 0.15 && media.levels().heard() > 0.15);

            call.hangUp();
            assertTrue(call.awaitEnded(Duration.ofSeconds(2)));
            assertEquals(EndReason.Kind.LOCAL_HANG_UP, reasonOf(call).kind());
            bobEvents.await(s -> s instanceof PhoneCallState.Ended);
            assertTrue(call.endedAt().isPresent() && call.answeredAt().isPresent());
            assertTrue(call.media().outgoing().packets() > 40, "the end's media is kept");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"opus", "G722", "PCMU", "PCMA", "L16", "L16/16000"})
    void hearsTheToneAndTheDigitsWithEachCodec(String name) throws Exception {
        PhoneRecorder bobEvents = answeringWith(new ToneSource(1000, -10), name);
        try (Phone bob = bob(bobEvents)) {
            PhoneCall call =
                    alice.call(
                            uri(bob, SipTransport.UDP),
                            CallOptions.of(new ToneSource(440, -10), aliceHears)
                                    .withCodecs(List.of(CallOptions.codec(name).orElseThrow())));
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)), call::toString);
            assertTrue(name.startsWith(call.media().codec()), call.media().codec());
            eventually(() -> Tones.endsWithTone(aliceHears.samples(), 1000));
            eventually(() -> Tones.endsWithTone(bobHears.samples(), 440));
            assertTrue(call.sendDtmf("1#", DtmfMethod.RTP_EVENT));
            PhoneCall heard = bobEvents.awaitIncoming();
            eventually(() -> heard.media().digits().equals("1#"));
            assertEquals(0, call.media().incoming().lost());
            assertEquals(0, call.media().playout().late(), "what is played is in time");
            assertEquals(
                    0, call.media().refused().strangers() + call.media().refused().malformed());
        }
    }

    @Test
    void offersTheBestCodecFirstWithEventsAtEachClockRate() throws Exception {
        try (Phone bob = bob(answeringWith(new SilenceSource()))) {
            PhoneCall call = call(bob, SipTransport.UDP);
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
            List<String> maps =
                    call.offerSdp()
                            .lines()
                            .filter(line -> line.startsWith("a=rtpmap:"))
                            .map(line -> line.substring("a=rtpmap:".length()))
                            .toList();
            assertEquals(
                    List.of(
                            "96 opus/48000/2",
                            "9 G722/8000",
                            "0 PCMU/8000",
                            "8 PCMA/8000",
                            "13 CN/8000",
                            "101 telephone-event/8000",
                            "97 telephone-event/48000"),
                    maps);
        }
    }

    @Test
    void sendsAPacketEach20MillisecondsWithoutDrift() throws Exception {
        try (Phone bob = bob(answeringWith(new SilenceSource()))) {
            PhoneCall call = call(bob, SipTransport.UDP);
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
            eventually(() -> call.media().outgoing().packets() > 250);
            var sent = call.media().outgoing();
            double mean = (sent.lastNanos() - sent.firstNanos()) / 1e6 / (sent.packets() - 1);
            assertEquals(20.0, mean, 0.05, sent::toString);
        }
    }

    @Test
    void keepsItsMessagesAndBothDescriptions() throws Exception {
        try (Phone bob = bob(answeringWith(new SilenceSource()))) {
            PhoneCall call =
                    alice.call(
                            uri(bob, SipTransport.UDP),
                            CallOptions.of(new SilenceSource(), aliceHears)
                                    .withCodecs(List.of(Pcmu.INSTANCE)));
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
            eventually(() -> call.media().incoming().packets() > 5);
            assertEquals("PCMU", call.media().codec());
            call.hangUp();
            eventually(() -> call.messages().size() >= 6);
            List<String> ladder =
                    call.messages().stream()
                            .map(SipMessage::startLine)
                            .map(l -> l.replace("SIP/2.0 ", "").split(" ")[0])
                            .filter(l -> !l.equals("100"))
                            .toList();
            assertEquals(List.of("INVITE", "180", "200", "ACK", "BYE", "200"), ladder);
            assertTrue(call.offerSdp().contains("a=rtpmap:0 PCMU/8000"), call.offerSdp());
            assertTrue(call.offerSdp().contains("c=IN IP4 127.0.0.1"), call.offerSdp());
            assertTrue(call.messages().getFirst().text().endsWith(call.offerSdp()));
            assertTrue(call.answerSdp().contains("m=audio"), call.answerSdp());
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsAndResumes(SipTransport transport) throws Exception {
        PhoneRecorder bobEvents = answeringWith(new ToneSource(1000, -10));
        try (Phone bob = bob(bobEvents)) {
            PhoneCall call = call(bob, transport);
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
            eventually(() -> Tones.endsWithTone(bobHears.samples(), 440));
            call.hold();
            assertEquals(new PhoneCallState.Connected(true, false), call.state());
            bobEvents.await(s -> s.equals(new PhoneCallState.Connected(false, true)));
            assertTrue(call.offerSdp().contains("a=sendonly"), call.offerSdp());
            eventually(() -> Tones.endsWithSilence(bobHears.samples()));
            eventually(() -> Tones.endsWithSilence(aliceHears.samples()));
            call.resume();
            bobEvents.await(s -> s.equals(new PhoneCallState.Connected(false, false)));
            eventually(() -> Tones.endsWithTone(bobHears.samples(), 440));
            eventually(() -> Tones.endsWithTone(aliceHears.samples(), 1000));
            assertTrue(aliceEvents.problems.isEmpty(), aliceEvents.problems::toString);
        }
    }

    @Test
    void endsWithTheLastWishWhenHoldIsToggledQuickly() throws Exception {
        PhoneRecorder bobEvents = answeringWith(new SilenceSource());
        try (Phone bob = bob(bobEvents)) {
            PhoneCall call = call(bob, SipTransport.UDP);
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
            for (int i = 0; i < 5; i++) {
                call.hold();
                call.resume();
            }
            call.hold();
            PhoneCall other = bobEvents.awaitIncoming();
            eventually(() -> other.state().equals(new PhoneCallState.Connected(false, true)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RTP_EVENT", "INFO"})
    void sendsDigitsBothWays(DtmfMethod method) throws Exception {
        PhoneRecorder bobEvents = answeringWith(new SilenceSource());
        try (Phone bob = bob(bobEvents)) {
            PhoneCall call = call(bob, SipTransport.UDP);
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
            assertTrue(call.sendDtmf("159#*0", method));
            assertEquals("159#*0", bobEvents.awaitDigits(6));
            PhoneCall other = bobEvents.awaitIncoming();
            eventually(() -> other.state() instanceof PhoneCallState.Connected);
            assertTrue(other.sendDtmf("27", method));
            assertEquals("27", aliceEvents.awaitDigits(2));
            assertEquals("27", call.media().digits());
            assertFalse(call.sendDtmf("12x", method));
        }
    }

    @Test
    void mutesWithoutTheFarEndKnowing() throws Exception {
        try (Phone bob = bob(answeringWith(new SilenceSource()))) {
            PhoneCall call = call(bob, SipTransport.UDP);
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
            eventually(() -> Tones.endsWithTone(bobHears.samples(), 440));
            call.mute(true);
            eventually(() -> Tones.endsWithSilence(bobHears.samples()));
            assertEquals(0, call.media().levels().sent());
            call.mute(false);
            eventually(() -> Tones.endsWithTone(bobHears.samples(), 440));
        }
    }

    @Test
    void changesItsAudioInMidCall() throws Exception {
        try (Phone bob = bob(answeringWith(new ToneSource(1000, -10)))) {
            PhoneCall call = call(bob, SipTransport.UDP);
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
            CaptureSink other = new CaptureSink();
            call.setAudio(new ToneSource(700, -10), other);
            eventually(() -> Tones.endsWithTone(bobHears.samples(), 700));
            eventually(() -> Tones.endsWithTone(other.samples(), 1000));
        }
    }

    @Test
    void saysWhyACallIsRefused() throws Exception {
        try (Phone bob = bob(doing(call -> call.reject(486)))) {
            PhoneCall call = call(bob, SipTransport.UDP);
            assertTrue(call.awaitEnded(Duration.ofSeconds(5)));
            assertEquals(EndReason.Kind.BUSY, reasonOf(call).kind());
            assertEquals("the far end is busy (486 Busy Here)", reasonOf(call).words());
        }
    }

    @Test
    void givesUpWhileItRings() throws Exception {
        PhoneRecorder bobEvents = doing(_ -> {});
        try (Phone bob = bob(bobEvents)) {
            PhoneCall call = call(bob, SipTransport.UDP);
            aliceEvents.await(s -> s instanceof PhoneCallState.Ringing);
            assertEquals(new PhoneCallState.Incoming(), bobEvents.awaitIncoming().state());
            call.hangUp();
            assertTrue(call.awaitEnded(Duration.ofSeconds(2)));
            assertEquals(EndReason.Kind.CANCELLED, reasonOf(call).kind());
            PhoneCallState ended = bobEvents.await(s -> s instanceof PhoneCallState.Ended);
            assertEquals(
                    EndReason.Kind.CANCELLED_BY_CALLER,
                    ((PhoneCallState.Ended) ended).reason().kind());
        }
    }

    @Test
    void refusesACallWithoutACommonCodec() throws Exception {
        try (Phone bob =
                bob(
                        doing(call ->
                                call.answer(
                                        CallOptions.of(new SilenceSource(), bobHears)
                                                .withCodecs(List.of(Pcmu.INSTANCE)))))) {
            PhoneCall call =
                    alice.call(
                            uri(bob, SipTransport.UDP),
                            CallOptions.of(new SilenceSource(), aliceHears)
                                    .withCodecs(
                                            List.of(io.milliwatt.protocol.codec.Pcma.INSTANCE)));
            assertTrue(call.awaitEnded(Duration.ofSeconds(5)));
            assertEquals(EndReason.Kind.NOT_ACCEPTABLE, reasonOf(call).kind());
        }
    }

    @Test
    void hangsUpItsCallsWhenItIsClosed() throws Exception {
        PhoneRecorder bobEvents = answeringWith(new SilenceSource());
        Phone bob = bob(bobEvents);
        PhoneCall call = call(bob, SipTransport.UDP);
        assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
        eventually(() -> call.media().incoming().packets() > 5);
        long begun = System.nanoTime();
        bob.close();
        assertTrue(System.nanoTime() - begun < 3_000_000_000L);
        assertTrue(call.awaitEnded(Duration.ofSeconds(2)));
        assertEquals(EndReason.Kind.REMOTE_HANG_UP, reasonOf(call).kind());
    }
}
