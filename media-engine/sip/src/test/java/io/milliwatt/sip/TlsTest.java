package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.sip.Recorder.Event;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is taken as a far end over TLS, and who is shed.
class TlsTest {
    private static final StreamLimits IMPATIENT =
            new StreamLimits(
                    100, 50, Duration.ofMillis(700), Duration.ofMillis(700), Duration.ofHours(1));

    @TempDir private Path folder;

    private static SipEndpoint start(SipStackConfig config) throws SipException {
        return SipEndpoint.start(config, new Answering(Answering.ACCEPT), SipTap.NONE);
    }

    private static SipEndpoint trusting(TlsTrust trust) throws SipException {
        return start(
                SipStackConfig.on(Loopback.ADDRESS, 0, "alice")
                        .withTls(new TlsConfig(0, Loopback.IDENTITY, trust)));
    }

    private static SipEndpoint showing(TlsIdentity identity) throws SipException {
        return start(
                SipStackConfig.on(Loopback.ADDRESS, 0, "bob")
                        .withTls(new TlsConfig(0, identity, TlsTrust.JDK)));
    }

    private static RequestOutcome options(SipEndpoint from, SipEndpoint to, String host)
            throws InterruptedException {
        return from.options(
                new SipUri("", host, to.localPort(SipTransport.TLS), Optional.of(SipTransport.TLS)),
                Duration.ofSeconds(5));
    }

    private static void assertRefused(RequestOutcome outcome, String why) {
        String words = assertInstanceOf(RequestOutcome.Unanswered.class, outcome).words();
        assertTrue(words.contains("TLS failed: ") && words.contains(why), words);
    }

    @Test
    void doesNotTrustACertificateNobodyVouchesFor() throws Exception {
        try (SipEndpoint bob = start(Loopback.config("bob"));
                SipEndpoint alice = trusting(TlsTrust.JDK)) {
            assertRefused(options(alice, bob, "127.0.0.1"), "unable to find valid certification");
            assertTrue(alice.counters().tlsFailed() >= 1, () -> alice.counters().toString());
            Eventually.holds(() -> bob.counters().tlsFailed() >= 1);
        }
    }

    @Test
    void doesNotTrustACertificateForAnotherHost() throws Exception {
        TlsIdentity other = TlsIdentity.selfSigned(List.of("elsewhere.test"), Instant.now());
        try (SipEndpoint bob = showing(other);
                SipEndpoint alice = trusting(new TlsTrust.Authorities(other.chain()))) {
            assertRefused(options(alice, bob, "127.0.0.1"), "127.0.0.1");
        }
    }

    @Test
    void checksTheHostNameThatWasAskedFor() throws Exception {
        TlsIdentity named = TlsIdentity.selfSigned(List.of("localhost"), Instant.now());
        try (SipEndpoint bob = showing(named);
                SipEndpoint alice = trusting(new TlsTrust.Authorities(named.chain()))) {
            assertInstanceOf(RequestOutcome.Answered.class, options(alice, bob, "localhost"));
        }
    }

    @Test
    void takesAnybodyOnlyWhenToldTo() throws Exception {
        TlsIdentity other = TlsIdentity.selfSigned(List.of("elsewhere.test"), Instant.now());
        try (SipEndpoint bob = showing(other);
                SipEndpoint alice = trusting(new TlsTrust.Anybody())) {
            assertInstanceOf(RequestOutcome.Answered.class, options(alice, bob, "127.0.0.1"));
        }
    }

    @Test
    void callsASipsUriWithSipsContacts() throws Exception {
        MessageRecorder tap = new MessageRecorder();
        Answering listener = new Answering(Answering.ACCEPT);
        try (SipEndpoint bob = SipEndpoint.start(Loopback.config("bob"), listener, tap);
                SipEndpoint alice = start(Loopback.config("alice"))) {
            int port = bob.localPort(SipTransport.TLS);
            Recorder caller = new Recorder();
            SipCall call =
                    alice.call(
                            OutgoingCall.to(
                                    SipUri.parse("sips:x@127.0.0.1:" + port), "alice", "v=offer"),
                            caller);
            caller.await(Event.Answered.class);
            listener.recorder.await(Event.Confirmed.class);
            call.hangUp();
            assertEquals(EndReason.Kind.REMOTE_HANG_UP, listener.recorder.awaitEnd().kind());
            assertTrue(
                    tap.messages.stream()
                            .filter(m -> m.cseq().endsWith("INVITE"))
                            .filter(m -> m.text().contains("\nContact: "))
                            .allMatch(m -> m.text().contains("\nContact: <sips:")),
                    () -> tap.messages.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksBothVersions(String version) throws Exception {
        try (SipEndpoint bob = start(Loopback.config("bob"));
                RawPeer words = new RawPeer(9);
                SSLSocket socket = connect(bob)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            assertEquals(version, socket.getSession().getProtocol());
            socket.getOutputStream()
                    .write(
                            words.request("OPTIONS", "1 OPTIONS", "v", "", "")
                                    .replace("/UDP", "/TLS")
                                    .getBytes(StandardCharsets.UTF_8));
            socket.setSoTimeout(5000);
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertEquals("SIP/2.0 200 ", new String(answer, StandardCharsets.UTF_8));
        }
    }

    private static SSLSocket connect(SipEndpoint bob) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new javax.net.ssl.TrustManager[] {new TlsSockets.TrustAnybody()}, null);
        return (SSLSocket)
                context.getSocketFactory()
                        .createSocket(Loopback.ADDRESS, bob.localPort(SipTransport.TLS));
    }

    @Test
    void shedsPlainTextAndHalfAHandshake() throws Exception {
        SipStackConfig config =
                Loopback.config("bob").withLimits(SipLimits.DEFAULT.withStreams(IMPATIENT));
        try (SipEndpoint bob = start(config);
                SipEndpoint alice = start(Loopback.config("alice"));
                Socket plain = new Socket(Loopback.ADDRESS, bob.localPort(SipTransport.TLS));
                Socket half = new Socket(Loopback.ADDRESS, bob.localPort(SipTransport.TLS))) {
            plain.setSoTimeout(5000);
            half.setSoTimeout(5000);
            plain.getOutputStream()
                    .write("OPTIONS sip:x SIP/2.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            half.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0});
            assertTrue(ends(plain), "plain text was not shed");
            assertTrue(ends(half), "half a handshake was not shed");
            assertEquals(1, bob.counters().shed(), () -> bob.counters().toString());
            Eventually.holds(() -> bob.counters().tlsFailed() == 2);
            assertInstanceOf(RequestOutcome.Answered.class, options(alice, bob, "127.0.0.1"));
        }
    }

    /// Whether the far end closes, after an alert perhaps.
    private static boolean ends(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes().length < 100;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (java.io.IOException e) {
            return true; // reset
        }
    }

    @Test
    @Tag("system")
    void answersOpensslAsAPeer() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        Path authority = Files.writeString(folder.resolve("ca.pem"), Loopback.IDENTITY.pem());
        try (SipEndpoint bob = start(Loopback.config("bob"));
                RawPeer words = new RawPeer(9)) {
            String request =
                    words.request("OPTIONS", "1 OPTIONS", "openssl", "", "")
                            .replace("/UDP", "/TLS");
            String good =
                    openssl(bob, request, "-CAfile", authority.toString(), "-verify_return_error");
            assertTrue(good.contains("SIP/2.0 200 "), good);
            String wrong = openssl(bob, request, "-verify_return_error");
            assertTrue(wrong.contains("self-signed certificate"), wrong);
            Eventually.holds(() -> bob.counters().tlsFailed() == 1);
            String old = openssl(bob, request, "-tls1_1");
            assertTrue(old.contains("no protocols available") || old.contains("alert"), old);
        }
    }

    private static String openssl(SipEndpoint bob, String request, String... options)
            throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                "/usr/bin/openssl",
                                "s_client",
                                "-connect",
                                "127.0.0.1:" + bob.localPort(SipTransport.TLS)));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        StringBuilder said = new StringBuilder();
        byte[] buffer = new byte[4096];
        long end = System.nanoTime() + 5_000_000_000L;
        while (System.nanoTime() < end && said.indexOf("SIP/2.0 200") < 0) {
            int count = process.getInputStream().read(buffer);
            if (count < 0) {
                break;
            }
            said.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
        process.destroy();
        return said.toString();
    }
}
