package io.milliwatt.bench.engine;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Control tokens: 32 random bytes, hexadecimal, a new one for each launch.
final class Tokens {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    static String next() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
