package io.milliwatt.sip;

import java.util.Locale;
import java.util.Optional;

/// Hashes for digest, RFC 7616, section 3.2, the weakest first.
enum DigestAlgorithm {
    MD5("MD5", false),
    MD5_SESS("MD5", true),
    SHA_256("SHA-256", false),
    SHA_256_SESS("SHA-256", true),
    SHA_512_256("SHA-512/256", false),
    SHA_512_256_SESS("SHA-512/256", true);

    private final String javaName;
    private final boolean session;

    DigestAlgorithm(String javaName, boolean session) {
        this.javaName = javaName;
        this.session = session;
    }

    /// The algorithm of that name in a header; none named is MD5.
    static Optional<DigestAlgorithm> of(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "", "MD5" -> Optional.of(MD5);
            case "MD5-SESS" -> Optional.of(MD5_SESS);
            case "SHA-256" -> Optional.of(SHA_256);
            case "SHA-256-SESS" -> Optional.of(SHA_256_SESS);
            case "SHA-512-256" -> Optional.of(SHA_512_256);
            case "SHA-512-256-SESS" -> Optional.of(SHA_512_256_SESS);
            default -> Optional.empty();
        };
    }

    /// Name for [java.security.MessageDigest].
    String javaName() {
        return javaName;
    }

    /// Whether the key is hashed once more with nonce and cnonce.
    boolean session() {
        return session;
    }
}
