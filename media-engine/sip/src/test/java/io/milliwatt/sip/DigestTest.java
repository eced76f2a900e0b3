package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DigestTest {
    private static final Credentials MUFASA = new Credentials("Mufasa", "Circle of Life");

    /// RFC 7616, section 3.9.1.
    private static final String CHALLENGE =
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s,"
                    + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                    + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    private static DigestChallenge challenge(String text) {
        return DigestChallenge.parse(text).orElseThrow();
    }

    @Test
    void computesTheMd5AndSha256ExamplesOfRfc7616() {
        assertEquals(
                "8ca523f5e9506fed4657c9700eebdbec",
                Digest.response(
                        challenge(CHALLENGE.formatted("MD5")),
                        MUFASA,
                        "GET",
                        "/dir/index.html",
                        1,
                        CNONCE));
        assertEquals(
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
                Digest.response(
                        challenge(CHALLENGE.formatted("SHA-256")),
                        MUFASA,
                        "GET",
                        "/dir/index.html",
                        1,
                        CNONCE));
    }

    @Test
    void computesTheExampleOfRfc2617WithAndWithoutQop() {
        String challenge =
                "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"";
        Credentials credentials = new Credentials("Mufasa", "Circle Of Life");
        assertEquals(
                "6629fae49393a05397450978507c4ef1",
                Digest.response(
                        challenge(challenge + ", qop=\"auth,auth-int\""),
                        credentials,
                        "GET",
                        "/dir/index.html",
                        1,
                        "0a4f113b"));
        assertEquals(
                "670fd8c2df070c60b045671b8b24ff02",
                Digest.response(
                        challenge(challenge), credentials, "GET", "/dir/index.html", 1, "unused"));
    }

    @Test
    void writesTheHeaderAsTheServerAsked() {
        String header =
                Digest.authorization(
                        challenge(CHALLENGE.formatted("SHA-256")),
                        new Credentials("a\"b", "x"),
                        "INVITE",
                        "sip:x@y",
                        10,
                        "c");
        assertTrue(
                header.startsWith("Digest username=\"a\\\"b\", realm=\"http-auth@example.org\""));
        assertTrue(header.contains(", algorithm=SHA-256, cnonce=\"c\", qop=auth, nc=0000000a,"));
        assertTrue(header.endsWith("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""));
    }

    @Test
    void prefersTheStrongestChallengeItKnows() {
        List<DigestChallenge> offered =
                List.of("MD5", "SHA-256", "MD5").stream()
                        .map(a -> challenge(CHALLENGE.formatted(a)))
                        .toList();
        assertEquals(
                DigestAlgorithm.SHA_256,
                DigestChallenge.strongest(offered).orElseThrow().algorithm());
    }

    @Test
    void readsQuotedCommasEscapesAndStale() {
        DigestChallenge challenge =
                challenge("digest nonce=\"a,b=\\\"c\", realm = \"x, y\" ,stale=TRUE,qop=auth");
        assertEquals("a,b=\"c", challenge.nonce());
        assertEquals("x, y", challenge.realm());
        assertTrue(challenge.stale());
        assertTrue(challenge.qopAuth());
    }

    @Test
    void ignoresChallengesItCannotAnswer() {
        for (String text :
                List.of(
                        "",
                        "Digest",
                        "Basic realm=\"x\"",
                        "Digest realm=\"x\"",
                        "Digest nonce=\"x\"",
                        "Digest realm=\"x\", nonce=\"y\", algorithm=WHIRLPOOL",
                        "Digest realm=\"x\", nonce=\"y\", qop=auth-int",
                        "Digest realm=\"x\", nonce=\"unterminated",
                        "Digest " + "a".repeat(5000))) {
            Optional<DigestChallenge> parsed = DigestChallenge.parse(text);
            assertTrue(
                    parsed.isEmpty() || text.endsWith("unterminated"),
                    () -> text + " -> " + parsed);
        }
    }

    @Test
    void countsNoncesAndTriesAgainOnlyWhenThatMakesSense() {
        DigestSession session = new DigestSession(MUFASA);
        assertTrue(session.next("INVITE", "sip:x").isEmpty());
        DigestChallenge first = challenge("Digest realm=\"r\", nonce=\"1\", qop=auth");
        assertTrue(session.challenged(first, false));
        assertTrue(session.next("INVITE", "sip:x").orElseThrow().value().contains("nc=00000001"));
        assertTrue(session.next("BYE", "sip:x").orElseThrow().value().contains("nc=00000002"));
        assertFalse(session.challenged(first, false), "the same challenge again: wrong password");
        assertTrue(
                session.challenged(
                        challenge("Digest realm=\"r\", nonce=\"2\", stale=true"), false));
        assertTrue(session.challenged(first, true), "a proxy asks as well");
        assertEquals("Proxy-Authorization", session.next("INVITE", "sip:x").orElseThrow().name());
    }

    @Test
    void neverShowsThePassword() {
        assertFalse(MUFASA.toString().contains("Circle"));
    }
}
