package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.ParseResult.Malformed;
import io.milliwatt.protocol.ParseResult.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one description. `v=` comes first and `o=` and `s=` must be there; the order of the other
/// lines of a part is not checked, because peers get it wrong and nothing depends on it.
final class SdpParser {
    private final String text;
    private @Nullable Origin origin;
    private @Nullable String name;
    private Part part = new Part(Optional.empty());
    private final List<Part> parts = new ArrayList<>(List.of(part));

    /// The session part or one media while it is read.
    private static final class Part {
        final Optional<MediaLine> line;
        Optional<ConnectionAddress> connection = Optional.empty();
        final List<SdpLine> lines = new ArrayList<>();
        final List<SdpAttribute> attributes = new ArrayList<>();

        Part(Optional<MediaLine> line) {
            this.line = line;
        }
    }

    /// Ends the reading; has no stack trace, because its cause is the input.
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        final MalformedReason reason;

        Refusal(MalformedReason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    SdpParser(String text) {
        this.text = text;
    }

    ParseResult<SessionDescription> parse() {
        if (text.length() > SessionDescription.MAX_LENGTH) {
            return ParseResult.malformed(
                    MalformedReason.TOO_LONG,
                    SessionDescription.MAX_LENGTH,
                    "SDP may have "
                            + SessionDescription.MAX_LENGTH
                            + " characters, text has "
                            + text.length());
        }
        int start = 0;
        int count = 0;
        try {
            while (start < text.length()) {
                int lineFeed = text.indexOf('\n', start);
                int end = lineFeed < 0 ? text.length() : lineFeed;
                String line = text.substring(start, end);
                if (line.endsWith("\r")) {
                    line = line.substring(0, line.length() - 1);
                }
                if (line.isEmpty() && text.substring(start).isBlank()) {
                    break;
                }
                count++;
                accept(line, count);
                start = end + 1;
            }
            return ParseResult.parsed(finish(count));
        } catch (Refusal refusal) {
            return ParseResult.malformed(
                    refusal.reason, Math.min(start, text.length()), refusal.detail());
        }
    }

    private void accept(String line, int number) throws Refusal {
        if (number > SessionDescription.MAX_LINES) {
            throw new Refusal(
                    MalformedReason.TOO_LONG,
                    "SDP may have " + SessionDescription.MAX_LINES + " lines, text has more");
        }
        if (line.length() < 2 || line.charAt(1) != '=' || !SdpLine.isType(line.charAt(0))) {
            throw new Refusal(
                    MalformedReason.BAD_SYNTAX,
                    "SDP line " + number + " does not begin with type=");
        }
        if (SdpLine.firstForbidden(line) >= 0) {
            throw new Refusal(
                    MalformedReason.BAD_SYNTAX, "SDP line " + number + " holds NUL or a lone CR");
        }
        char type = line.charAt(0);
        if ((number == 1) != (type == 'v')) {
            throw new Refusal(
                    MalformedReason.BAD_SYNTAX,
                    "SDP line "
                            + number
                            + " is "
                            + type
                            + "=, v= is the first line and only there");
        }
        acceptValue(type, line.substring(2), number);
    }

    private void acceptValue(char type, String value, int number) throws Refusal {
        boolean inSession = part.line.isEmpty();
        if (type == 'v') {
            if (!value.trim().equals("0")) {
                throw new Refusal(MalformedReason.BAD_VERSION, "SDP version must be 0");
            }
        } else if (type == 'o' && inSession) {
            origin = once(origin, type, value(Origin.parse(value), number));
        } else if (type == 's' && inSession) {
            name = once(name, type, value);
        } else if (type == 'c' && part.connection.isEmpty()) {
            part.connection = Optional.of(value(ConnectionAddress.parse(value), number));
        } else if (type == 'a') {
            part.attributes.add(attribute(value, number));
        } else if (type == 'm') {
            if (parts.size() > SessionDescription.MAX_MEDIA) {
                throw new Refusal(
                        MalformedReason.TOO_LONG,
                        "SDP may have " + SessionDescription.MAX_MEDIA + " media, text has more");
            }
            part = new Part(Optional.of(value(MediaLine.parse(value), number)));
            parts.add(part);
        } else {
            part.lines.add(new SdpLine(type, value));
        }
    }

    private static SdpAttribute attribute(String value, int number) throws Refusal {
        int colon = value.indexOf(':');
        String attributeName = (colon < 0 ? value : value.substring(0, colon)).trim();
        if (attributeName.isEmpty() || attributeName.indexOf(' ') >= 0) {
            throw new Refusal(
                    MalformedReason.BAD_SYNTAX,
                    "SDP line " + number + ": attribute without a name");
        }
        return new SdpAttribute(
                attributeName,
                colon < 0 ? Optional.empty() : Optional.of(value.substring(colon + 1)));
    }

    private static <T> T once(@Nullable T before, char type, T now) throws Refusal {
        if (before != null) {
            throw new Refusal(MalformedReason.BAD_SYNTAX, "SDP has a second " + type + "= line");
        }
        return now;
    }

    private static <T> T value(ParseResult<T> result, int number) throws Refusal {
        return switch (result) {
            case Parsed<T>(T value) -> value;
            case Malformed<T>(MalformedReason reason, int _, String detail) ->
                    throw new Refusal(reason, "SDP line " + number + ": " + detail);
        };
    }

    private SessionDescription finish(int count) throws Refusal {
        if (origin == null || name == null) {
            throw new Refusal(
                    MalformedReason.TOO_SHORT,
                    "SDP needs v=, o= and s=, text of " + count + " lines lacks one");
        }
        List<MediaDescription> media = new ArrayList<>();
        for (Part one : parts) {
            one.line.ifPresent(line ->
                    media.add(
                            new MediaDescription(line, one.connection, one.lines, one.attributes)));
        }
        Part session = parts.getFirst();
        return new SessionDescription(
                origin, name, session.connection, session.lines, session.attributes, media);
    }
}
