package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.call.CallView;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Phones that call each other by way of the engine: `bridge-USER`, `conf-NAME`.
@Tag("system")
class BaresipBridgeTest {
    private static final int ALICE_PORT = 25_640;
    private static final int BOB_PORT = 25_650;
    private static final int CAROL_PORT = 25_660;
    private static final int PACKETS = 150;

    private static PeerEngine engine;
    @TempDir private Path folder;

    @BeforeAll
    static void start() throws Exception {
        engine = new PeerEngine(25_630, 42_640);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        engine.awaitQuiet();
    }

    private Baresip alice(String parameters) throws Exception {
        return new Baresip(folder, ALICE_PORT, 440, engine.registered("alice", parameters));
    }

    private Baresip bob(String parameters) throws Exception {
        return new Baresip(folder, BOB_PORT, 600, engine.registered("bob", parameters));
    }

    private static String answering(String codec, String encryption) {
        return "answermode=auto;audio_codecs="
                + codec
                + (encryption.equals("none") ? "" : ";mediaenc=" + encryption);
    }

    private static void assertEachHearsTheOther(Baresip alice, Baresip bob) throws Exception {
        double atAlice = alice.quitAndListen().share(600);
        double atBob = bob.quitAndListen().share(440);
        assertTrue(
                atAlice > 0.9 && atBob > 0.9,
                () -> "600 Hz at alice " + atAlice + ", 440 Hz at bob " + atBob);
    }

    @ParameterizedTest
    @CsvSource({
        "PCMU,PCMU,none",
        "opus/48000/2,opus/48000/2,none",
        "PCMU,opus/48000/2,none",
        "G722/16000,PCMU,srtp",
        "PCMU,PCMU,srtp-mand"
    })
    void registeredPhonesHearEachOther(String one, String two, String encryption) throws Exception {
        try (var alice = alice("audio_codecs=" + one);
                var bob = bob(answering(two, encryption))) {
            engine.awaitRegistrations(2, bob);
            alice.dial(engine.uri("bridge-bob"));
            CallView callee = engine.awaitPackets("bob-", PACKETS, bob);
            CallView caller = engine.awaitPackets("bridge-bob", PACKETS, alice);
            PeerEngine.assertNothingLost(caller);
            PeerEngine.assertNothingLost(callee);
            assertEachHearsTheOther(alice, bob);
        }
    }

    @Test
    void transcodedPhonesHearEachOtherAfterHoldAndResume() throws Exception {
        try (var alice = alice("audio_codecs=PCMU");
                var bob = bob("answermode=auto;audio_codecs=opus/48000/2")) {
            engine.awaitRegistrations(2, bob);
            alice.dial(engine.uri("bridge-bob"));
            engine.awaitPackets("bridge-bob", 50, alice);
            alice.tell("hold", "");
            engine.awaitCall(call -> call.state().equals("held"), alice);
            alice.tell("resume", "");
            engine.awaitCall(
                    call ->
                            call.testNumber().equals("bridge-bob")
                                    && call.state().equals("answered"),
                    alice);
            long before = sentTo("bob-");
            Thread.sleep(2_000);
            long sent = sentTo("bob-") - before;
            assertTrue(sent > 90 && sent < 115, "50 packets a second to bob, not " + sent / 2);
            double heardByAlice = alice.quitAndListen().last(1).share(600);
            double heardByBob = bob.quitAndListen().last(1).share(440);
            assertTrue(
                    heardByAlice > 0.9 && heardByBob > 0.9,
                    () -> "600 Hz at alice " + heardByAlice + ", 440 Hz at bob " + heardByBob);
        }
    }

    private static long sentTo(String number) {
        return engine.running().stream()
                .filter(call -> call.testNumber().startsWith(number))
                .mapToLong(call -> PeerEngine.packets(call, "engine-out"))
                .sum();
    }

    @Test
    void busyPhoneIsBusyForTheCaller() throws Exception {
        try (var alice = alice("audio_codecs=PCMU");
                var bob = bob("answermode=manual;audio_codecs=PCMU")) {
            engine.awaitRegistrations(2, bob);
            alice.dial(engine.uri("bridge-bob"));
            PeerEngine.await(() -> alice.said().contains("180"), alice);
            bob.tell("hangup", "");
            PeerEngine.await(() -> alice.said().contains("486"), alice);
        }
    }

    @ParameterizedTest
    @CsvSource({"srtp-mand,true", "srtp,true", "none,false"})
    void phoneIsEncryptedWithWhenTheCallerIs(String encryption, boolean encrypted)
            throws Exception {
        try (var alice = alice("audio_codecs=PCMU;mediaenc=srtp-mand");
                var bob = bob(answering("PCMU", encryption))) {
            engine.awaitRegistrations(2, bob);
            alice.dial(engine.uri("bridge-bob"));
            CallView callee = engine.awaitPackets("bob-", PACKETS, bob);
            assertEquals(
                    encrypted, !callee.media().getFirst().security().equals("none"), bob::said);
            assertEachHearsTheOther(alice, bob);
        }
    }

    @Test
    void phoneThatIsNotAnsweredIsUnavailableForTheCaller() throws Exception {
        try (var alice = alice("audio_codecs=PCMU");
                var bob = bob("answermode=manual;audio_codecs=PCMU")) {
            engine.awaitRegistrations(2, bob);
            alice.dial(engine.uri("bridge-bob"));
            PeerEngine.await(() -> alice.said().contains("480"), alice);
        }
    }

    @Test
    void userWithoutAPhoneIsUnavailableForTheCaller() throws Exception {
        try (var alice = alice("audio_codecs=PCMU")) {
            engine.awaitRegistrations(1, alice);
            alice.dial(engine.uri("bridge-bob"));
            PeerEngine.await(() -> alice.said().contains("480"), alice);
            alice.dial(engine.uri("bridge-nobody"));
            PeerEngine.await(() -> alice.said().contains("404"), alice);
        }
    }

    @Test
    void threePhonesInAConferenceHearTheOthers() throws Exception {
        try (var alice = alice("audio_codecs=PCMU");
                var bob = bob("audio_codecs=opus/48000/2");
                var carol =
                        new Baresip(
                                folder,
                                CAROL_PORT,
                                1_000,
                                engine.account("carol", "audio_codecs=G722/16000"))) {
            alice.dial(engine.uri("conf-x"));
            bob.dial(engine.uri("conf-x"));
            carol.dial(engine.uri("conf-x"));
            PeerEngine.await(() -> engine.running().size() == 3, carol);
            Thread.sleep(3_000);
            for (CallView call : engine.running()) {
                PeerEngine.assertNothingLost(call);
            }
            // the last to go first: whoever is left would hear the others go
            Sound atAlice = alice.quitAndListen().last(1.5);
            assertEquals(0, atAlice.share(440), 0.05, "nobody hears himself");
            assertTrue(
                    atAlice.share(600) > 0.3 && atAlice.share(1_000) > 0.3,
                    () -> "at alice " + atAlice.share(600) + " and " + atAlice.share(1_000));
        }
    }
}
