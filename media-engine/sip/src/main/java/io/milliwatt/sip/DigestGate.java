package io.milliwatt.sip;

import io.milliwatt.sip.RegisterAnswer.Header;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Digest authentication of a server, RFC 7616 and RFC 8760: MD5 and SHA-256, `qop=auth` only.
///
/// A nonce carries its time and a keyed hash, so that nothing is kept for who only asks; the
/// highest nonce count is kept for nonces that were answered with the right password. Time is an
/// argument. Not for two threads at once.
final class DigestGate {
    static final Duration NONCE_LIFETIME = Duration.ofMinutes(5);
    private static final int MAX_NONCES = 20_000;
    private static final String MAC = "HmacSHA256";
    private static final int MAC_DIGITS = 32;
    private static final int TIME_DIGITS = 16;
    private static final List<DigestAlgorithm> OFFERED =
            List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5);

    private final RegistrarUsers users;
    private final SecretKeySpec key;

    /// Highest count used, by nonce; the oldest are forgotten, and are stale then.
    private final Map<String, Long> counts =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MAX_NONCES;
                }
            };

    /// How a request stands.
    sealed interface Verdict {
        /// Who it is from.
        record Known(String user) implements Verdict {}

        /// Nobody says who it is from.
        record Asked() implements Verdict {}

        /// The password is right, the nonce too old or used already.
        record Stale() implements Verdict {}

        /// User or password are wrong, or the header is broken.
        record Wrong() implements Verdict {}
    }

    /// @param secret random, of this process
    DigestGate(RegistrarUsers users, byte[] secret) {
        this.users = users;
        key = new SecretKeySpec(secret, MAC);
    }

    Verdict check(String method, String requestUri, List<String> authorizations, Instant now) {
        Verdict verdict = new Verdict.Asked();
        for (String value : authorizations) {
            verdict = check(method, requestUri, DigestChallenge.digestParameters(value), now);
            if (!(verdict instanceof Verdict.Asked)) {
                return verdict;
            }
        }
        return verdict;
    }

    private Verdict check(
            String method, String requestUri, Map<String, String> parameters, Instant now) {
        if (!RegistrarUsers.REALM.equals(parameters.get("realm"))) {
            return new Verdict.Asked(); // for somebody else, or of another scheme
        }
        String user = parameters.getOrDefault("username", "");
        String nonce = parameters.getOrDefault("nonce", "");
        String count = parameters.getOrDefault("nc", "");
        Optional<DigestAlgorithm> algorithm =
                DigestAlgorithm.of(parameters.getOrDefault("algorithm", ""))
                        .filter(OFFERED::contains);
        Optional<String> ha1 = algorithm.flatMap(a -> users.ha1(user, a));
        if (ha1.isEmpty()
                || !"auth".equalsIgnoreCase(parameters.get("qop"))
                || !count.matches("[0-9A-Fa-f]{8}")
                || !requestUri.equals(parameters.get("uri"))) {
            return new Verdict.Wrong();
        }
        String expected =
                Digest.response(
                        algorithm.get(),
                        ha1.get(),
                        nonce
                                + ":"
                                + count
                                + ":"
                                + parameters.getOrDefault("cnonce", "")
                                + ":"
                                + parameters.get("qop"),
                        method,
                        requestUri);
        String given = parameters.getOrDefault("response", "").toLowerCase(Locale.ROOT);
        if (!MessageDigest.isEqual(bytes(expected), bytes(given))) {
            return new Verdict.Wrong();
        }
        long number = Long.parseLong(count, 16);
        if (!fresh(nonce, now) || number <= counts.getOrDefault(nonce, 0L)) {
            return new Verdict.Stale();
        }
        counts.put(nonce, number);
        return new Verdict.Known(user);
    }

    /// One challenge for each algorithm the user's entry is good for, the strongest first (RFC
    /// 8760, section 2.4); all for who is not known. Phones that give up at an algorithm they do
    /// not know (baresip 1.0) need an entry that is hashed for the one they know.
    List<Header> challenges(String user, boolean stale, String random, Instant now) {
        String nonce = nonce(random, now);
        List<Header> headers = new ArrayList<>();
        for (DigestAlgorithm algorithm : OFFERED) {
            if (users.knows(user) && users.ha1(user, algorithm).isEmpty()) {
                continue;
            }
            headers.add(
                    new Header(
                            "WWW-Authenticate",
                            "Digest realm=\""
                                    + RegistrarUsers.REALM
                                    + "\", nonce=\""
                                    + nonce
                                    + "\", algorithm="
                                    + algorithm.javaName()
                                    + ", qop=\"auth\""
                                    + (stale ? ", stale=true" : "")));
        }
        return headers;
    }

    private String nonce(String random, Instant now) {
        String content = HexFormat.of().toHexDigits(now.toEpochMilli()) + random;
        return content + mac(content);
    }

    private boolean fresh(String nonce, Instant now) {
        int end = nonce.length() - MAC_DIGITS;
        if (end < TIME_DIGITS
                || !MessageDigest.isEqual(
                        bytes(mac(nonce.substring(0, end))), bytes(nonce.substring(end)))) {
            return false;
        }
        Instant made = Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(nonce, 0, TIME_DIGITS));
        return now.isBefore(made.plus(NONCE_LIFETIME));
    }

    private String mac(String content) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(bytes(content))).substring(0, MAC_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(MAC + " is part of every JDK", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
