package io.milliwatt.bench.call;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.Locale;

/// Where the phone stands. From the host everything of Docker's can be reached, so a call from
/// there proves little; from the LAN only what a phone there reaches.
public enum Vantage {
    HOST,
    LAN;

    /// The word in options and in JSON.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws BenchException `BAD_USAGE` when it is neither `host` nor `lan`
    public static Vantage of(String word) throws BenchException {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "host" -> HOST;
            case "lan" -> LAN;
            default ->
                    throw new BenchException(
                            ProblemCode.BAD_USAGE,
                            "\"" + word + "\" is no place for the phone",
                            "Give --vantage host or lan");
        };
    }
}
