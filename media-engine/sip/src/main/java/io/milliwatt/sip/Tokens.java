package io.milliwatt.sip;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Unguessable identifiers: tags, branches, Call-IDs, client nonces; RFC 3261, section 19.3.
final class Tokens {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /// 64 random bits in hexadecimal.
    static String fresh() {
        return HexFormat.of().toHexDigits(RANDOM.nextLong());
    }

    /// 128 random bits in hexadecimal.
    static String callId() {
        return fresh() + fresh();
    }
}
