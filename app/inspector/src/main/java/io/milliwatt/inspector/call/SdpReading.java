package io.milliwatt.inspector.call;

import io.milliwatt.inspector.sip.ShownText;
import io.milliwatt.protocol.ParseResult.Malformed;
import io.milliwatt.protocol.ParseResult.Parsed;
import io.milliwatt.protocol.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads session descriptions that a strict parser refuses: what cannot be read is left out line by
/// line, and said. At most [SessionDescription#MAX_MEDIA] media are read.
final class SdpReading {
    private static final int MOST_LINES_LEFT_OUT = 20;

    private SdpReading() {}

    /// What is shown: with keys masked.
    static SdpBody read(String raw) {
        String text = ShownText.masked(raw);
        var problems = new ArrayList<String>();
        return new SdpBody(text, lenient(text, problems), problems);
    }

    /// @param problems gets what was left out
    static Optional<SessionDescription> lenient(String raw, List<String> problems) {
        String text = withinLimits(raw, problems);
        for (int i = 0; i < MOST_LINES_LEFT_OUT; i++) {
            switch (SessionDescription.parse(text)) {
                case Parsed<SessionDescription>(SessionDescription description) -> {
                    return Optional.of(description);
                }
                case Malformed<SessionDescription>(var _, int offset, String detail) -> {
                    problems.add(detail);
                    Optional<String> mended = mended(text, offset);
                    if (mended.isEmpty()) {
                        return Optional.empty();
                    }
                    text = mended.get();
                }
            }
        }
        problems.add("more lines are wrong: nothing of it was read");
        return Optional.empty();
    }

    /// Lines of media beyond the limit, and text beyond it, left out.
    private static String withinLimits(String raw, List<String> problems) {
        String text = raw;
        if (text.length() > SessionDescription.MAX_LENGTH) {
            text = text.substring(0, SessionDescription.MAX_LENGTH);
            problems.add(
                    "the description has "
                            + raw.length()
                            + " characters, "
                            + SessionDescription.MAX_LENGTH
                            + " were read");
        }
        int media = 0;
        int lines = 0;
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("m=", at)) {
                media++;
            }
            lines++;
            if (media > SessionDescription.MAX_MEDIA || lines > SessionDescription.MAX_LINES) {
                problems.add(
                        "there are more than "
                                + SessionDescription.MAX_MEDIA
                                + " media or "
                                + SessionDescription.MAX_LINES
                                + " lines, the rest was not read");
                return text.substring(0, at);
            }
            int lineFeed = text.indexOf('\n', at);
            at = lineFeed < 0 ? text.length() : lineFeed + 1;
        }
        return text;
    }

    /// Without the line at an offset; with the lines that must be there when they are missing.
    private static Optional<String> mended(String text, int offset) {
        if (offset >= text.length()) { // read to its end: a mandatory line is missing
            boolean hasOrigin = text.startsWith("o=") || text.contains("\no=");
            boolean hasName = text.startsWith("s=") || text.contains("\ns=");
            if (hasOrigin && hasName || !text.startsWith("v=")) {
                return Optional.empty();
            }
            int line = text.indexOf('\n') + 1;
            if (line == 0) {
                return Optional.empty();
            }
            return Optional.of(
                    text.substring(0, line)
                            + (hasOrigin ? "" : "o=- 0 0 IN IP4 0.0.0.0\r\n")
                            + (hasName ? "" : "s=-\r\n")
                            + text.substring(line));
        }
        int lineFeed = text.indexOf('\n', offset);
        int next = lineFeed < 0 ? text.length() : lineFeed + 1;
        if (offset == 0 && !text.startsWith("v=")) {
            return Optional.of("v=0\r\n" + text);
        }
        boolean version = text.startsWith("v=", offset);
        String without = text.substring(0, offset) + text.substring(next);
        return Optional.of(version && offset == 0 ? "v=0\r\n" + without : without);
    }
}
