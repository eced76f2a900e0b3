package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.call.CallView;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// linphonec calls the engine from a network of its own, and tshark watches the wire between.
@Tag("system")
class LinphoneCallTest {
    private static final int SIP_PORT = 25_780;
    private static final int PACKETS = 150;

    @TempDir private Path folder;
    private NetworkNamespace network;
    private PeerEngine engine;

    @BeforeEach
    void start() throws Exception {
        Command.need("/usr/bin/linphonec", "linphone-cli");
        network = new NetworkNamespace("mwlinphone");
        engine = new PeerEngine(NetworkNamespace.OURS, SIP_PORT, 42_880);
    }

    @AfterEach
    void stop() throws Exception {
        if (engine != null) {
            engine.close();
        }
        if (network != null) {
            network.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"echo,440", "milliwatt,1004"})
    void linphoneHearsTheNumber(String number, double hertz) throws Exception {
        List<Capture.Stream> streams;
        try (var capture =
                        new Capture(folder, network.device(), NetworkNamespace.THEIRS, SIP_PORT);
                var phone = new Linphone(folder, network, 440)) {
            phone.call(engine.uri(number));
            CallView call = engine.awaitPackets(number, PACKETS, phone);
            PeerEngine.assertNothingLost(call);
            double share = phone.hangUpAndListen().share(hertz);
            assertTrue(share > 0.9, () -> "share of " + hertz + " Hz is " + share);
            engine.awaitQuiet();
            streams = capture.judge();
        }
        assertEquals(2, streams.size(), streams::toString);
        for (Capture.Stream stream : streams) {
            assertEquals(0, stream.lost(), streams::toString);
            assertTrue(stream.packets() >= PACKETS / 2, streams::toString);
        }
    }
}
