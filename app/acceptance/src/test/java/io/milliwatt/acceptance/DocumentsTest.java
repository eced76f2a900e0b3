package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the documents say holds: links lead somewhere, pictures are there.
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");

    @Test
    void linksBetweenDocumentsLeadSomewhere() throws Exception {
        var broken = new ArrayList<String>();
        for (Path document : documents()) {
            var matcher = LINK.matcher(Files.readString(document));
            while (matcher.find()) {
                String target = matcher.group(1);
                if (!target.contains("://") && !Files.exists(document.resolveSibling(target))) {
                    broken.add(Shell.ROOT.relativize(document) + " -> " + target);
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void everyDecisionSaysHowItIsConfirmed() throws Exception {
        for (Path document : documents()) {
            if (document.toString().contains("/decisions/")
                    && document.getFileName().toString().matches("\\d{4}-.*")) {
                assertTrue(
                        Files.readString(document).contains("**Confirmation.**"),
                        document.toString());
            }
        }
    }

    private static List<Path> documents() throws Exception {
        try (var files = Files.walk(Shell.ROOT.resolve("docs"))) {
            var documents =
                    new ArrayList<>(files.filter(file -> file.toString().endsWith(".md")).toList());
            documents.add(Shell.ROOT.resolve("README.md"));
            documents.add(Shell.ROOT.resolve("CHANGELOG.md"));
            return documents;
        }
    }
}
