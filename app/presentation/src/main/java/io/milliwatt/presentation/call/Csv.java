package io.milliwatt.presentation.call;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Lines of a table as text: RFC 4180.
public final class Csv {
    private Csv() {}

    /// A line with its end. A value that a spreadsheet would take for a formula is led by an
    /// apostrophe: it may come from a packet.
    public static String line(String... values) {
        return Arrays.stream(values).map(Csv::value).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String value(String text) {
        boolean formula = !text.isEmpty() && "=+@\t\r".indexOf(text.charAt(0)) >= 0;
        String safe = formula ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
