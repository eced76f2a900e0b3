package io.milliwatt.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// The calculations of digest access authentication, RFC 3261, section 22.4; RFC 7616, section 3.4;
/// RFC 8760. Pure: nonce count and client nonce are arguments.
final class Digest {
    private Digest() {}

    /// The value of an Authorization or Proxy-Authorization header.
    ///
    /// @param nonceCount requests sent with this nonce, this one included
    static String authorization(
            DigestChallenge challenge,
            Credentials credentials,
            String method,
            String uri,
            int nonceCount,
            String cnonce) {
        StringBuilder header = new StringBuilder(200);
        header.append("Digest username=").append(quote(credentials.user()));
        header.append(", realm=").append(quote(challenge.realm()));
        header.append(", nonce=").append(quote(challenge.nonce()));
        header.append(", uri=").append(quote(uri));
        header.append(", response=\"")
                .append(response(challenge, credentials, method, uri, nonceCount, cnonce))
                .append('"');
        if (!challenge.algorithmName().isEmpty()) {
            header.append(", algorithm=").append(challenge.algorithmName());
        }
        if (challenge.qopAuth()) {
            header.append(", cnonce=").append(quote(cnonce));
            header.append(", qop=auth, nc=").append(count(nonceCount));
        } else if (challenge.algorithm().session()) {
            header.append(", cnonce=").append(quote(cnonce));
        }
        challenge.opaque().ifPresent(o -> header.append(", opaque=").append(quote(o)));
        return header.toString();
    }

    /// The `response` parameter, RFC 7616, section 3.4.1.
    static String response(
            DigestChallenge challenge,
            Credentials credentials,
            String method,
            String uri,
            int nonceCount,
            String cnonce) {
        DigestAlgorithm algorithm = challenge.algorithm();
        String ha1 = ha1(algorithm, credentials.user(), challenge.realm(), credentials.password());
        if (algorithm.session()) {
            ha1 = hash(algorithm, ha1 + ":" + challenge.nonce() + ":" + cnonce);
        }
        String middle =
                challenge.qopAuth()
                        ? challenge.nonce() + ":" + count(nonceCount) + ":" + cnonce + ":auth"
                        : challenge.nonce();
        return response(algorithm, ha1, middle, method, uri);
    }

    /// The hash of user, realm and password, RFC 7616, section 3.4.2, for algorithms without
    /// `-sess`.
    static String ha1(DigestAlgorithm algorithm, String user, String realm, String password) {
        return hash(algorithm, user + ":" + realm + ":" + password);
    }

    /// The `response` parameter of who knows the hash of the password.
    ///
    /// @param middle nonce, nonce count, client nonce and qop, joined by colons
    static String response(
            DigestAlgorithm algorithm, String ha1, String middle, String method, String uri) {
        return hash(algorithm, ha1 + ":" + middle + ":" + hash(algorithm, method + ":" + uri));
    }

    private static String count(int nonceCount) {
        return String.format(Locale.ROOT, "%08x", nonceCount);
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String hash(DigestAlgorithm algorithm, String text) {
        try {
            byte[] bytes =
                    MessageDigest.getInstance(algorithm.javaName())
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm.javaName() + " is part of every JDK", e);
        }
    }
}
