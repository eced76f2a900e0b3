package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.sip.Recorder.Event;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SipEndpointTest {
    private static SipEndpoint start(SipStackConfig config) throws SipException {
        return SipEndpoint.start(config, new Answering(Answering.ACCEPT), SipTap.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void answersOptionsWithWhatItCan(SipTransport transport) throws Exception {
        try (SipEndpoint bob = start(Loopback.config("bob/1.0"));
                SipEndpoint alice = start(Loopback.config("alice"))) {
            var answered =
                    assertInstanceOf(
                            RequestOutcome.Answered.class,
                            alice.options(Loopback.uri(bob, "", transport), Duration.ofSeconds(5)));
            assertEquals(200, answered.status());
            assertEquals(Wire.ALLOW, answered.headers().get("Allow"));
            assertEquals("bob/1.0", answered.headers().get("Server"));
            assertTrue(answered.roundTrip().toMillis() < 5000);
        }
    }

    @Test
    void saysWithinTheTimeGivenThatNothingAnswersOptions() throws Exception {
        try (SipEndpoint alice = start(Loopback.config("alice"));
                RawPeer silent = new RawPeer(9)) {
            long begun = System.nanoTime();
            var unanswered =
                    assertInstanceOf(
                            RequestOutcome.Unanswered.class,
                            alice.options(
                                    SipUri.parse("sip:127.0.0.1:" + silent.port()),
                                    Duration.ofMillis(300)));
            assertTrue(unanswered.words().contains("did not answer OPTIONS within 300 ms"));
            assertTrue(System.nanoTime() - begun < 2_000_000_000L);
        }
    }

    @Test
    void namesThePortThatIsInUse() throws Exception {
        try (SipEndpoint first = start(Loopback.config("first"))) {
            SipStackConfig same = SipStackConfig.on(Loopback.ADDRESS, first.localPort(), "second");
            PortInUseException thrown = assertThrows(PortInUseException.class, () -> start(same));
            assertEquals(first.localPort(), thrown.port());
            assertEquals("127.0.0.1", thrown.address());
            assertEquals(SipTransport.UDP, thrown.transport());
            PortInUseException tcp =
                    assertThrows(
                            PortInUseException.class,
                            () -> start(same.withTransports(Set.of(SipTransport.TCP))));
            assertEquals(SipTransport.TCP, tcp.transport());
        }
    }

    @Test
    void tellsAnAddressThatIsNotOfThisHostFromAPortInUse() throws Exception {
        SipStackConfig config =
                SipStackConfig.on(InetAddress.getByName("192.0.2.77"), 5060, "nowhere");
        SipException thrown = assertThrows(SipException.class, () -> start(config));
        assertFalse(thrown instanceof PortInUseException);
        assertEquals("The address 192.0.2.77 is not one of this host", thrown.getMessage());
    }

    @Test
    void freesItsPortsAndThreadsAtOnce() throws Exception {
        int port = 0;
        for (int i = 0; i < 3; i++) {
            SipStackConfig config = Loopback.config(Loopback.ADDRESS, port, "again");
            try (SipEndpoint endpoint = start(config);
                    SipEndpoint alice = start(Loopback.config("alice"))) {
                port = endpoint.localPort();
                for (SipTransport transport : SipTransport.values()) {
                    Recorder caller = new Recorder();
                    alice.call(Loopback.callTo(endpoint, "x", transport), caller);
                    caller.await(Event.Answered.class);
                }
            }
        }
        Eventually.holds(() ->
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .noneMatch(n ->
                                n.contains("MessageChannelThread")
                                        || n.contains("MessageProcessorThread")
                                        || n.contains("EventScanner")
                                        || n.startsWith("sip-timer")));
    }

    @Test
    void hangsUpItsCallsWhenItIsClosed() throws Exception {
        Recorder caller = new Recorder();
        try (SipEndpoint alice = start(Loopback.config("alice"))) {
            SipEndpoint bob = start(Loopback.config("bob"));
            alice.call(Loopback.callTo(bob, "x", SipTransport.UDP), caller);
            caller.await(Event.Answered.class);
            Eventually.holds(() ->
                    bob.calls().stream().allMatch(c -> c.state() instanceof CallState.Established));
            long begun = System.nanoTime();
            bob.close();
            assertTrue(System.nanoTime() - begun < 2_000_000_000L);
            assertEquals(EndReason.Kind.REMOTE_HANG_UP, caller.awaitEnd().kind());
        }
    }

    @Test
    void writesTheAdvertisedAddressIntoViaAndContact() throws Exception {
        Answering listener = new Answering(Answering.ACCEPT);
        MessageRecorder tap = new MessageRecorder();
        SipStackConfig anywhere =
                SipStackConfig.on(InetAddress.getByName("0.0.0.0"), 0, "bob")
                        .withAdvertisedHost("127.0.0.9");
        try (SipEndpoint bob = SipEndpoint.start(anywhere, listener, tap);
                SipEndpoint alice = start(Loopback.config("alice"))) {
            Recorder caller = new Recorder();
            alice.call(
                    OutgoingCall.to(
                            SipUri.parse("sip:x@127.0.0.1:" + bob.localPort()), "a", "v=offer"),
                    caller);
            caller.await(Event.Answered.class);
            listener.recorder.await(Event.Confirmed.class);
            String contact = "\r\nContact: <sip:x@127.0.0.9:" + bob.localPort() + ">\r\n";
            assertTrue(tap.messages.stream().anyMatch(m -> m.text().contains(contact)));
            listener.await().call().hangUp();
            assertEquals(EndReason.Kind.REMOTE_HANG_UP, caller.awaitEnd().kind());
            Eventually.holds(() -> tap.ladder().contains("> BYE"));
            SipMessage bye =
                    tap.messages.stream()
                            .filter(m -> m.startLine().startsWith("BYE"))
                            .findFirst()
                            .orElseThrow();
            assertTrue(
                    bye.text().contains("\r\nVia: SIP/2.0/UDP 127.0.0.9:" + bob.localPort()),
                    bye.text());
        }
    }

    @Test
    void callsFromTheAddressTheRouteSaysWhenBoundToAll() throws Exception {
        MessageRecorder tap = new MessageRecorder();
        try (SipEndpoint bob = start(Loopback.config("bob"));
                SipEndpoint alice =
                        SipEndpoint.start(
                                Loopback.config(InetAddress.getByName("0.0.0.0"), 0, "alice"),
                                SipEndpointListener.REFUSE,
                                tap)) {
            for (SipTransport transport : SipTransport.values()) {
                Recorder caller = new Recorder();
                SipCall call = alice.call(Loopback.callTo(bob, "x", transport), caller);
                caller.await(Event.Answered.class);
                call.hangUp();
                caller.awaitEnd();
            }
            Eventually.holds(() -> alice.calls().isEmpty());
            assertTrue(
                    tap.messages.stream().noneMatch(m -> m.text().contains("0.0.0.0")),
                    "the wildcard address leaked into a message");
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsOverIpv6(SipTransport transport) throws Exception {
        InetAddress loopback = InetAddress.getByName("::1");
        assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "this host has no ::1");
        Answering listener = new Answering(Answering.ACCEPT);
        try (SipEndpoint bob =
                        SipEndpoint.start(
                                Loopback.config(loopback, 0, "bob"), listener, SipTap.NONE);
                SipEndpoint alice = start(Loopback.config(loopback, 0, "alice"))) {
            Recorder caller = new Recorder();
            SipUri target =
                    new SipUri("x", "::1", bob.localPort(transport), Optional.of(transport));
            SipCall call = alice.call(OutgoingCall.to(target, "alice", "v=offer"), caller);
            caller.await(Event.Answered.class);
            listener.recorder.await(Event.Confirmed.class);
            call.hangUp();
            assertEquals(EndReason.Kind.REMOTE_HANG_UP, listener.recorder.awaitEnd().kind());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SUBSCRIBE, '', '', 405, 'Allow: '",
        "PUBLISH, '', '', 405, 'Allow: '",
        "MESSAGE, 'Content-Type: text/plain', hello, 405, 'Allow: '",
        "DANCE, '', '', 501, 'Allow: '",
        "REFER, 'Refer-To: <sip:x@127.0.0.1>', '', 403, ''",
        "INVITE, 'Replaces: x;to-tag=a', '', 400, ''",
        "INVITE, 'Replaces: x;to-tag=a;from-tag=b', '', 481, ''",
        "INVITE, 'Require: 100rel, precondition', '', 420, 'Unsupported: precondition'",
        "OPTIONS, 'Require: precondition', '', 420, 'Unsupported: precondition'",
        "INVITE, 'Content-Type: application/sdp\r\nContent-Encoding: gzip', x, 415,"
                + " 'Accept-Encoding: identity'",
        "INVITE, 'Supported: timer\r\nSession-Expires: 60', '', 422, 'Min-SE: 90'",
        "INVITE, 'Content-Type: text/plain', hello, 415, 'Accept: application/sdp'",
        "OPTIONS, '', '', 200, 'Accept: application/sdp'",
        "INFO, '', '', 481, ''",
        "BYE, '', '', 481, ''",
        "CANCEL, '', '', 481, ''"
    })
    void answersWhatItCannotDoWithTheRightStatus(
            String method, String header, String body, int status, String expected)
            throws Exception {
        try (SipEndpoint bob = start(Loopback.config("bob"));
                RawPeer peer = new RawPeer(bob.localPort())) {
            peer.send(
                    peer.request(
                            method,
                            "7 " + method,
                            Tokens.callId(),
                            header.isEmpty() ? "" : header + "\r\n",
                            body));
            String answer = peer.awaitFinal();
            assertTrue(answer.startsWith("SIP/2.0 " + status + " "), answer);
            assertTrue(answer.contains("\r\n" + expected), answer);
        }
    }

    @Test
    void refusesAUriOfAnotherSchemeAndARequestThatCameByTwoWays() throws Exception {
        try (SipEndpoint bob = start(Loopback.config("bob"));
                RawPeer peer = new RawPeer(bob.localPort())) {
            peer.send(
                    peer.request("OPTIONS", "1 OPTIONS", Tokens.callId(), "", "")
                            .replaceFirst("OPTIONS sip:test@127.0.0.1 ", "OPTIONS tel:+4930 "));
            assertTrue(peer.awaitFinal().startsWith("SIP/2.0 416 "));
        }
        Answering ringing = new Answering(Answering.RING);
        try (SipEndpoint bob = SipEndpoint.start(Loopback.config("bob"), ringing, SipTap.NONE);
                RawPeer peer = new RawPeer(bob.localPort())) {
            String callId = Tokens.callId();
            peer.send(peer.request("INVITE", "1 INVITE", callId, "", ""));
            ringing.await();
            peer.send(peer.request("INVITE", "1 INVITE", callId, "", ""));
            assertTrue(peer.awaitFinal().startsWith("SIP/2.0 482 "));
        }
    }

    @Test
    void tellsInOptionsWhatItsOwnerCanDo() throws Exception {
        SipStackConfig config =
                Loopback.config("bob")
                        .withDialogs(
                                DialogPolicy.DEFAULT.withCapabilities(
                                        () -> Optional.of("v=abilities")));
        try (SipEndpoint bob = start(config);
                RawPeer peer = new RawPeer(bob.localPort())) {
            peer.send(peer.request("OPTIONS", "1 OPTIONS", Tokens.callId(), "", ""));
            String answer = peer.awaitFinal();
            assertTrue(answer.endsWith("\r\n\r\nv=abilities"), answer);
            assertTrue(answer.contains("\r\nSupported: 100rel,"), answer);
            peer.send(
                    peer.request(
                            "OPTIONS", "2 OPTIONS", Tokens.callId(), "Accept: text/plain\r\n", ""));
            assertTrue(peer.awaitFinal().endsWith("Content-Length: 0\r\n\r\n"));
        }
    }

    @Test
    void answersARequestOfADialogItDoesNotKnowWith481() throws Exception {
        try (SipEndpoint bob = start(Loopback.config("bob"));
                RawPeer peer = new RawPeer(bob.localPort())) {
            for (String method : new String[] {"INVITE", "INFO", "BYE", "OPTIONS"}) {
                peer.send(
                        peer.inDialog(
                                method,
                                "7 " + method,
                                Tokens.callId(),
                                "To: <sip:x@127.0.0.1>;tag=unknown\r\n",
                                "",
                                ""));
                String answer = peer.awaitFinal();
                assertTrue(answer.startsWith("SIP/2.0 481 "), method + " -> " + answer);
            }
        }
    }

    @Test
    void refusesMoreCallsThanItsLimitWithRetryAfter() throws Exception {
        SipStackConfig one = Loopback.config("bob").withLimits(SipLimits.DEFAULT.withMaxCalls(1));
        try (SipEndpoint bob = SipEndpoint.start(one, new Answering(Answering.RING), SipTap.NONE);
                RawPeer peer = new RawPeer(bob.localPort())) {
            peer.send(peer.request("INVITE", "1 INVITE", "first", "", ""));
            assertTrue(peer.await(m -> m.startsWith("SIP/2.0 180"), 5000).isPresent());
            peer.send(peer.request("INVITE", "1 INVITE", "second", "", ""));
            String refused = peer.awaitFinal();
            assertTrue(refused.startsWith("SIP/2.0 503 "), refused);
            assertTrue(refused.contains("\r\nRetry-After: 5\r\n"), refused);
        }
    }

    @Test
    void registersAndIsToldTheLifetime() throws Exception {
        try (SipEndpoint alice = start(Loopback.config("alice"));
                RawServer registrar = RawServer.asking("", "")) {
            var answered =
                    assertInstanceOf(
                            RequestOutcome.Answered.class,
                            alice.register(
                                            new Registration(
                                                    SipUri.parse(
                                                            "sip:127.0.0.1:" + registrar.port()),
                                                    "alice",
                                                    "Alice",
                                                    Optional.empty(),
                                                    Duration.ofMinutes(2),
                                                    SipEndpoint.newCallId(),
                                                    1,
                                                    Duration.ofSeconds(3)))
                                    .get());
            assertEquals(200, answered.status());
            String request = registrar.requests().getFirst();
            assertTrue(request.startsWith("REGISTER sip:127.0.0.1:" + registrar.port()), request);
            assertTrue(request.contains("\r\nExpires: 120\r\n"), request);
            assertTrue(request.contains("\r\nTo: <sip:alice@127.0.0.1:"), request);
        }
    }
}
