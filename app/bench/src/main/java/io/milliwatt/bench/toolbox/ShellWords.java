package io.milliwatt.bench.toolbox;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Commands as a POSIX shell reads them.
public final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./!-]+");

    private ShellWords() {}

    /// One word, quoted where a shell would take it for more than one or for something else.
    public static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /// A command line.
    public static String join(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }
}
