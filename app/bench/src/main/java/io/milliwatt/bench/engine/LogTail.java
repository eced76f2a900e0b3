package io.milliwatt.bench.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads the end of a log file.
final class LogTail {
    /// How many lines a problem shows.
    static final int SHOWN_LINES = 10;

    private static final int BYTES_PER_LINE = 400;

    /// As much as Docker keeps of a log.
    private static final long MOST_BYTES = 10_000_000;

    private LogTail() {}

    /// The newest lines, oldest first. Of a very long line only the end is read.
    static List<String> of(Path file, int lines) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long length = in.length();
            long most = Math.min(MOST_BYTES, (long) lines * BYTES_PER_LINE);
            long from = Math.max(0, length - most);
            in.seek(from);
            var bytes = new byte[(int) (length - from)];
            in.readFully(bytes);
            List<String> found = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return last(found, lines);
        }
    }

    static List<String> last(List<String> lines, int count) {
        return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    /// For a message: the lines beneath each other, indented.
    static String shown(List<String> lines) {
        return lines.isEmpty()
                ? "It wrote nothing to its log."
                : "Its last lines:\n  " + String.join("\n  ", lines);
    }
}
