package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Which lines of a log to show.
///
/// @param lines how many of the newest
/// @param text what they contain; empty = anything
/// @param level the least level
/// @param since not before; a line without a time is as old as the one before it
public record LogQuery(int lines, Optional<Pattern> text, LogLevel level, Optional<Instant> since) {
    /// So many of the newest.
    public static LogQuery newest(int lines) {
        return new LogQuery(lines, Optional.empty(), LogLevel.DEBUG, Optional.empty());
    }

    /// Those that contain a match, whatever the case of its letters.
    ///
    /// @param regex a regular expression of [Pattern]
    /// @throws BenchException `BAD_USAGE` when it is none
    public LogQuery containing(String regex) throws BenchException {
        try {
            return new LogQuery(
                    lines,
                    Optional.of(
                            Pattern.compile(
                                    regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)),
                    level,
                    since);
        } catch (PatternSyntaxException e) {
            throw new BenchException(
                    ProblemCode.BAD_USAGE,
                    "\"" + regex + "\" is no regular expression: " + e.getDescription(),
                    "Put a backslash before signs that mean themselves, such as \\( and \\[",
                    e);
        }
    }

    public LogQuery atLeast(LogLevel least) {
        return new LogQuery(lines, text, least, since);
    }

    public LogQuery since(Instant begin) {
        return new LogQuery(lines, text, level, Optional.of(begin));
    }
}
