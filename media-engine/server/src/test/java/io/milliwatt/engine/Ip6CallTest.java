package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.engine.call.CallView;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls over IPv6.
@Tag("system")
class Ip6CallTest {
    private static final Path SIPP = Path.of("/usr/bin/sipp");

    @TempDir private Path folder;

    private Process run(List<String> command) throws Exception {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("said"), StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException failure) {
            return failure.toString();
        }
    }

    private static boolean hasIp6() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
            return true;
        } catch (java.io.IOException _) {
            return false;
        }
    }

    @Test
    void sippHearsTheMilliwattOverIp6() throws Exception {
        assumeTrue(Files.isExecutable(SIPP), "sipp is not installed (package sip-tester)");
        assumeTrue(hasIp6(), "this machine has no IPv6");
        try (var engine = new PeerEngine("::1", 25_680, 42_680)) {
            Process sipp =
                    run(
                            List.of(
                                    SIPP.toString(),
                                    "-sn",
                                    "uac",
                                    "[::1]:25680",
                                    "-s",
                                    "milliwatt",
                                    "-i",
                                    "[::1]",
                                    "-mi",
                                    "::1",
                                    "-p",
                                    "25685",
                                    "-mp",
                                    "25687",
                                    "-m",
                                    "1",
                                    "-d",
                                    "2000",
                                    "-nostdin",
                                    "-timeout",
                                    "25",
                                    "-rtp_echo",
                                    "-trace_err"));
            assertTrue(sipp.waitFor(30, TimeUnit.SECONDS), this::said);
            assertEquals(0, sipp.exitValue(), this::said);
            CallView call = engine.engine.calls().getFirst();
            assertTrue(call.answerSdp().contains("c=IN IP6 "), call::answerSdp);
            assertTrue(PeerEngine.packets(call, "engine-out") > 80, call::toString);
            engine.awaitQuiet();
        }
    }

    @Test
    void echoComesBackOverIp6() throws Exception {
        assumeTrue(hasIp6(), "this machine has no IPv6");
        try (var engine = new PeerEngine("::1", 25_690, 42_720);
                var caller = new TestCaller(InetAddress.ofLiteral("::1"))) {
            caller.dial(engine.uri("echo"), caller.offer("sendrecv"));
            int port = TestCaller.port(caller.answer());
            byte[] payload = {1, 2, 3, 4};
            caller.send(TestCaller.rtpPacket(8, 7, 160, 99, payload), port);
            var back = TestCaller.receive(caller.rtp).orElseThrow();
            assertEquals(7, back.sequenceNumber());
            assertEquals(payload.length, back.payloadLength());
            caller.hangUp();
            engine.awaitQuiet();
        }
    }
}
