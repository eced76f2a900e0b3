package io.milliwatt.protocol.impair;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// How bad a path is.
///
/// @param delayMillis added to every packet
/// @param duplicatePercent packets that come twice, 0 to 100
/// @param reorderPercent packets that are held back so long that later ones overtake them
/// @param seed the same seed gives the same fate to every packet
public record Impairment(
        Loss loss,
        int delayMillis,
        Jitter jitter,
        double duplicatePercent,
        double reorderPercent,
        long seed) {
    /// What is said when a name is not understood.
    public static final String GRAMMAR =
            "an impairment is bad-wifi, lossy-mobile, satellite, clean, or parts with commas"
                    + " between: loss-PERCENT, burst-PACKETS, delay-MS, jitter-MS, normal-MS,"
                    + " pareto-MS, duplicate-PERCENT, reorder-PERCENT, seed-NUMBER";

    public static final Impairment NONE = new Impairment(Loss.NONE, 0, Jitter.NONE, 0, 0, 1);

    /// Paths that have a name.
    public static final Map<String, String> PROFILES =
            Map.of(
                    "clean", "",
                    "bad-wifi", "loss-3,burst-4,pareto-60,duplicate-0.5,reorder-1",
                    "lossy-mobile", "loss-8,burst-3,delay-60,normal-80",
                    "satellite", "loss-0.5,delay-280,jitter-15");

    private static final int MOST_DELAY_MILLIS = 10_000;

    /// The largest value of each part.
    private static final Map<String, Double> MOST =
            Map.of(
                    "loss", 100.0,
                    "burst", 1_000.0,
                    "delay", (double) MOST_DELAY_MILLIS,
                    "jitter", (double) MOST_DELAY_MILLIS,
                    "normal", (double) MOST_DELAY_MILLIS,
                    "pareto", (double) MOST_DELAY_MILLIS,
                    "duplicate", 100.0,
                    "reorder", 100.0,
                    "seed", 1e15);

    public Impairment {
        if (delayMillis < 0) {
            throw new IllegalArgumentException("delay must not be negative: " + delayMillis);
        }
    }

    /// Reads a name or parts as [#GRAMMAR] says, as `loss-5,delay-200,jitter-30,seed-7` or
    /// `satellite,seed-3`; a later part replaces an earlier one.
    public static ParseResult<Impairment> parse(String text) {
        Map<String, Double> parts = new TreeMap<>();
        int offset = 0;
        for (String part : text.split(",", -1)) {
            String named = PROFILES.get(part);
            if (named == null) {
                if (!readPart(part, parts)) {
                    return ParseResult.malformed(
                            MalformedReason.BAD_SYNTAX,
                            offset,
                            "\"" + part + "\" is no impairment: " + GRAMMAR);
                }
            } else if (!named.isEmpty()) {
                for (String inner : named.split(",", -1)) {
                    readPart(inner, parts);
                }
            }
            offset += part.length() + 1;
        }
        double loss = parts.getOrDefault("loss", 0.0);
        double burst = parts.getOrDefault("burst", 1.0);
        if (burst < 1 || (parts.containsKey("burst") && loss >= 100)) {
            return ParseResult.malformed(
                    MalformedReason.BAD_VALUE,
                    0,
                    "bursts need at least 1 packet and a loss below 100 %");
        }
        return ParseResult.parsed(
                new Impairment(
                        parts.containsKey("burst") ? Loss.bursts(loss, burst) : Loss.random(loss),
                        parts.getOrDefault("delay", 0.0).intValue(),
                        jitter(parts),
                        parts.getOrDefault("duplicate", 0.0),
                        parts.getOrDefault("reorder", 0.0),
                        parts.getOrDefault("seed", 1.0).longValue()));
    }

    private static Jitter jitter(Map<String, Double> parts) {
        for (Map.Entry<String, Jitter.Shape> shape :
                Map.of("normal", Jitter.Shape.NORMAL, "pareto", Jitter.Shape.PARETO).entrySet()) {
            if (parts.containsKey(shape.getKey())) {
                return new Jitter(parts.get(shape.getKey()).intValue(), shape.getValue());
            }
        }
        return new Jitter(parts.getOrDefault("jitter", 0.0).intValue(), Jitter.Shape.UNIFORM);
    }

    /// Reads `name-number`; false when it is none.
    private static boolean readPart(String part, Map<String, Double> parts) {
        int dash = part.indexOf('-');
        String name = dash < 0 ? part : part.substring(0, dash);
        Double most = MOST.get(name);
        if (dash < 0 || most == null) {
            return false;
        }
        OptionalDouble value = number(part.substring(dash + 1));
        if (value.isEmpty() || value.getAsDouble() > most) {
            return false;
        }
        if (Map.of("jitter", 1, "normal", 1, "pareto", 1).containsKey(name)) {
            parts.remove("jitter");
            parts.remove("normal");
            parts.remove("pareto");
        }
        parts.put(name, value.getAsDouble());
        return true;
    }

    /// Digits with at most one point between.
    private static OptionalDouble number(String text) {
        return text.length() <= 16 && text.matches("[0-9]+(\\.[0-9]+)?")
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }

    public boolean isNone() {
        return loss.percent() == 0
                && delayMillis == 0
                && jitter.millis() == 0
                && duplicatePercent == 0
                && reorderPercent == 0;
    }

    /// The same with another seed: two directions of a call need two, or they share their fate.
    public Impairment withSeed(long other) {
        return new Impairment(loss, delayMillis, jitter, duplicatePercent, reorderPercent, other);
    }

    public ImpairedPath newPath() {
        return new ImpairedPath(this);
    }
}
