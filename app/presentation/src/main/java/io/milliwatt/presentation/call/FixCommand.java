package io.milliwatt.presentation.call;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The command in what a finding says to do, to be copied without the words around it.
public final class FixCommand {
    /// A program that our fixes name, at the begin or after a blank, a colon or a bracket.
    private static final Pattern BEGIN =
            Pattern.compile("(?:^|(?<=[\\s:(]))(?:\\./milliwatt|sudo|docker|ip|conntrack|ss) ");

    /// Where the words go on.
    private static final Pattern END =
            Pattern.compile("[;,)]|\\s(?:and|or|has|ranks|with|by|in|shows|tells|while|of)\\s|$");

    private FixCommand() {}

    /// The first command; empty where there is none.
    public static Optional<String> of(String fix) {
        Matcher begin = BEGIN.matcher(fix);
        if (!begin.find()) {
            return Optional.empty();
        }
        Matcher end = END.matcher(fix);
        int from = begin.start();
        return end.find(begin.end())
                ? Optional.of(fix.substring(from, end.start()).strip())
                        .filter(it -> it.contains(" "))
                : Optional.empty();
    }
}
