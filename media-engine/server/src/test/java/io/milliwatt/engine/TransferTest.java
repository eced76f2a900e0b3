package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.Referral;
import io.milliwatt.sip.Replaces;
import io.milliwatt.sip.TransferProgress;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Callers transfer the engine to another of its numbers, or replace a call of it.
class TransferTest {
    private static final int SIP_PORT = 25_730;
    private static final int ALICE_PORT = 25_740;
    private static final int BOB_PORT = 25_750;

    private static PeerEngine engine;
    @TempDir private Path folder;

    @BeforeAll
    static void start() throws Exception {
        engine = new PeerEngine(SIP_PORT, 42_760);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        engine.awaitQuiet();
    }

    private static TransferProgress result(ToneCaller caller, String target) throws Exception {
        return result(caller, new Referral(target, Optional.empty(), true));
    }

    private static TransferProgress result(ToneCaller caller, Referral referral) throws Exception {
        caller.caller.refer(referral);
        EngineTest.await(() -> caller.caller.transfers.stream().anyMatch(TransferProgress::last));
        return caller.caller.transfers.getLast();
    }

    private static void gone(ToneCaller caller) throws Exception {
        caller.caller.hangUp();
        caller.close();
    }

    @Test
    void callGoesOnWithTheNumberThatItIsTransferredTo() throws Exception {
        var caller = new ToneCaller().dial("echo", SIP_PORT);
        var result = result(caller, engine.uri("milliwatt"));
        assertEquals(200, result.status());
        caller.talk(0, 5);
        assertTrue(ToneCaller.share(caller.talk(0, 50), 1_004) > 0.9, "the milliwatt is heard");
        assertEquals("milliwatt", engine.running().getFirst().testNumber());
        gone(caller);
    }

    @ParameterizedTest
    @CsvSource({"nobody,404", "status-486,486", "srtp-echo,488", "bridge-bob,480"})
    void callGoesOnAsItWasWhenTheTargetFails(String number, int status) throws Exception {
        var caller = new ToneCaller().dial("echo", SIP_PORT);
        var result = result(caller, engine.uri(number));
        assertEquals(TransferProgress.Stage.FAILED, result.stage());
        assertEquals(status, result.status());
        assertTrue(ToneCaller.share(caller.talk(440, 25), 440) > 0.9, "still the echo");
        gone(caller);
    }

    @Test
    void engineIsNotSentToAnybodyElse() throws Exception {
        var caller = new ToneCaller().dial("echo", SIP_PORT);
        var result = result(caller, "sip:echo@192.0.2.1");
        assertEquals(403, result.status());
        assertEquals("The engine never relays a call outwards", result.phrase());
        gone(caller);
    }

    @Test
    void callThatReplacesAnotherGetsItsApplication() throws Exception {
        try (var first = new ToneCaller();
                var second = new ToneCaller()) {
            first.dial("tone-700", SIP_PORT);
            second.caller.dialReplacing(
                    engine.uri("echo"),
                    second.caller.offer("sendrecv"),
                    first.caller.dialogId().orElseThrow());
            int port = TestCaller.port(second.caller.answer());
            first.caller.end();
            assertTrue(port > 0);
            EngineTest.await(() -> engine.running().size() == 1);
            assertTrue(ToneCaller.share(second.at(port).talk(0, 50), 700) > 0.9);
            assertEquals("tone-700", engine.running().getFirst().testNumber());
            second.caller.hangUp();
            engine.awaitQuiet();
        }
    }

    @Test
    void callThatReplacesNothingIsRefused() throws Exception {
        try (var caller = new ToneCaller()) {
            caller.caller.dialReplacing(
                    engine.uri("echo"),
                    caller.caller.offer("sendrecv"),
                    new Replaces("nothing", "a", "b", false));
            assertEquals(481, caller.caller.end().status());
        }
    }

    @Test
    void optionsAreAnsweredWithTheCapabilities() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(5_000);
            String host = "127.0.0.1:" + socket.getLocalPort();
            byte[] request =
                    ("OPTIONS sip:127.0.0.1:25730 SIP/2.0\r\nVia: SIP/2.0/UDP "
                                    + host
                                    + ";branch=z9hG4bKoptions\r\nMax-Forwards: 70\r\nFrom: <sip:a@"
                                    + host
                                    + ">;tag=1\r\nTo: <sip:127.0.0.1:25730>\r\nCall-ID: options\r\n"
                                    + "CSeq: 1 OPTIONS\r\nAccept: application/sdp\r\n"
                                    + "Content-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8);
            socket.send(
                    new DatagramPacket(
                            request, request.length, InetAddress.getLoopbackAddress(), SIP_PORT));
            var answer = new DatagramPacket(new byte[8_192], 8_192);
            socket.receive(answer);
            String text =
                    new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
            assertTrue(text.startsWith("SIP/2.0 200 "), text);
            assertTrue(text.contains("m=audio 0 RTP/AVP"), text);
            assertTrue(text.contains("opus/48000/2"), text);
            assertTrue(text.contains("m=video 0 "), text);
        }
    }

    private Baresip phone(String user, int port, int hertz) throws Exception {
        return new Baresip(
                folder, port, hertz, engine.registered(user, "answermode=auto;audio_codecs=PCMU"));
    }

    @Test
    @Tag("system")
    void baresipTransfersTheEcho() throws Exception {
        try (var phone =
                new Baresip(
                        folder, ALICE_PORT, 440, engine.account("carol", "audio_codecs=PCMU"))) {
            phone.dial(engine.uri("echo"));
            engine.awaitPackets("echo", 50, phone);
            phone.tell("transfer", engine.uri("milliwatt"));
            // it hangs up when it hears that the transfer has succeeded
            PeerEngine.await(() -> engine.running().isEmpty(), phone);
            assertEquals("milliwatt", engine.engine.calls().getLast().testNumber(), phone::said);
        }
    }

    @Test
    @Tag("system")
    void otherSideOfABridgeIsTransferred() throws Exception {
        try (var alice = phone("alice", ALICE_PORT, 440);
                var bob = phone("bob", BOB_PORT, 600)) {
            engine.awaitRegistrations(2, bob);
            alice.dial(engine.uri("bridge-bob"));
            engine.awaitPackets("bob-", 50, bob);
            alice.tell("transfer", engine.uri("milliwatt"));
            PeerEngine.await(() -> engine.running().size() == 1, alice);
            Thread.sleep(2_500);
            assertEquals("milliwatt", engine.running().getFirst().testNumber());
            double share = bob.quitAndListen().last(1.5).share(1_004);
            assertTrue(share > 0.9, () -> "share of 1004 Hz at bob is " + share);
        }
    }

    @Test
    @Tag("system")
    void attendedTransferJoinsTheOtherSides() throws Exception {
        try (var alice = phone("alice", ALICE_PORT, 440);
                var bob = phone("bob", BOB_PORT, 600);
                var toAlice = new ToneCaller();
                var toBob = new ToneCaller()) {
            engine.awaitRegistrations(2, bob);
            toAlice.dial("bridge-alice", SIP_PORT);
            toBob.dial("bridge-bob", SIP_PORT);
            // who was called hears something first: baresip 1.0 drops all that follows a change of
            // SSRC while its jitter buffer fills
            engine.awaitPackets("alice-", 50, alice);
            engine.awaitPackets("bob-", 50, bob);
            var result =
                    result(
                            toAlice,
                            new Referral(engine.uri("bridge-bob"), toBob.caller.dialogId(), true));
            assertEquals(200, result.status());
            toAlice.caller.hangUp();
            toBob.caller.end();
            PeerEngine.await(() -> engine.running().size() == 2, alice);
            Thread.sleep(2_500);
            engine.running().forEach(PeerEngine::assertNothingLost);
            double atAlice = alice.quitAndListen().last(1.5).share(600);
            double atBob = bob.quitAndListen().last(1.5).share(440);
            assertTrue(
                    atAlice > 0.9 && atBob > 0.9,
                    () -> "600 Hz at alice " + atAlice + ", 440 Hz at bob " + atBob);
        }
    }

    @Test
    void callsWithoutAnOtherSideAreNotJoined() throws Exception {
        try (var one = new ToneCaller();
                var two = new ToneCaller()) {
            one.dial("echo", SIP_PORT);
            two.dial("echo", SIP_PORT);
            var result = result(one, new Referral(engine.uri("echo"), two.caller.dialogId(), true));
            assertEquals(403, result.status());
            assertEquals("Only two bridged calls can be joined", result.phrase());
            assertEquals(2, engine.running().size());
            one.caller.hangUp();
            two.caller.hangUp();
        }
    }
}
