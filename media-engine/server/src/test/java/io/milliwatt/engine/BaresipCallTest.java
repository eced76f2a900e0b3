package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.call.CallView;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// baresip calls the test numbers: codecs, encryption, digits, hold.
@Tag("system")
class BaresipCallTest {
    private static final int PHONE_PORT = 25_620;
    private static final int PACKETS = 125;
    private static final double MILLIWATT_HZ = 1_004;

    private static PeerEngine engine;
    @TempDir private Path folder;

    @BeforeAll
    static void start() throws Exception {
        engine = new PeerEngine(25_610, 42_600);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        engine.awaitQuiet();
    }

    private Baresip baresip(String parameters) throws Exception {
        return new Baresip(folder, PHONE_PORT, 440, engine.account("alice", parameters));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCMU", "PCMA", "G722/16000", "opus/48000/2"})
    void baresipHearsItselfInEachCodec(String codec) throws Exception {
        try (var phone = baresip("audio_codecs=" + codec)) {
            phone.dial(engine.uri("echo"));
            CallView call = engine.awaitPackets("echo", PACKETS, phone);
            PeerEngine.assertNothingLost(call);
            assertTrue(
                    codec.toUpperCase(Locale.ROOT)
                            .startsWith(
                                    call.media()
                                            .getFirst()
                                            .codec()
                                            .toUpperCase(Locale.ROOT)
                                            .replaceAll("/.*", "")),
                    call.media()::toString);
            double share = phone.quitAndListen().share(440);
            assertTrue(share > 0.9, () -> "share of 440 Hz is " + share);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "srtp,srtp-echo,440",
        "srtp-mand,srtp-echo,440",
        "srtp,milliwatt,1004",
        "srtp-mand,milliwatt,1004"
    })
    void baresipEncrypts(String encryption, String number, double hertz) throws Exception {
        try (var phone = baresip("audio_codecs=PCMU;mediaenc=" + encryption)) {
            phone.dial(engine.uri(number));
            CallView call = engine.awaitPackets(number, PACKETS, phone);
            PeerEngine.assertNothingLost(call);
            assertEquals(0, call.refusedPackets());
            assertTrue(!call.media().getFirst().security().equals("none"), call.media()::toString);
            double share = phone.quitAndListen().share(hertz);
            assertTrue(share > 0.9, () -> "share of " + hertz + " Hz is " + share);
        }
    }

    @Test
    void baresipInThePlainIsRefusedByTheEncryptedEcho() throws Exception {
        try (var phone = baresip("audio_codecs=PCMU")) {
            phone.dial(engine.uri("srtp-echo"));
            PeerEngine.await(() -> phone.said().contains("488"), phone);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCMU", "G722/16000", "opus/48000/2"})
    void baresipHearsTheMilliwatt(String codec) throws Exception {
        try (var phone = baresip("audio_codecs=" + codec)) {
            phone.dial(engine.uri("milliwatt"));
            PeerEngine.assertNothingLost(engine.awaitPackets("milliwatt", PACKETS, phone));
            double share = phone.quitAndListen().share(MILLIWATT_HZ);
            assertTrue(share > 0.9, () -> "share of 1004 Hz is " + share);
        }
    }

    @Test
    void digitsOfBaresipReachTheMenu() throws Exception {
        try (var phone = baresip("audio_codecs=PCMU")) {
            phone.dial(engine.uri("ivr"));
            engine.awaitPackets("ivr", 25, phone);
            for (char digit : "47#".toCharArray()) {
                phone.tell("sndcode", String.valueOf(digit));
                Thread.sleep(400);
            }
            engine.awaitCall(call -> call.dtmf().equals("47#"), phone);
            phone.tell("sndcode", "2");
            // the menu waits whether another digit follows, then is the echo
            Thread.sleep(4_000);
            double share = phone.quitAndListen().last(1.5).share(440);
            assertTrue(share > 0.9, () -> "share of 440 Hz is " + share);
        }
    }

    @Test
    void baresipHoldsAndResumes() throws Exception {
        try (var phone = baresip("audio_codecs=PCMU")) {
            phone.dial(engine.uri("echo"));
            engine.awaitPackets("echo", 50, phone);
            phone.tell("hold", "");
            engine.awaitCall(call -> call.state().equals("held"), phone);
            Thread.sleep(500);
            long held = PeerEngine.packets(engine.running().getFirst(), "engine-out");
            Thread.sleep(1_000);
            long later = PeerEngine.packets(engine.running().getFirst(), "engine-out");
            assertEquals(held, later, "a call on hold is sent nothing");
            phone.tell("resume", "");
            engine.awaitCall(call -> call.state().equals("answered"), phone);
            Thread.sleep(2_000);
            double share = phone.quitAndListen().last(1).share(440);
            assertTrue(share > 0.9, () -> "share of 440 Hz is " + share);
        }
    }
}
