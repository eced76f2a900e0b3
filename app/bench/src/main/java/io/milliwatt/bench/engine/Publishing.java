package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.Locale;

/// How mode `published` leads the RTP ports of the host to the container.
public enum Publishing {
    /// Docker publishes each port: a proxy process and three rules for each.
    PORTS,
    /// Docker publishes SIP only; one DNAT rule leads the whole RTP range to the container.
    DNAT;

    /// The word used on the command line, in labels and in JSON.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The way of that word.
    ///
    /// @throws BenchException `BAD_USAGE`, with the words there are
    public static Publishing of(String key) throws BenchException {
        for (Publishing each : values()) {
            if (each.key().equalsIgnoreCase(key.strip())) {
                return each;
            }
        }
        throw new BenchException(
                ProblemCode.BAD_USAGE,
                "\"" + key + "\" is no way to publish ports",
                "Give --publish ports or dnat");
    }
}
