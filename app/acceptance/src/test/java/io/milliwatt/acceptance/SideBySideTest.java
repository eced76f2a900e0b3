package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Calls of foreign phones with the built-in engine, captured by tcpdump on the loopback interface:
/// `inspect` finds the streams and messages that tshark finds, with the same figures.
@Tag("system")
@Timeout(180)
class SideBySideTest {
    private static final Path AUDIO_OF_SIPP = Path.of("/usr/share/sip-tester");

    @TempDir private Path folder;

    @BeforeEach
    void lookAtTheHost() {
        Needs.program("tcpdump", "tcpdump");
        Needs.program("tshark", "tshark");
    }

    /// Runs calls while the loopback interface is captured.
    private Path captured(RunningEngine engine, String rtpPorts, List<String> calls)
            throws Exception {
        Path capture = folder.resolve("calls.pcap");
        var dump =
                Shell.start(
                        Map.of(),
                        List.of(
                                "tcpdump",
                                "-i",
                                "lo",
                                "-n",
                                "-U",
                                "-B",
                                "16384",
                                "-w",
                                capture.toString(),
                                "port " + engine.sipPort() + " or udp portrange " + rtpPorts));
        try {
            for (int i = 0; i < 200 && !Files.readString(dump.err()).contains("listening"); i++) {
                Thread.sleep(50);
            }
            assertTrue(Files.readString(dump.err()).contains("listening"), "tcpdump listens");
            var result = Shell.finish(Shell.start(Map.of(), calls));
            assertEquals(0, result.status(), result.toString());
            Thread.sleep(500);
        } finally {
            dump.process().destroy();
            Shell.finish(dump);
        }
        return capture;
    }

    @Test
    void callsOfSippWithAudioAndDigitsHaveTheFiguresOfTshark() throws Exception {
        Needs.program("sipp", "sip-tester");
        try (var engine = RunningEngine.start("embedded", "acc-side-sipp", 25_390, "42800-42839")) {
            Path capture =
                    captured(
                            engine,
                            "42800-42839",
                            List.of(
                                    "sh",
                                    "-c",
                                    "cd "
                                            + folder
                                            + " && ln -s "
                                            + AUDIO_OF_SIPP
                                            + " pcap && exec sipp -sn uac_pcap "
                                            + engine.address()
                                            + ":"
                                            + engine.sipPort()
                                            + " -s echo -i "
                                            + engine.address()
                                            + " -mi "
                                            + engine.address()
                                            + " -p 25392 -mp 25400"
                                            + " -r 2 -m 6 -nostdin"));
            int streams = new TsharkJudge(capture, engine.sipPort()).compare();
            assertTrue(streams >= 12, streams + " streams of six calls, both ways");
        }
    }

    @Test
    void callOfBaresipHasTheFiguresOfTshark() throws Exception {
        Needs.program("baresip", "baresip-core");
        try (var engine = RunningEngine.start("embedded", "acc-side-bare", 25_394, "42840-42849")) {
            Path capture =
                    captured(engine, "42840-42849", ForeignPhoneTest.baresip(engine, folder, 6));
            assertEquals(2, new TsharkJudge(capture, engine.sipPort()).compare());
        }
    }
}
