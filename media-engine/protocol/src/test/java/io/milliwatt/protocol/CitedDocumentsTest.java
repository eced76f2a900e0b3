package io.milliwatt.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds `docs/protocols.md` to the sources: each RFC they cite is listed, and each class it names
/// exists.
class CitedDocumentsTest {
    private static final Pattern RFC = Pattern.compile("RFC (\\d+)");
    private static final Pattern CLASS = Pattern.compile("`([a-z]+)\\.([A-Z]\\w+)`");
    private static final Path SOURCES = Path.of("src/main/java/io/milliwatt/protocol");
    private static final Path LIST = Path.of("../../docs/protocols.md");

    private static Set<String> rfcs(String text) {
        Set<String> found = new TreeSet<>();
        RFC.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    @Test
    void everyRfcCitedInTheSourcesIsListed() throws IOException {
        Set<String> cited = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                cited.addAll(rfcs(Files.readString(file)));
            }
        }
        assertTrue(cited.contains("3550"), "no sources read");
        Set<String> missing = new TreeSet<>(cited);
        missing.removeAll(rfcs(Files.readString(LIST)));
        assertEquals(Set.of(), missing, "cited, but not in docs/protocols.md");
    }

    @Test
    void everyClassTheListNamesExists() throws IOException {
        Set<String> missing = new TreeSet<>();
        int[] named = {0};
        CLASS.matcher(Files.readString(LIST))
                .results()
                .forEach(match -> {
                    named[0]++;
                    Path file = SOURCES.resolve(match.group(1)).resolve(match.group(2) + ".java");
                    if (!Files.exists(file)) {
                        missing.add(match.group());
                    }
                });
        assertTrue(named[0] > 20, "only " + named[0] + " classes named");
        assertEquals(Set.of(), missing);
    }
}
