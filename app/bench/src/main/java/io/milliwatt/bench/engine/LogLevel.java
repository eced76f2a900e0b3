package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How serious a log line is, the least first.
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /// Where a line begins; behind that a word of these is only a word.
    private static final int HEAD_CHARACTERS = 100;

    private static final Pattern WORD =
            Pattern.compile(
                    "\\b(?:(TRACE|DEBUG|FINE(?:R|ST)?|CONFIG)|(INFO|NOTICE)|(WARN(?:ING)?)|(ERR(?:OR)?|SEVERE|FATAL|CRIT(?:ICAL)?|ALERT))\\b");

    /// The level of that word, as `--level` takes it.
    public static LogLevel of(String word) throws BenchException {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "debug" -> DEBUG;
            case "info" -> INFO;
            case "warn", "warning" -> WARN;
            case "error" -> ERROR;
            default ->
                    throw new BenchException(
                            ProblemCode.BAD_USAGE,
                            "\"" + word + "\" is no level",
                            "Give --level debug, info, warn or error");
        };
    }

    /// The level that a log line names, in the words of the usual loggers; empty when it names
    /// none, such as the second line of a stack trace.
    static Optional<LogLevel> in(String line) {
        Matcher word = WORD.matcher(line);
        word.region(0, Math.min(line.length(), HEAD_CHARACTERS));
        if (!word.find()) {
            return Optional.empty();
        }
        for (LogLevel each : values()) {
            if (word.group(each.ordinal() + 1) != null) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
