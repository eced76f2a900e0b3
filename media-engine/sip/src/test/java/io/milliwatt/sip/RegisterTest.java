package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// REGISTER over the wire, our client to our registrar.
class RegisterTest {
    private final Registrar registrar =
            new Registrar(users(), RegistrarLimits.DEFAULT, new byte[9]);

    private static RegistrarUsers users() {
        try {
            return RegistrarUsers.parse("alice:secret");
        } catch (SipException e) {
            throw new AssertionError(e);
        }
    }

    private SipEndpoint registrar(SipTap tap) throws SipException {
        return SipEndpoint.start(
                Loopback.config("registrar"),
                new SipEndpointListener() {
                    @Override
                    public SipCallListener incomingCall(IncomingCall call) {
                        return SipEndpointListener.REFUSE.incomingCall(call);
                    }

                    @Override
                    public Optional<RegisterAnswer> registerReceived(RegisterRequest request) {
                        return Optional.of(
                                registrar.register(request, Tokens.fresh(), Instant.now()));
                    }
                },
                tap);
    }

    private static Registration registration(
            SipEndpoint at, SipTransport transport, String password, int seconds) {
        return new Registration(
                Loopback.uri(at, "", transport),
                "alice",
                "",
                Optional.of(new Credentials("alice", password)),
                Duration.ofSeconds(seconds),
                Tokens.callId(),
                1,
                Duration.ofSeconds(5));
    }

    private static RequestOutcome.Answered register(SipEndpoint from, Registration registration)
            throws Exception {
        return assertInstanceOf(RequestOutcome.Answered.class, from.register(registration).get());
    }

    @ParameterizedTest
    @EnumSource
    void registersIsFoundAndIsCalled(SipTransport transport) throws Exception {
        MessageRecorder tap = new MessageRecorder();
        Answering alices = new Answering(Answering.ACCEPT);
        try (SipEndpoint server = registrar(tap);
                SipEndpoint alice =
                        SipEndpoint.start(Loopback.config("alice"), alices, SipTap.NONE)) {
            var answered = register(alice, registration(server, transport, "secret", 600));
            assertEquals(200, answered.status());
            assertTrue(
                    String.valueOf(answered.headers().get("Contact")).contains("expires=600"),
                    answered::toString);
            assertTrue(
                    tap.messages.stream().anyMatch(m -> m.text().contains("algorithm=SHA-256,")),
                    "the strongest algorithm is taken");
            List<Binding> bindings = registrar.lookup("alice", Instant.now()).orElseThrow();
            assertEquals(1, bindings.size());
            Recorder caller = new Recorder();
            server.call(OutgoingCall.to(bindings.get(0).target(), "registrar", "v=offer"), caller);
            caller.await(Recorder.Event.Answered.class);
            IncomingCall incoming = alices.await();
            assertEquals(transport, incoming.transport());
            if (transport != SipTransport.UDP) {
                assertEquals(
                        bindings.get(0).flow().source().getPort(),
                        bindings.get(0).target().port(),
                        "the connection of the REGISTER is used again");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"wrong, 600, 401", "secret, 59, 423", "secret, 0, 200"})
    void refusesWithTheRightStatus(String password, int seconds, int status) throws Exception {
        try (SipEndpoint server = registrar(SipTap.NONE);
                SipEndpoint alice =
                        SipEndpoint.start(
                                Loopback.config("alice"),
                                SipEndpointListener.REFUSE,
                                SipTap.NONE)) {
            assertEquals(
                    status,
                    register(alice, registration(server, SipTransport.UDP, password, seconds))
                            .status());
        }
    }

    @Test
    void anEndpointThatIsNoRegistrarSays405() throws Exception {
        try (SipEndpoint other =
                        SipEndpoint.start(
                                Loopback.config("bob"), SipEndpointListener.REFUSE, SipTap.NONE);
                SipEndpoint alice =
                        SipEndpoint.start(
                                Loopback.config("alice"),
                                SipEndpointListener.REFUSE,
                                SipTap.NONE)) {
            assertEquals(
                    405, register(alice, registration(other, SipTransport.UDP, "x", 60)).status());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Contact: *\r\nExpires: 0\r\n', 401",
        "'Contact: <tel:+1555>\r\n', 400",
        "'Require: path\r\n', 420",
        "'Expires: -1\r\nContact: <sip:a@127.0.0.1>\r\n', 401",
        "'Authorization: Digest nonsense\r\n', 401",
        "'Authorization: Basic YTpi\r\n', 401"
    })
    void answersOddRegisters(String headers, int status) throws Exception {
        try (SipEndpoint server = registrar(SipTap.NONE);
                RawPeer peer = new RawPeer(server.localPort())) {
            peer.send(
                    peer.request("REGISTER", "1 REGISTER", "odd", headers, "")
                            .replaceFirst("Contact: <sip:raw[^\r]*\r\n", ""));
            String answer = peer.awaitFinal();
            assertTrue(answer.startsWith("SIP/2.0 " + status + " "), answer);
        }
    }
}
