package io.milliwatt.bench.engine;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// Chooses lines of one log, given to it in their order: a line without time and level, such as the
/// second of a stack trace, goes with the one before it. One thread at a time.
final class LogFilter {
    private static final int MOST_TIME_CHARACTERS = 35;

    private final LogQuery query;
    private LogLevel level = LogLevel.INFO;
    private Optional<Instant> at = Optional.empty();

    LogFilter(LogQuery query) {
        this.query = query;
    }

    /// The newest lines that are wanted, oldest first.
    static List<String> newest(List<String> lines, LogQuery query) {
        var filter = new LogFilter(query);
        return LogTail.last(lines.stream().filter(filter::shows).toList(), query.lines());
    }

    boolean shows(String line) {
        level = LogLevel.in(line).orElse(level);
        at = timeOf(line).or(() -> at);
        boolean late =
                query.since().isEmpty()
                        || at.filter(time -> !time.isBefore(query.since().get())).isPresent();
        return late
                && level.compareTo(query.level()) >= 0
                && query.text().filter(it -> !it.matcher(line).find()).isEmpty();
    }

    /// `2026-03-04T14:02:11.120Z` at its beginning, as our engine writes it.
    private static Optional<Instant> timeOf(String line) {
        int end = line.indexOf(' ');
        String word = end < 0 ? line : line.substring(0, end);
        if (word.length() > MOST_TIME_CHARACTERS
                || word.isEmpty()
                || !Character.isDigit(word.charAt(0))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(word));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
