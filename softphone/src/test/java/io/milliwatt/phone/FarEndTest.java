package io.milliwatt.phone;

import static io.milliwatt.phone.PhoneRecorder.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.phone.audio.CaptureSink;
import io.milliwatt.phone.audio.SilenceSource;
import io.milliwatt.phone.audio.ToneSource;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.SipUri;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Far ends that misbehave: the phone never hangs, and says what happened.
class FarEndTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final CaptureSink heard = new CaptureSink();
    private final PhoneRecorder events = new PhoneRecorder(_ -> {});
    private Phone phone;

    @BeforeEach
    void start() throws PhoneException {
        phone =
                Phone.start(
                        PhoneConfig.on(LOOPBACK, "alice")
                                .withTimeouts(
                                        new PhoneTimeouts(
                                                Duration.ofSeconds(2),
                                                Duration.ofMillis(700),
                                                Duration.ofMillis(500),
                                                Duration.ofSeconds(1))),
                        events);
    }

    @AfterEach
    void stop() {
        phone.close();
    }

    private PhoneCall call(String uri) throws Exception {
        return phone.call(SipUri.parse(uri), CallOptions.of(new ToneSource(440, -10), heard));
    }

    private static EndReason reasonOf(PhoneCall call) {
        return assertInstanceOf(PhoneCallState.Ended.class, call.state()).reason();
    }

    @Test
    void endsTheCallSecondsAfterTheNetworkIsLost() throws Exception {
        try (ScriptedFarEnd far = new ScriptedFarEnd("200 OK")) {
            PhoneCall call = call(far.uri());
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
            eventually(() -> call.media().incoming().packets() > 20);
            far.pullTheCable();
            assertTrue(call.awaitEnded(Duration.ofSeconds(4)), "the phone hangs");
            assertEquals(EndReason.Kind.DEAD_PEER, reasonOf(call).kind());
            assertEquals(
                    "the far end stopped sending audio and does not answer SIP any more",
                    reasonOf(call).words());
        }
    }

    /// Other than a lost network, a dead process is told of by its host: ICMP port unreachable.
    @Test
    void endsTheCallWhenTheFarEndsProcessDies() throws Exception {
        ScriptedFarEnd far = new ScriptedFarEnd("200 OK");
        PhoneCall call = call(far.uri());
        assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
        // the socket is connected, and can be told, after three seconds
        eventually(() -> call.media().incoming().packets() > 180);
        far.close();
        assertTrue(call.awaitEnded(Duration.ofSeconds(4)), "the phone hangs");
        assertTrue(
                reasonOf(call).words().endsWith("(its RTP port is unreachable)"),
                reasonOf(call)::words);
    }

    @Test
    void keepsACallWhoseFarEndIsSilentButAlive() throws Exception {
        try (ScriptedFarEnd far = new ScriptedFarEnd("200 OK")) {
            PhoneCall call = call(far.uri());
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
            far.stopTalking();
            eventually(() ->
                    far.requests().stream().filter(r -> r.startsWith("OPTIONS")).count() >= 2);
            assertInstanceOf(PhoneCallState.Connected.class, call.state());
        }
    }

    @Test
    void endsACallTheFarEndHasForgotten() throws Exception {
        try (ScriptedFarEnd far = new ScriptedFarEnd("200 OK")) {
            PhoneCall call = call(far.uri());
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
            far.forgetCalls();
            assertTrue(call.awaitEnded(Duration.ofSeconds(4)));
            assertTrue(reasonOf(call).words().contains("does not know the call any more (481"));
        }
    }

    @Test
    void noticesADeadFarEndWhileItHoldsTheCall() throws Exception {
        try (ScriptedFarEnd far = new ScriptedFarEnd("200 OK")) {
            PhoneCall call = call(far.uri());
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
            call.hold();
            eventually(() -> far.requests().stream().filter(r -> r.startsWith("ACK")).count() >= 2);
            far.pullTheCable();
            assertTrue(call.awaitEnded(Duration.ofSeconds(5)));
            assertEquals(EndReason.Kind.DEAD_PEER, reasonOf(call).kind());
        }
    }

    @Test
    void playsEarlyMediaBeforeTheAnswer() throws Exception {
        try (ScriptedFarEnd far = new ScriptedFarEnd("100 Trying", "183 Session Progress")) {
            PhoneCall call = call(far.uri());
            events.await(s -> s instanceof PhoneCallState.EarlyMedia);
            eventually(() -> Tones.endsWithTone(heard.samples(), 800));
            assertFalse(call.answerSdp().isEmpty());
            call.hangUp();
            assertTrue(call.awaitEnded(Duration.ofSeconds(2)));
            eventually(() -> far.requests().stream().anyMatch(r -> r.startsWith("CANCEL")));
        }
    }

    @Test
    void givesUpWhenNothingAnswers() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, LOOPBACK)) {
            PhoneCall call = call("sip:x@127.0.0.1:" + silent.getLocalPort());
            assertTrue(call.awaitEnded(Duration.ofSeconds(4)), "the phone hangs");
            assertEquals(EndReason.Kind.NO_RESPONSE, reasonOf(call).kind());
            assertTrue(reasonOf(call).words().contains("127.0.0.1:" + silent.getLocalPort()));
        }
    }

    @Test
    void saysThatAHostNameIsUnknown() throws Exception {
        PhoneCall call = call("sip:x@no-such-host.invalid");
        assertTrue(call.awaitEnded(Duration.ofSeconds(6)));
        assertTrue(reasonOf(call).words().contains("no-such-host.invalid"), reasonOf(call)::words);
    }

    @Test
    void endsACallWhoseAnswerHasNoSdp() throws Exception {
        try (ScriptedFarEnd far = new ScriptedFarEnd("202 Accepted")) {
            PhoneCall call = call(far.uri());
            assertTrue(call.awaitEnded(Duration.ofSeconds(4)));
            assertEquals(EndReason.Kind.PROTOCOL, reasonOf(call).kind());
            assertTrue(reasonOf(call).words().contains("no SDP"), reasonOf(call)::words);
            eventually(() -> far.requests().stream().anyMatch(r -> r.startsWith("BYE")));
        }
    }

    @Test
    void lastsThroughAThirdPartyAndJunkOnItsRtpPort() throws Exception {
        try (ScriptedFarEnd far = new ScriptedFarEnd("200 OK");
                DatagramSocket stranger = new DatagramSocket(0, LOOPBACK)) {
            PhoneCall call = call(far.uri());
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)));
            eventually(() -> Tones.endsWithTone(heard.samples(), 800));
            String seen = call.media().addresses().seen();
            int port =
                    Integer.parseInt(
                            call.media().addresses().local().substring("127.0.0.1:".length()));
            byte[] forged = new byte[172];
            forged[0] = (byte) 0x80;
            forged[1] = 8;
            for (int i = 0; i < 20; i++) {
                stranger.send(new DatagramPacket(forged, 172, LOOPBACK, port));
                stranger.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, LOOPBACK, port));
                stranger.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, LOOPBACK, port + 1));
            }
            eventually(() ->
                    call.media().refused().strangers() == 20
                            && call.media().refused().malformed() == 40);
            assertEquals(seen, call.media().addresses().seen());
            assertInstanceOf(PhoneCallState.Connected.class, call.state());
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        int taken = phone.sipPort();
        PhoneException thrown =
                assertThrows(
                        PhoneException.class,
                        () ->
                                Phone.start(
                                        PhoneConfig.on(LOOPBACK, "second").withSipPort(taken),
                                        events));
        assertTrue(
                String.valueOf(thrown.getMessage())
                        .startsWith("Port " + taken + "/udp of 127.0.0.1"),
                thrown::getMessage);
    }

    @Test
    void saysThatAllItsRtpPortsAreTaken() throws Exception {
        try (ScriptedFarEnd far = new ScriptedFarEnd("200 OK");
                Phone small =
                        Phone.start(
                                PhoneConfig.on(LOOPBACK, "small").withRtpPorts(34_800, 34_801),
                                events)) {
            SipUri target = SipUri.parse(far.uri());
            PhoneCall first =
                    small.call(target, CallOptions.of(new SilenceSource(), new CaptureSink()));
            assertTrue(first.awaitConnected(Duration.ofSeconds(5)));
            PhoneCall second =
                    small.call(target, CallOptions.of(new SilenceSource(), new CaptureSink()));
            assertTrue(second.awaitEnded(Duration.ofSeconds(3)));
            assertEquals("all RTP ports 34800-34801 are in use", reasonOf(second).words());
        }
    }

    @Test
    void registersRenewsAndTakesItBack() throws Exception {
        try (ScriptedFarEnd registrar = new ScriptedFarEnd()) {
            PhoneRegistration registration =
                    phone.register(
                            SipUri.parse(registrar.uri()),
                            "alice",
                            Optional.empty(),
                            Duration.ofMinutes(10));
            RegistrationState state = events.registrations.poll(5, TimeUnit.SECONDS);
            assertNotNull(state);
            assertInstanceOf(RegistrationState.Registered.class, state);
            registration.close();
            assertInstanceOf(RegistrationState.Unregistered.class, registration.state());
            eventually(() -> registrar.requests().size() == 2);
            assertTrue(registrar.requests().get(0).contains("\r\nExpires: 600\r\n"));
            assertTrue(registrar.requests().get(1).contains("\r\nExpires: 0\r\n"));
        }
    }

    @Test
    void saysWhyARegistrationFailed() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, LOOPBACK)) {
            String uri = "sip:127.0.0.1:" + silent.getLocalPort();
            PhoneRegistration registration =
                    phone.register(
                            SipUri.parse(uri), "alice", Optional.empty(), Duration.ofMinutes(1));
            eventually(() -> registration.state() instanceof RegistrationState.Failed);
            assertTrue(registration.state().toString().contains(uri), registration::toString);
        }
    }
}
