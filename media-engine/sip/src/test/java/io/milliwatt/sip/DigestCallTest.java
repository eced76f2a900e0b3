package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.Recorder.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls to a server that asks for user and password.
class DigestCallTest {
    private static final Credentials ALICE = new Credentials("alice", "secret");

    private static OutgoingCall call(RawServer server, Optional<Credentials> credentials)
            throws SipException {
        return new OutgoingCall(
                SipUri.parse("sip:echo@127.0.0.1:" + server.port()),
                "alice",
                "",
                "v=offer",
                credentials,
                Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({
        "401 Unauthorized, WWW-Authenticate, Authorization",
        "407 Proxy Authentication Required, Proxy-Authenticate, Proxy-Authorization"
    })
    void answersTheStrongestChallenge(String status, String asks, String answers) throws Exception {
        String challenges =
                asks
                        + ": Digest realm=\"engine\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"\r\n"
                        + asks
                        + ": Digest realm=\"engine\", nonce=\"n2\", algorithm=SHA-256,"
                        + " qop=\"auth\"\r\n";
        try (RawServer server = RawServer.asking(status, challenges);
                SipEndpoint alice =
                        SipEndpoint.start(
                                Loopback.config("alice"),
                                SipEndpointListener.REFUSE,
                                SipTap.NONE)) {
            Recorder caller = new Recorder();
            SipCall call = alice.call(call(server, Optional.of(ALICE)), caller);
            caller.await(Event.Answered.class);
            call.hangUp();
            Eventually.holds(() -> alice.calls().isEmpty());

            List<String> requests = server.requests();
            String second =
                    requests.stream()
                            .filter(r -> r.startsWith("INVITE") && r.contains("CSeq: 2 INVITE"))
                            .findFirst()
                            .orElseThrow();
            assertTrue(requests.get(1).startsWith("ACK "), "the refusal was not confirmed");
            assertEquals(
                    field(requests.getFirst(), "Call-ID: (\\S+)"),
                    field(second, "Call-ID: (\\S+)"));
            String authorization = field(second, "(?m)^" + answers + ": (.*)$");
            assertEquals("n2", field(authorization, "[ ,]nonce=\"([^\"]*)\""));
            assertEquals("00000001", field(authorization, "nc=(\\w+)"));
            DigestChallenge challenge =
                    DigestChallenge.parse(
                                    "Digest realm=\"engine\", nonce=\"n2\", algorithm=SHA-256,"
                                            + " qop=\"auth\"")
                            .orElseThrow();
            assertEquals(
                    Digest.response(
                            challenge,
                            ALICE,
                            "INVITE",
                            field(authorization, "uri=\"([^\"]*)\""),
                            1,
                            field(authorization, "cnonce=\"([^\"]*)\"")),
                    field(authorization, "response=\"([^\"]*)\""));
            String bye =
                    requests.stream().filter(r -> r.startsWith("BYE")).findFirst().orElseThrow();
            assertEquals("00000002", field(bye, "nc=(\\w+)"), "the nonce was not counted");
        }
    }

    @Test
    void endsWithWordsWhenThePasswordIsWrongOrMissing() throws Exception {
        String challenge = "WWW-Authenticate: Digest realm=\"engine\", nonce=\"n\"\r\n";
        try (RawServer server = RawServer.asking("401 Unauthorized", challenge);
                SipEndpoint alice =
                        SipEndpoint.start(
                                Loopback.config("alice"),
                                SipEndpointListener.REFUSE,
                                SipTap.NONE)) {
            Recorder caller = new Recorder();
            alice.call(call(server, Optional.empty()), caller);
            EndReason reason = caller.awaitEnd();
            assertEquals(EndReason.Kind.FORBIDDEN, reason.kind());
            assertTrue(reason.words().contains("check user and password"), reason::words);
            assertEquals(1, server.requests().stream().filter(r -> r.startsWith("INVITE")).count());
        }
    }

    private static String field(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), () -> pattern + " is not in " + text);
        return matcher.group(1).strip();
    }
}
