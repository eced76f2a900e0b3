package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.RegisterRequest.Contact;
import io.milliwatt.sip.RegisterRequest.Contacts;
import io.milliwatt.sip.RegisterRequest.Flow;
import io.milliwatt.sip.RegisterRequest.Order;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The registrar's rules, with time moved by hand.
class RegistrarTest {
    private static final String URI = "sip:registrar.test";
    private static final Flow FLOW = flow("192.0.2.9", 5060, SipTransport.UDP);
    private static final Contacts NOTHING = new Contacts(false, List.of());

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final Registrar registrar =
            new Registrar(
                    users("alice:secret\nbob:hunter2"), RegistrarLimits.DEFAULT, new byte[16]);
    private long sequence;

    private static RegistrarUsers users(String lines) {
        try {
            return RegistrarUsers.parse(lines);
        } catch (SipException e) {
            throw new AssertionError(e);
        }
    }

    private static Flow flow(String address, int port, SipTransport transport) {
        return new Flow(new InetSocketAddress(InetAddress.ofLiteral(address), port), transport);
    }

    private static Contact contact(String uri, Optional<Long> expires, double q) {
        try {
            return new Contact(uri, SipUri.parse(uri), expires, q);
        } catch (SipException e) {
            throw new AssertionError(e);
        }
    }

    private static Contacts contacts(String... uris) {
        return new Contacts(
                false, List.of(uris).stream().map(u -> contact(u, Optional.empty(), 1)).toList());
    }

    private RegisterRequest request(
            String user, Order order, Contacts contacts, Optional<Long> expires, String... auth) {
        return new RegisterRequest(user, URI, order, contacts, expires, List.of(auth), FLOW);
    }

    private RegisterAnswer send(RegisterRequest request) {
        return registrar.register(request, Tokens.fresh(), now);
    }

    private static String header(RegisterAnswer answer, String name) {
        return answer.headers().stream()
                .filter(h -> h.name().equals(name))
                .map(RegisterAnswer.Header::value)
                .findFirst()
                .orElse("");
    }

    private DigestChallenge challenge(DigestAlgorithm algorithm) {
        RegisterAnswer asked = send(request("alice", new Order("x", 0), NOTHING, Optional.empty()));
        assertEquals(401, asked.status());
        return asked.headers().stream()
                .flatMap(h -> DigestChallenge.parse(h.value()).stream())
                .filter(c -> c.algorithm() == algorithm)
                .findFirst()
                .orElseThrow();
    }

    private static String proof(DigestChallenge challenge, String user, String password, int nc) {
        return Digest.authorization(
                challenge, new Credentials(user, password), "REGISTER", URI, nc, "cnonce");
    }

    /// A REGISTER of alice with a right password.
    private RegisterAnswer alice(Order order, Contacts contacts, Optional<Long> expires) {
        return send(
                request(
                        "alice",
                        order,
                        contacts,
                        expires,
                        proof(challenge(DigestAlgorithm.SHA_256), "alice", "secret", 1)));
    }

    private RegisterAnswer alice(Contacts contacts, Optional<Long> expires) {
        return alice(new Order("call", ++sequence), contacts, expires);
    }

    private List<String> bound() {
        return registrar.lookup("alice", now).orElseThrow().stream().map(Binding::contact).toList();
    }

    @Test
    void withoutUsersItSaysHowToConfigureThem() {
        RegisterAnswer answer =
                new Registrar(RegistrarUsers.NONE, RegistrarLimits.DEFAULT, new byte[16])
                        .register(
                                request("a", new Order("x", 1), NOTHING, Optional.empty()),
                                "r",
                                now);
        assertEquals(403, answer.status());
        assertTrue(header(answer, "Warning").contains("--users FILE"), answer::toString);
    }

    @ParameterizedTest
    @CsvSource({"MD5, secret, 200", "SHA_256, secret, 200", "MD5, Secret, 401", "SHA_256, '', 401"})
    void asksForThePassword(DigestAlgorithm algorithm, String password, int status) {
        DigestChallenge challenge = challenge(algorithm);
        assertTrue(challenge.qopAuth() && !challenge.stale());
        assertEquals(
                status,
                send(request(
                                "alice",
                                new Order("c", 1),
                                contacts("sip:alice@192.0.2.9"),
                                Optional.empty(),
                                proof(challenge, "alice", password, 1)))
                        .status());
    }

    @Test
    void takesHashesInsteadOfPasswords() throws SipException {
        String ha1 = Digest.ha1(DigestAlgorithm.SHA_256, "alice", RegistrarUsers.REALM, "secret");
        RegistrarUsers hashed = RegistrarUsers.parse("# who\n\nalice:{SHA-256}" + ha1);
        assertEquals(Optional.of(ha1), hashed.ha1("alice", DigestAlgorithm.SHA_256));
        assertEquals(Optional.empty(), hashed.ha1("alice", DigestAlgorithm.MD5));
        assertFalse(hashed.toString().contains(ha1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", ":x", "alice:", "a:{sha-256}ab", "a:{sha-1}ab"})
    void refusesLinesThatAreNone(String line) {
        String words =
                String.valueOf(
                        assertThrows(
                                        SipException.class,
                                        () -> RegistrarUsers.parse("b:secretword\n" + line))
                                .getMessage());
        assertTrue(words.contains("entry 2") && !words.contains("secretword"), words);
    }

    @Test
    void aNonceCountWorksOnce() {
        DigestChallenge challenge = challenge(DigestAlgorithm.MD5);
        for (int[] step : new int[][] {{1, 200}, {1, 401}, {2, 200}, {5, 200}, {4, 401}}) {
            RegisterAnswer answer =
                    send(
                            request(
                                    "alice",
                                    new Order("c", 1),
                                    NOTHING,
                                    Optional.empty(),
                                    proof(challenge, "alice", "secret", step[0])));
            assertEquals(step[1], answer.status(), "nc " + step[0]);
            assertEquals(step[1] == 401, header(answer, "WWW-Authenticate").contains("stale=true"));
        }
    }

    @Test
    void anOldNonceIsStaleAndAForgedOneToo() {
        DigestChallenge challenge = challenge(DigestAlgorithm.SHA_256);
        now = now.plus(DigestGate.NONCE_LIFETIME);
        String old = proof(challenge, "alice", "secret", 1);
        String forged =
                proof(
                        DigestChallenge.parse(
                                        "Digest realm=\"milliwatt\", nonce=\"f00\", qop=\"auth\","
                                                + " algorithm=SHA-256")
                                .orElseThrow(),
                        "alice",
                        "secret",
                        1);
        for (String proof : List.of(old, forged)) {
            RegisterAnswer answer =
                    send(request("alice", new Order("c", 1), NOTHING, Optional.empty(), proof));
            assertEquals(401, answer.status());
            assertTrue(header(answer, "WWW-Authenticate").contains("stale=true"));
        }
        String wrong = proof(challenge, "alice", "guess", 1);
        assertFalse(
                header(
                                send(
                                        request(
                                                "alice",
                                                new Order("c", 1),
                                                NOTHING,
                                                Optional.empty(),
                                                wrong)),
                                "WWW-Authenticate")
                        .contains("stale"));
    }

    @Test
    void nobodyRegistersForSomebodyElse() {
        RegisterAnswer answer =
                send(
                        request(
                                "bob",
                                new Order("c", 1),
                                contacts("sip:x@192.0.2.9"),
                                Optional.empty(),
                                proof(challenge(DigestAlgorithm.MD5), "alice", "secret", 1)));
        assertEquals(403, answer.status());
        assertEquals(Optional.of(List.of()), registrar.lookup("bob", now));
        assertEquals(Optional.empty(), registrar.lookup("carol", now));
    }

    @Test
    void guessingIsSlowedDown() {
        DigestChallenge challenge = challenge(DigestAlgorithm.MD5);
        for (int i = 0; i < RegistrarLimits.DEFAULT.failures(); i++) {
            assertEquals(
                    401,
                    send(request(
                                    "alice",
                                    new Order("c", 1),
                                    NOTHING,
                                    Optional.empty(),
                                    proof(challenge, "alice", "guess" + i, 1)))
                            .status());
        }
        RegisterRequest right =
                request(
                        "alice",
                        new Order("c", 1),
                        NOTHING,
                        Optional.empty(),
                        proof(challenge, "alice", "secret", 1));
        RegisterAnswer refused = send(right);
        assertEquals(503, refused.status());
        assertEquals("61", header(refused, "Retry-After"));
        now = now.plus(RegistrarLimits.DEFAULT.failureWindow());
        assertEquals(200, send(right).status());
    }

    @Test
    void keepsSeveralContactsThePreferredFirst() {
        Contacts two =
                new Contacts(
                        false,
                        List.of(
                                contact("sip:desk@192.0.2.9", Optional.of(120L), 0.3),
                                contact("sip:hand@192.0.2.9", Optional.empty(), 0.7)));
        RegisterAnswer answer = alice(two, Optional.of(600L));
        assertEquals(
                List.of(
                        "<sip:desk@192.0.2.9>;expires=120;q=0.3",
                        "<sip:hand@192.0.2.9>;expires=600;q=0.7"),
                answer.headers().stream().map(RegisterAnswer.Header::value).toList());
        assertEquals(List.of("sip:hand@192.0.2.9", "sip:desk@192.0.2.9"), bound());
        now = now.plusSeconds(120);
        assertEquals(List.of("sip:hand@192.0.2.9"), bound());
        assertEquals(1, registrar.all(now).size());
        now = now.plusSeconds(480);
        assertEquals(List.of(), bound());
        assertEquals(0, registrar.all(now).size());
    }

    @Test
    void givesAndCutsLifetimes() {
        assertTrue(
                header(alice(contacts("sip:a@192.0.2.9"), Optional.empty()), "Contact")
                        .endsWith(";expires=3600"));
        assertTrue(
                header(alice(contacts("sip:a@192.0.2.9"), Optional.of(999_999L)), "Contact")
                        .endsWith(";expires=86400"));
        RegisterAnswer brief = alice(contacts("sip:a@192.0.2.9"), Optional.of(59L));
        assertEquals(423, brief.status());
        assertEquals("60", header(brief, "Min-Expires"));
        assertEquals(
                Duration.ofSeconds(86_400),
                Duration.between(
                        now, registrar.lookup("alice", now).orElseThrow().get(0).expires()));
    }

    @Test
    void removesOneOrAll() {
        alice(contacts("sip:a@192.0.2.9", "sip:b@192.0.2.9", "sip:c@192.0.2.9"), Optional.empty());
        assertEquals(200, alice(contacts("sip:A@192.0.2.9"), Optional.of(0L)).status());
        assertEquals(3, bound().size(), "user parts are case-sensitive");
        assertEquals(200, alice(contacts("sip:a@192.0.2.9"), Optional.of(0L)).status());
        assertEquals(2, bound().size());
        assertEquals(400, alice(new Contacts(true, List.of()), Optional.of(60L)).status());
        assertEquals(
                400,
                alice(new Contacts(true, contacts("sip:x@y").list()), Optional.of(0L)).status());
        assertEquals(2, bound().size());
        assertEquals(200, alice(new Contacts(true, List.of()), Optional.of(0L)).status());
        assertEquals(List.of(), bound());
    }

    @Test
    void aLateRequestChangesNothing() {
        assertEquals(
                200,
                alice(new Order("one", 7), contacts("sip:a@192.0.2.9"), Optional.empty()).status());
        assertEquals(
                500,
                alice(new Order("one", 6), contacts("sip:a@192.0.2.9"), Optional.of(0L)).status());
        assertEquals(
                500,
                alice(new Order("one", 7), new Contacts(true, List.of()), Optional.of(0L))
                        .status());
        assertEquals(1, bound().size());
        // another Call-ID: the phone was started again
        assertEquals(
                200,
                alice(new Order("two", 1), contacts("sip:a@192.0.2.9"), Optional.of(0L)).status());
        assertEquals(0, bound().size());
    }

    @Test
    void contactsAreBounded() {
        String[] many = new String[RegistrarLimits.DEFAULT.contactsPerUser() + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = "sip:a" + i + "@192.0.2.9";
        }
        assertEquals(403, alice(contacts(many), Optional.empty()).status());
        assertEquals(List.of(), bound());
    }

    @ParameterizedTest
    @CsvSource({
        "sip:a@192.0.2.9:5062, UDP, sip:a@192.0.2.9:5062",
        "sip:a@10.0.0.5:5062, UDP, sip:a@192.0.2.9:40000;transport=udp",
        "sip:a@phone.test, UDP, sip:a@192.0.2.9:40000;transport=udp",
        "sip:a@192.0.2.9:5062;transport=tcp, TCP, sip:a@192.0.2.9:40000;transport=tcp",
        "sips:a@192.0.2.9:5062, TLS, sips:a@192.0.2.9:40000;transport=tls",
    })
    void callsTheWayTheRegisterCame(String contact, SipTransport transport, String target) {
        assertEquals(
                target,
                Binding.target(
                                contact(contact, Optional.empty(), 1).address(),
                                flow("192.0.2.9", 40_000, transport))
                        .toString());
    }

    @Test
    void aHundredThousandStrangersLeaveNothingBehind() {
        for (int i = 0; i < 100_000; i++) {
            assertEquals(
                    401,
                    send(request("alice", new Order("c", i), NOTHING, Optional.empty())).status());
        }
        assertEquals(200, alice(NOTHING, Optional.empty()).status());
    }
}
