package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Each message of RFC 4475 and RFC 5118, sent to an endpoint on a real socket, is answered as the
/// table says: `torture/expected.csv` has file, message, the first digits of the answer (`-` =
/// none), the section, and the reason where the answer is not what the RFC asks for.
@Isolated
class TortureTest {
    @ParameterizedTest(name = "{1}")
    @CsvFileSource(resources = "torture/expected.csv", numLinesToSkip = 1)
    void answersAsTheTableSays(String file, String name, String status, String section, String why)
            throws Exception {
        byte[] message = TortureMessages.read(file).getOrDefault(name, new byte[0]);
        assertTrue(message.length > 0, "there is no message " + name);
        PrintStream realError = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        AtomicInteger uncaught = new AtomicInteger();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        Thread.setDefaultUncaughtExceptionHandler((_, _) -> uncaught.incrementAndGet());
        try (SipEndpoint bob =
                        SipEndpoint.start(
                                Loopback.config("bob"),
                                new Answering(c -> c.reject(486, "Busy Here", Map.of())),
                                SipTap.NONE);
                SipEndpoint alice =
                        SipEndpoint.start(
                                Loopback.config("alice"),
                                SipEndpointListener.REFUSE,
                                SipTap.NONE)) {
            boolean stream =
                    new String(message, StandardCharsets.ISO_8859_1)
                            .lines()
                            .filter(l -> l.matches("(?i)(via|v) *:.*"))
                            .findFirst()
                            .orElse("")
                            .matches(".*/ *(TCP|TLS).*");
            String answer = stream ? overTcp(bob, message) : overUdp(bob, message);
            String got = answer.isEmpty() ? "-" : answer.substring(8, 11);
            assertTrue(
                    got.startsWith(status),
                    () -> "section " + section + " wants " + status + ", got " + answer);
            assertInstanceOf(
                    RequestOutcome.Answered.class,
                    alice.options(Loopback.uri(bob, "", SipTransport.UDP), Duration.ofSeconds(5)));
            assertEquals("", errors.toString(StandardCharsets.UTF_8), "something was printed");
            assertEquals(0, uncaught.get(), "a thread died");
        } finally {
            System.setErr(realError);
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
    }

    private static Optional<String> finalStatus(String text) {
        return text.matches("(?s)SIP/2.0 [2-6]\\d\\d .*") ? Optional.of(text) : Optional.empty();
    }

    /// From the port the answers go to that name no other: RFC 3261, section 18.2.2.
    private static String overUdp(SipEndpoint bob, byte[] message) throws IOException {
        try (DatagramSocket socket =
                new DatagramSocket(5060, InetAddress.getByName("127.0.0.77"))) {
            socket.send(
                    new DatagramPacket(
                            message,
                            message.length,
                            new InetSocketAddress(Loopback.ADDRESS, bob.localPort())));
            byte[] buffer = new byte[65_536];
            long end = System.nanoTime() + 1_500_000_000L;
            while (System.nanoTime() < end) {
                socket.setSoTimeout(1500);
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                try {
                    socket.receive(packet);
                } catch (SocketTimeoutException e) {
                    return "";
                }
                Optional<String> answer =
                        finalStatus(
                                new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8));
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            return "";
        }
    }

    private static String overTcp(SipEndpoint bob, byte[] message) throws IOException {
        try (Socket socket = new Socket(Loopback.ADDRESS, bob.localPort())) {
            socket.setSoTimeout(1500);
            socket.getOutputStream().write(message);
            byte[] buffer = new byte[65_536];
            StringBuilder all = new StringBuilder();
            while (true) {
                int count;
                try {
                    count = socket.getInputStream().read(buffer);
                } catch (SocketTimeoutException e) {
                    return "";
                }
                if (count < 0) {
                    return "";
                }
                all.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                String text = all.toString().replaceAll("(?s)^SIP/2.0 1.*?\r\n\r\n", "");
                if (finalStatus(text).isPresent()) {
                    return text;
                }
            }
        }
    }

    @Test
    void noMessageIsLeftOut() throws Exception {
        String table;
        try (var in = TortureTest.class.getResourceAsStream("torture/expected.csv")) {
            table =
                    new String(
                            java.util.Objects.requireNonNull(in).readAllBytes(),
                            StandardCharsets.UTF_8);
        }
        for (String file : Set.of("rfc4475.txt", "rfc5118.txt")) {
            for (String name : TortureMessages.read(file).keySet()) {
                assertTrue(table.contains(file + "," + name + ","), name + " is not in the table");
            }
        }
        assertEquals(49, TortureMessages.read("rfc4475.txt").size());
    }
}
