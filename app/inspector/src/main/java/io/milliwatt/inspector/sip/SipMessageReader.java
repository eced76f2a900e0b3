package io.milliwatt.inspector.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one message from bytes, RFC 3261, section 7. Whatever begins like one is a message; what
/// is wrong with it is told.
public final class SipMessageReader {
    /// Octets of a message that are read.
    public static final int MAX_OCTETS = 128 * 1024;

    static final int MAX_HEADERS = 500;
    private static final int MAX_PROBLEMS = 20;

    private final List<SipHeader> headers = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private SipMessageReader() {}

    /// Reads a datagram; empty when it is no SIP (keep-alives, STUN, media).
    public static Optional<SipMessage> read(byte[] bytes, int offset, int length) {
        int from = offset;
        int to = offset + length;
        while (from < to && (bytes[from] == '\r' || bytes[from] == '\n')) {
            from++;
        }
        return MessageStart.isAt(bytes, from, to)
                ? Optional.of(new SipMessageReader().message(bytes, from, to, List.of()))
                : Optional.empty();
    }

    /// Reads what is known to begin like a message.
    ///
    /// @param known problems that are known already
    static SipMessage read(byte[] bytes, int from, int to, List<String> known) {
        return new SipMessageReader().message(bytes, from, to, known);
    }

    private SipMessage message(byte[] bytes, int from, int to, List<String> known) {
        problems.addAll(known);
        int end = Math.min(to, from + MAX_OCTETS);
        if (end < to) {
            problem("the message has " + (to - from) + " octets, " + MAX_OCTETS + " were read");
        }
        int bodyAt = bodyAt(bytes, from, end);
        if (bodyAt < 0) {
            problem("there is no empty line after the header fields");
        }
        int headEnd = bodyAt < 0 ? end : bodyAt;
        String head = new String(bytes, from, headEnd - from, UTF_8);
        if (head.indexOf('\r') < 0) {
            problem("lines end with LF alone, not with CR LF");
        }
        if (head.indexOf('\0') >= 0) {
            problem("there is a NUL in the header fields");
        }
        String[] lines = head.split("\r?\n", MAX_HEADERS + 2);
        readHeaders(lines);
        int bodyEnd = bodyEnd(headEnd, end);
        String body = new String(bytes, headEnd, bodyEnd - headEnd, UTF_8);
        var message =
                new SipMessage(
                        startLine(lines[0].stripTrailing()),
                        headers,
                        body,
                        new String(bytes, from, bodyEnd - from, UTF_8),
                        List.of());
        MessageRules.problems(message).forEach(this::problem);
        return new SipMessage(
                message.startLine(), message.headers(), body, message.text(), problems);
    }

    /// Where the body begins; -1 when the header fields do not end.
    static int bodyAt(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            if (i + 1 < to && bytes[i + 1] == '\n') {
                return i + 2;
            }
            if (i + 2 < to && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') {
                return i + 3;
            }
        }
        return -1;
    }

    private void problem(String sentence) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(sentence);
        }
    }

    private StartLine startLine(String line) {
        String shown = ShownText.masked(line);
        if (line.regionMatches(true, 0, "SIP/", 0, 4)) {
            String[] words = line.split(" ", 3);
            checkVersion(words[0]);
            boolean number = words.length > 1 && words[1].matches("[1-9][0-9]{2}");
            if (!number || Integer.parseInt(words[1]) >= 700) {
                problem("\"" + (words.length > 1 ? words[1] : "") + "\" is no status code");
            }
            return new StartLine.Status(
                    number ? Integer.parseInt(words[1]) : 0,
                    words.length > 2 ? words[2] : "",
                    shown);
        }
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (first < 0) {
            return new StartLine.Request(line, "", shown);
        }
        checkVersion(line.substring(last + 1));
        String uri = first < last ? line.substring(first + 1, last).trim() : "";
        if (uri.isEmpty() || uri.indexOf(' ') >= 0) {
            problem("the Request-URI \"" + ShownText.masked(uri) + "\" is none");
        }
        return new StartLine.Request(line.substring(0, first), uri, shown);
    }

    private void checkVersion(String version) {
        if (!version.equals("SIP/2.0")) {
            problem("the version is " + version + ", not SIP/2.0");
        }
    }

    private void readHeaders(String[] lines) {
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i];
            if (i > MAX_HEADERS) {
                problem("there are more than " + MAX_HEADERS + " lines of header fields");
                return;
            }
            if (line.isEmpty()) {
                continue;
            }
            if ((line.charAt(0) == ' ' || line.charAt(0) == '\t') && !headers.isEmpty()) {
                SipHeader folded = headers.removeLast();
                headers.add(
                        new SipHeader(folded.name(), (folded.value() + " " + line.trim()).trim()));
                continue;
            }
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (name.isEmpty() || name.indexOf(' ') >= 0) {
                problem("line " + (i + 1) + " is no header field: " + shortened(line));
                continue;
            }
            headers.add(new SipHeader(HeaderNames.full(name), line.substring(colon + 1).strip()));
        }
    }

    /// Where the body ends, by Content-Length when it is there (RFC 3261, section 18.3).
    private int bodyEnd(int bodyAt, int end) {
        Optional<String> said =
                headers.stream()
                        .filter(header -> header.is("Content-Length"))
                        .map(SipHeader::value)
                        .findFirst();
        if (said.isEmpty()) {
            return end;
        }
        int length = contentLength(said.get());
        int there = end - bodyAt;
        if (length < 0) {
            problem("Content-Length is \"" + shortened(said.get()) + "\", which is no number");
            return end;
        }
        if (length > there) {
            problem("Content-Length says " + length + " octets, the body has " + there);
            return end;
        }
        if (length < there) {
            problem("Content-Length says " + length + " octets, " + there + " follow");
        }
        return bodyAt + length;
    }

    /// The number; -1 when it is none or beyond all bounds.
    static int contentLength(String value) {
        return value.matches("[0-9]{1,8}") ? Integer.parseInt(value) : -1;
    }

    static String shortened(String text) {
        String shown = ShownText.masked(text);
        return shown.length() <= 60 ? shown : shown.substring(0, 60) + "…";
    }
}
