package io.milliwatt.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each RFC that the bench, the commands and the window cite is listed in `docs/protocols.md`.
class CitedDocumentsTest {
    private static final Path LIST = Path.of("../../docs/protocols.md");
    private static final List<Path> SOURCES =
            Stream.of("src", "../cli/src", "../presentation/src", "../desktop/src")
                    .map(it -> Path.of(it, "main/java"))
                    .toList();
    private static final Pattern CITED = Pattern.compile("RFC[ -]?(\\d{3,5})");

    @Test
    void everyCitedRfcIsListed() throws IOException {
        String list = Files.readString(LIST);
        var cited = new TreeSet<String>();
        for (Path root : SOURCES) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path each : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                    Matcher matcher = CITED.matcher(Files.readString(each));
                    while (matcher.find()) {
                        cited.add(matcher.group(1));
                    }
                }
            }
        }
        assertTrue(cited.contains("5737"), "the sources were read: " + cited);
        assertEquals(
                List.of(),
                cited.stream()
                        .filter(it -> !Pattern.compile("\\b" + it + "\\b").matcher(list).find())
                        .toList());
    }
}
