package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.sip.Recorder.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls with sipp, a foreign user agent.
@Tag("system")
class SippTest {
    private static final Path SIPP = Path.of("/usr/bin/sipp");

    @TempDir private Path folder;

    @BeforeEach
    void needsSipp() {
        assumeTrue(Files.isExecutable(SIPP), "sipp is not installed (package sip-tester)");
    }

    private Process sipp(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(SIPP.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-i", "127.0.0.1", "-nostdin", "-timeout", "40"));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sipp.out").toFile())
                .start();
    }

    private void assertSucceeded(Process sipp) throws Exception {
        if (!sipp.waitFor(60, TimeUnit.SECONDS)) {
            sipp.destroyForcibly();
        }
        assertEquals(
                0,
                sipp.exitValue(),
                () -> {
                    try {
                        return Files.readString(folder.resolve("sipp.out"));
                    } catch (IOException e) {
                        return e.toString();
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"u1, 300, 1500", "t1, 100, 500"})
    void takesCallsFromSippWithoutAFailure(String transport, int rate, int calls) throws Exception {
        Answering listener = new Answering(Answering.ACCEPT);
        try (SipEndpoint bob = SipEndpoint.start(Loopback.config("bob"), listener, SipTap.NONE)) {
            Process sipp =
                    sipp(
                            "-sn",
                            "uac",
                            "127.0.0.1:" + bob.localPort(),
                            "-t",
                            transport,
                            "-r",
                            String.valueOf(rate),
                            "-m",
                            String.valueOf(calls),
                            "-d",
                            "100",
                            "-buff_size",
                            "4000000");
            assertSucceeded(sipp);
            assertEquals(calls, bob.counters().callsIn());
            Eventually.holds(() -> bob.calls().isEmpty());
        }
    }

    private static int freePort() throws IOException {
        try (RawPeer peer = new RawPeer(9)) {
            return peer.port();
        }
    }

    @ParameterizedTest
    @CsvSource({"UDP, u1", "TCP, t1"})
    void callsSipp(SipTransport transport, String option) throws Exception {
        int port = freePort();
        Process sipp = sipp("-sn", "uas", "-p", String.valueOf(port), "-t", option, "-m", "1");
        try (SipEndpoint alice =
                SipEndpoint.start(
                        // one thread: sipp sends 180 and 200 at once, and their order counts here
                        Loopback.config("alice").withLimits(SipLimits.DEFAULT.withThreads(1)),
                        SipEndpointListener.REFUSE,
                        SipTap.NONE)) {
            SipUri target = new SipUri("sipp", "127.0.0.1", port, Optional.of(transport));
            Eventually.holds(() -> answers(alice, target));
            Recorder caller = new Recorder();
            SipCall call = alice.call(OutgoingCall.to(target, "alice", offer()), caller);
            caller.await(Event.Provisional.class, p -> p.status() == 180, 5);
            assertTrue(caller.await(Event.Answered.class).sdp().startsWith("v=0"));
            call.hangUp();
            assertEquals(EndReason.Kind.LOCAL_HANG_UP, caller.awaitEnd().kind());
            Eventually.holds(() -> alice.calls().isEmpty());
            // before alice closes her connection: sipp waits 4 s for a lost BYE, and counts that as
            // a failure
            assertSucceeded(sipp);
        }
    }

    /// sipp's built-in callee does not know OPTIONS, but a TCP or UDP port that is open is enough.
    private static boolean answers(SipEndpoint alice, SipUri target) {
        try {
            return target.effectiveTransport() == SipTransport.UDP
                    ? !LocalAddresses.refusesDatagrams(Loopback.ADDRESS, target.resolve(), 50)
                    : connects(target);
        } catch (SipException e) {
            return false;
        }
    }

    private static boolean connects(SipUri target) throws SipException {
        try (java.net.Socket socket = new java.net.Socket()) {
            socket.connect(target.resolve(), 100);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String offer() {
        return """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio 40000 RTP/AVP 0
        """
                .replace("\n", "\r\n");
    }

    /// A callee that checks user and password: sipp verifies our digest itself.
    @Test
    void passesSippsOwnCheckOfTheDigest() throws Exception {
        Path scenario = folder.resolve("digest.xml");
        Files.writeString(scenario, DIGEST_SCENARIO, StandardCharsets.UTF_8);
        int port = freePort();
        Process sipp = sipp("-sf", scenario.toString(), "-p", String.valueOf(port), "-m", "1");
        try (SipEndpoint alice =
                SipEndpoint.start(
                        Loopback.config("alice"), SipEndpointListener.REFUSE, SipTap.NONE)) {
            SipUri target = new SipUri("sipp", "127.0.0.1", port, Optional.empty());
            Eventually.holds(() -> answers(alice, target));
            Recorder caller = new Recorder();
            SipCall call =
                    alice.call(
                            new OutgoingCall(
                                    target,
                                    "alice",
                                    "",
                                    offer(),
                                    Optional.of(new Credentials("alice", "secret")),
                                    Duration.ofSeconds(5)),
                            caller);
            caller.await(Event.Answered.class);
            call.hangUp();
            Eventually.holds(() -> alice.calls().isEmpty());
        }
        assertSucceeded(sipp);
    }

    private static final String COPIED =
            """
            [last_Via:]
            [last_From:]
            [last_To:];tag=[call_number]
            [last_Call-ID:]
            [last_CSeq:]
            """;

    private static final String DIGEST_SCENARIO =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <scenario name="digest">
            <recv request="INVITE"/>
            <send><![CDATA[
            SIP/2.0 401 Unauthorized
            %1$sWWW-Authenticate: Digest realm="milliwatt", nonce="47ebe028cda119c35d4877b383027d28", algorithm=MD5, qop="auth"
            Content-Length: 0

            ]]></send>
            <recv request="ACK"/>
            <recv request="INVITE">
            <action>
            <verifyauth assign_to="ok" username="alice" password="secret"/>
            </action>
            </recv>
            <nop next="good" test="ok"/>
            <send><![CDATA[
            SIP/2.0 403 Forbidden
            %1$sContent-Length: 0

            ]]></send>
            <recv request="ACK"/>
            <label id="good"/>
            <send><![CDATA[
            SIP/2.0 200 OK
            %1$sContact: <sip:[local_ip]:[local_port]>
            Content-Length: 0

            ]]></send>
            <recv request="ACK"/>
            <recv request="BYE"/>
            <send><![CDATA[
            SIP/2.0 200 OK
            [last_Via:]
            [last_From:]
            [last_To:]
            [last_Call-ID:]
            [last_CSeq:]
            Content-Length: 0

            ]]></send>
            </scenario>
            """
                    .formatted(COPIED);
}
