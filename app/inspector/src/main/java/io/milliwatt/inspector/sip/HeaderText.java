package io.milliwatt.inspector.sip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Values of header fields taken apart, with quotes and angle brackets respected (RFC 3261, section
/// 25.1). Nothing is refused: an open quote reaches to the end.
final class HeaderText {
    /// Values and parameters that are read of one line.
    private static final int MOST = 100;

    private HeaderText() {}

    /// The parts between a separator that stands outside of quotes and angle brackets.
    static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        int start = 0;
        boolean quoted = false;
        int depth = 0;
        for (int i = 0; i < text.length() && parts.size() < MOST; i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '<') {
                depth++;
            } else if (c == '>') {
                depth = Math.max(0, depth - 1);
            } else if (c == separator && depth == 0) {
                parts.add(text.substring(start, i).trim());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).trim());
        return parts;
    }

    /// The parameters after the first semicolon, names in small letters, quotes taken off; a
    /// parameter without a value has an empty one.
    static Map<String, String> parameters(String text) {
        var parameters = new LinkedHashMap<String, String>();
        List<String> parts = split(text, ';');
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            String name = (equals < 0 ? part : part.substring(0, equals)).trim();
            String value = equals < 0 ? "" : unquoted(part.substring(equals + 1).trim());
            if (!name.isEmpty()) {
                parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
            }
        }
        return parameters;
    }

    /// What stands before the parameters.
    static String beforeParameters(String text) {
        return split(text, ';').getFirst();
    }

    static String unquoted(String text) {
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1")
                : text;
    }
}
