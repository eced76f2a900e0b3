package io.milliwatt.cli;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `5s`, `1.5s`, `500ms`, `2m`, `1h`; a bare number is seconds.
final class DurationReader implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,3})?)(ms|s|m|h|)");

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(24);

    /// Refuses what cannot be the duration of a call.
    static void check(Duration ofCall) throws BenchException {
        if (ofCall.compareTo(SHORTEST) < 0 || ofCall.compareTo(LONGEST) > 0) {
            throw new BenchException(
                    ProblemCode.BAD_USAGE,
                    "A call of that duration cannot be placed",
                    "Give --duration from 100ms to 24h");
        }
    }

    @Override
    public Duration convert(String text) {
        var matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "\"" + text + "\" is no duration; give for example 5s, 500ms or 2m");
        }
        double number = Double.parseDouble(matcher.group(1));
        double millis =
                switch (matcher.group(2)) {
                    case "ms" -> number;
                    case "m" -> number * 60_000;
                    case "h" -> number * 3_600_000;
                    default -> number * 1_000;
                };
        return Duration.ofMillis(Math.round(millis));
    }
}
