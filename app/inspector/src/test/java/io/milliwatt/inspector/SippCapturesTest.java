package io.milliwatt.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.call.CallState;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.capture.CaptureFile;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls that sipp makes and tcpdump captures on the loopback interface: as many are found as were
/// made, and message by message the same as tshark finds.
@Tag("system")
class SippCapturesTest {
    private static final int CALLS = 25;

    @TempDir private Path folder;
    private final List<Process> started = new ArrayList<>();

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private Process start(String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start();
        started.add(process);
        return process;
    }

    private void captureCalls(String transport, int port, Path capture) throws Exception {
        Process tcpdump =
                start("tcpdump", "-i", "lo", "-U", "-w", capture.toString(), "port", "" + port);
        try {
            for (int i = 0; i < 100 && (!Files.exists(capture) || Files.size(capture) < 24); i++) {
                Thread.sleep(50);
            }
            assumeTrue(tcpdump.isAlive(), "tcpdump may not capture here");
            start(
                    "sipp",
                    "-sn",
                    "uas",
                    "-t",
                    transport,
                    "-i",
                    "127.0.0.1",
                    "-p",
                    "" + port,
                    "-nostdin");
            Thread.sleep(500);
            Process caller =
                    start(
                            "sipp",
                            "-sn",
                            "uac",
                            "-t",
                            transport,
                            "127.0.0.1:" + port,
                            "-i",
                            "127.0.0.1",
                            "-r",
                            "25",
                            "-m",
                            "" + CALLS,
                            "-d",
                            "200",
                            "-nostdin");
            assertTrue(caller.waitFor(60, TimeUnit.SECONDS), "sipp did not end");
            assertEquals(0, caller.exitValue(), "sipp's calls failed");
            Thread.sleep(500);
        } finally {
            for (Process process : started) {
                process.destroy();
                process.waitFor(5, TimeUnit.SECONDS);
            }
        }
    }

    private List<String> tshark(Path capture, int port) throws Exception {
        Process process =
                new ProcessBuilder(
                                "tshark",
                                "-n",
                                "-r",
                                capture.toString(),
                                "-d",
                                "tcp.port==" + port + ",sip",
                                "-d",
                                "udp.port==" + port + ",sip",
                                "-Y",
                                "sip",
                                "-T",
                                "fields",
                                "-E",
                                "separator=|",
                                "-e",
                                "frame.number",
                                "-e",
                                "sip.Call-ID",
                                "-e",
                                "sip.CSeq",
                                "-e",
                                "sip.Status-Code")
                        .redirectError(Redirect.DISCARD)
                        .start();
        try (var lines = process.inputReader()) {
            return lines.lines().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"u1, 26160", "t1, 26170"})
    void findsTheCallsThatWereMadeAndTheMessagesThatTsharkFinds(String transport, int port)
            throws Exception {
        assumeTrue(
                Stream.of("sipp", "tcpdump", "tshark").allMatch(SippCapturesTest::isInstalled),
                "sipp, tcpdump and tshark are needed");
        Path capture = folder.resolve(transport + ".pcap");
        captureCalls(transport, port, capture);
        var inspector = new Inspector(NatMap.NONE);
        CaptureFile.at(capture).read(inspector);
        List<Call> calls = inspector.end().calls();
        assertEquals(CALLS, calls.size());
        for (Call call : calls) {
            assertEquals(CallState.COMPLETED, call.state(), call.callId());
            assertEquals(200, call.times().durationMillis().orElseThrow(), 100);
            assertEquals(List.of(), call.problems());
        }
        List<String> own =
                calls.stream()
                        .flatMap(call -> call.messages().stream().map(one -> row(call, one)))
                        .sorted()
                        .toList();
        List<String> judge = tshark(capture, port).stream().sorted().toList();
        assertEquals(judge, own);
    }

    private static String row(Call call, CallMessage message) {
        int status = message.head().status();
        return message.place().frame()
                + "|"
                + call.callId()
                + "|"
                + message.head().cseq()
                + " "
                + message.head().method()
                + "|"
                + (status == 0 ? "" : status);
    }
}
