package io.milliwatt.presentation.terminal;

import java.util.ArrayList;
import java.util.List;

/// A control sequence (ECMA-48, section 5.4): `ESC [ ? 1049 h`.
///
/// @param marker `?`, `>`, `=` or `<` before the parameters; 0 for none
/// @param parameters each with its parts between colons; -1 = left out
/// @param intermediates characters between parameters and the last one, mostly none
/// @param command the last character
record ControlSequence(char marker, List<int[]> parameters, String intermediates, char command) {
    private static final int MOST_PARAMETERS = 32;
    private static final int MOST_DIGITS = 6;

    /// @param text what stands between `ESC [` and the last character
    static ControlSequence of(String text, char command) {
        int at = 0;
        char marker = 0;
        if (!text.isEmpty() && "?><=".indexOf(text.charAt(0)) >= 0) {
            marker = text.charAt(0);
            at = 1;
        }
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0') {
            end++;
        }
        var parameters = new ArrayList<int[]>();
        if (end > at) {
            for (String each : text.substring(at, end).split(";", MOST_PARAMETERS)) {
                parameters.add(parts(each));
            }
        }
        return new ControlSequence(marker, List.copyOf(parameters), text.substring(end), command);
    }

    private static int[] parts(String parameter) {
        String[] words = parameter.split(":", MOST_PARAMETERS);
        int[] parts = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            parts[i] = number(words[i]);
        }
        return parts;
    }

    private static int number(String digits) {
        boolean isNumber = digits.length() <= MOST_DIGITS && digits.matches("[0-9]+");
        return isNumber ? Integer.parseInt(digits) : -1;
    }

    /// A parameter, or `standard` where it is left out.
    int get(int index, int standard) {
        int value = index < parameters.size() ? parameters.get(index)[0] : -1;
        return value < 0 ? standard : value;
    }

    /// A count or a place: 0 means 1 as well.
    int count(int index) {
        return Math.max(1, get(index, 1));
    }
}
