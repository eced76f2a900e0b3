package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// What is no SIP must not kill, hang or print anything.
@Isolated
class JunkTest {
    private static final int ROUNDS = 3000;

    private final PrintStream realError = System.err;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final AtomicInteger uncaught = new AtomicInteger();
    private SipEndpoint bob;
    private SipEndpoint alice;

    @BeforeEach
    void start() throws SipException {
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        Thread.setDefaultUncaughtExceptionHandler((_, _) -> uncaught.incrementAndGet());
        bob =
                SipEndpoint.start(
                        Loopback.config("bob"), new Answering(Answering.ACCEPT), SipTap.NONE);
        alice =
                SipEndpoint.start(
                        Loopback.config("alice"), SipEndpointListener.REFUSE, SipTap.NONE);
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
        Thread.setDefaultUncaughtExceptionHandler(null);
        System.setErr(realError);
    }

    private void assertUnharmed() throws Exception {
        for (SipTransport transport : SipTransport.values()) {
            assertInstanceOf(
                    RequestOutcome.Answered.class,
                    alice.options(Loopback.uri(bob, "", transport), Duration.ofSeconds(5)));
        }
        assertEquals("", errors.toString(StandardCharsets.UTF_8), "something was printed");
        assertEquals(0, uncaught.get(), "a thread died");
    }

    private static byte[] mutated(String good, Random random) {
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0
                ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length))
                : bytes;
    }

    private static List<String> seeds(RawPeer peer) {
        return List.of(
                peer.request("OPTIONS", "1 OPTIONS", "o", "", ""),
                peer.request("INVITE", "1 INVITE", "i", "Content-Type: application/sdp\r\n", "v=0"),
                peer.request("INVITE", "1 INVITE", "i", "Require: a, b\r\nRoute: <sip:x>\r\n", ""),
                peer.request(
                        "REGISTER", "1 REGISTER", "r", "Authorization: Digest a=\"b\"\r\n", ""),
                peer.request("BYE", "1 INVITE", "b", "", ""),
                peer.request("INFO", "1 INFO", "f", "Content-Type: a\r\n", "x"),
                peer.request("CANCEL", "1 CANCEL", "c", "", ""),
                "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKx\r\nTo: <sip:a@b>\r\n"
                        + "From: <sip:a@b>;tag=1\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\n\r\n");
    }

    @Test
    void survivesMutatedDatagrams() throws Exception {
        Random random = new Random(20261121);
        try (RawPeer peer = new RawPeer(bob.localPort())) {
            List<String> seeds = seeds(peer);
            for (int i = 0; i < ROUNDS; i++) {
                peer.send(mutated(seeds.get(random.nextInt(seeds.size())), random));
            }
            byte[] noise = new byte[1200];
            for (int i = 0; i < 200; i++) {
                random.nextBytes(noise);
                peer.send(noise);
            }
            peer.send(new byte[0]);
            peer.send("\r\n\r\n");
        }
        assertUnharmed();
        assertTrue(bob.counters().malformed() > 200, () -> bob.counters().toString());
    }

    @Test
    void survivesMutatedStreams() throws Exception {
        Random random = new Random(5060);
        try (RawPeer peer = new RawPeer(bob.localPort())) {
            List<String> seeds = seeds(peer);
            for (int i = 0; i < 150; i++) {
                try (Socket socket = new Socket(Loopback.ADDRESS, bob.localPort())) {
                    for (int j = 0; j < 10; j++) {
                        socket.getOutputStream()
                                .write(mutated(seeds.get(random.nextInt(seeds.size())), random));
                    }
                } catch (SocketException e) {
                    continue; // the endpoint closed a hopeless connection
                }
            }
        }
        assertUnharmed();
        assertTrue(bob.counters().malformed() > 100, () -> bob.counters().toString());
    }

    @Test
    void answersAMalformedRequestWith400() throws Exception {
        try (RawPeer peer = new RawPeer(bob.localPort())) {
            peer.send(
                    peer.request("OPTIONS", "1 OPTIONS", "x", "", "")
                            .replaceAll("CSeq: [^\r]*", "CSeq: one OPTIONS"));
            assertTrue(peer.awaitFinal().startsWith("SIP/2.0 400 "));
            peer.send(peer.request("OPTIONS", "1 INVITE", "x", "", ""));
            assertTrue(peer.awaitFinal().startsWith("SIP/2.0 400 "));
            peer.send(
                    peer.request("OPTIONS", "1 OPTIONS", "x", "", "")
                            .replace(" SIP/2.0\r\n", " SIP/3.0\r\n"));
            String version = peer.awaitFinal();
            assertTrue(version.startsWith("SIP/2.0 505 "), version);
        }
        assertUnharmed();
    }

    @Test
    void refusesMessagesThatAreTooLongWithoutHanging() throws Exception {
        String body = "x".repeat(20_000);
        try (RawPeer peer = new RawPeer(bob.localPort())) {
            String invite =
                    peer.request(
                            "INVITE",
                            "1 INVITE",
                            "long",
                            "Content-Type: application/sdp\r\n",
                            body);
            peer.send(invite);
            assertTrue(peer.awaitFinal().startsWith("SIP/2.0 400 "));
            try (Socket socket = new Socket(Loopback.ADDRESS, bob.localPort())) {
                socket.setSoTimeout(5000);
                socket.getOutputStream()
                        .write(invite.replace("/UDP", "/TCP").getBytes(StandardCharsets.UTF_8));
                String answer = readAll(socket);
                assertTrue(answer.startsWith("SIP/2.0 513 "), answer);
            }
            try (Socket socket = new Socket(Loopback.ADDRESS, bob.localPort())) {
                socket.setSoTimeout(8000);
                socket.getOutputStream()
                        .write("INVITE sip:x SIP/2.0\r\nX: ".getBytes(StandardCharsets.UTF_8));
                for (int i = 0; i < 100; i++) {
                    socket.getOutputStream()
                            .write("y".repeat(1000).getBytes(StandardCharsets.UTF_8));
                }
                assertEquals("", readAll(socket));
            } catch (SocketException e) {
                assertTrue(String.valueOf(e.getMessage()).matches(".*(reset|pipe|closed).*"));
            }
        }
        assertTrue(bob.counters().oversize() >= 2, () -> bob.counters().toString());
        assertUnharmed();
    }

    /// Reads until the far end closes.
    private static String readAll(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            return "";
        }
    }
}
