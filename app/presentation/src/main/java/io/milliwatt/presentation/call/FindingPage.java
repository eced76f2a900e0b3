package io.milliwatt.presentation.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `docs/findings.md` says of a rule: what it looks at, why it matters, how to mend it and how
/// to look by hand.
///
/// @param title of the rule's section, without its id
/// @param parts in the order of the page
public record FindingPage(String title, List<Part> parts) {
    private static final String FILE = "findings.md";
    private static final Pattern PARAGRAPH =
            Pattern.compile("\\*\\*([^*]+?)\\.?\\*\\*\\s*(.*)", Pattern.DOTALL);

    /// A paragraph.
    ///
    /// @param name such as `Why it matters`; empty where it has none
    public record Part(String name, String text) {}

    public FindingPage {
        parts = List.copyOf(parts);
    }

    /// The section of a rule; empty when the page has none.
    ///
    /// @param rule its id, such as `R1`
    public static Optional<FindingPage> of(String rule) {
        return of(rule, text());
    }

    static Optional<FindingPage> of(String rule, String page) {
        String head = "\n## " + rule + ": ";
        int at = page.indexOf(head);
        if (at < 0) {
            return Optional.empty();
        }
        int begin = at + head.length();
        int end = page.indexOf("\n## ", begin);
        String section = page.substring(begin, end < 0 ? page.length() : end);
        List<String> paragraphs = List.of(section.split("\\n\\s*\\n"));
        List<Part> parts = new ArrayList<>();
        for (String each : paragraphs.subList(1, paragraphs.size())) {
            String plain = each.strip();
            if (!plain.isEmpty() && !plain.startsWith("<a ")) {
                parts.add(part(plain));
            }
        }
        return Optional.of(new FindingPage(words(paragraphs.getFirst()), parts));
    }

    private static Part part(String paragraph) {
        Matcher matcher = PARAGRAPH.matcher(paragraph);
        return matcher.matches()
                ? new Part(matcher.group(1), words(matcher.group(2)))
                : new Part("", words(paragraph));
    }

    /// Without the marks of Markdown, its lines joined.
    private static String words(String markdown) {
        return markdown.strip()
                .replaceAll("\\[([^\\]]+)]\\([^)]*\\)", "$1")
                .replace("`", "")
                .replace("**", "")
                .replaceAll("\\s*\\n\\s*", " ");
    }

    private static String text() {
        try (InputStream page = FindingPage.class.getResourceAsStream(FILE)) {
            return page == null ? "" : new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
