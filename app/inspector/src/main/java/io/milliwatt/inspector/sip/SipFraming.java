package io.milliwatt.inspector.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Finds the messages in one direction of a TCP connection: RFC 3261, section 18.3. They may be
/// split anywhere, several may come at once, with keep-alives of RFC 5626, section 4.4.1 between.
///
/// Bytes that are no message are left out up to the next one, and the next one says so.
public final class SipFraming {
    /// Octets that wait for the rest of a message.
    static final int MAX_WAITING = 2 * SipMessageReader.MAX_OCTETS;

    /// No Content-Length: the body reaches to the next message.
    private static final int UNTIL_NEXT = -1;

    /// The header fields are not whole.
    private static final int NOT_YET = -2;

    private final Consumer<SipMessage> sink;
    private byte[] waiting = {};
    private int size;

    /// Octets that must be there before it is worth looking again; 0 = another line.
    private int needed;

    /// Whether what comes next is the rest of a line that was skipped.
    private boolean withinSkipped;

    private final List<String> problems = new ArrayList<>();
    private long skipped;
    private long skippedInAll;

    public SipFraming(Consumer<SipMessage> sink) {
        this.sink = sink;
    }

    /// The next bytes.
    ///
    /// @param afterGap whether bytes before these are missing in the capture
    public void feed(byte[] bytes, boolean afterGap) {
        if (afterGap) {
            flush("the capture lacks bytes within this message");
            problems.add("the capture lacks bytes before this message");
            withinSkipped = false;
        }
        append(bytes);
        boolean nothingToLookFor =
                size < needed || needed == 0 && MessageStart.lineEnd(bytes, 0, bytes.length) < 0;
        if (nothingToLookFor && size <= MAX_WAITING) {
            return;
        }
        take();
        if (size > MAX_WAITING) {
            skip(size);
            size = 0;
            withinSkipped = true;
        }
    }

    private void append(byte[] bytes) {
        if (waiting.length < size + bytes.length) {
            waiting = Arrays.copyOf(waiting, Math.max(2 * size, size + bytes.length));
        }
        System.arraycopy(bytes, 0, waiting, size, bytes.length);
        size += bytes.length;
    }

    private void take() {
        needed = 0;
        int used = take(waiting, size);
        System.arraycopy(waiting, used, waiting, 0, size - used);
        size -= used;
        needed = Math.max(0, needed - used);
    }

    /// Nothing more comes: what is incomplete is given as it is.
    public void end() {
        flush("the capture ends within this message");
    }

    /// Octets that were no message.
    public long skippedOctets() {
        return skippedInAll + skipped;
    }

    private void flush(String problem) {
        take();
        if (MessageStart.isAt(waiting, 0, size)) {
            if (length(waiting, 0, size) != UNTIL_NEXT) {
                problems.add(problem);
            }
            give(waiting, 0, size);
        } else {
            skip(size);
        }
        size = 0;
        needed = 0;
    }

    /// Takes whole messages.
    ///
    /// @return how many octets were used
    private int take(byte[] bytes, int to) {
        int at = restOfSkipped(bytes, to);
        while (true) {
            while (at < to && (bytes[at] == '\r' || bytes[at] == '\n')) {
                at++; // keep-alives
            }
            if (!MessageStart.isAt(bytes, at, to)) {
                if (MessageStart.mayBecomeOne(bytes, at, to)) {
                    return at;
                }
                int next = MessageStart.next(bytes, at + 1, to);
                if (next < 0) {
                    return keepLastLine(bytes, at, to);
                }
                skip(next - at);
                at = next;
                continue;
            }
            int end = end(bytes, at, to);
            if (end < 0) {
                return at;
            }
            give(bytes, at, end);
            at = end;
        }
    }

    /// A message begins at the begin of a line, so the rest of a skipped line is none.
    ///
    /// @return where the next line begins
    private int restOfSkipped(byte[] bytes, int to) {
        if (!withinSkipped) {
            return 0;
        }
        int lineFeed = MessageStart.lineEnd(bytes, 0, to);
        withinSkipped = lineFeed < 0;
        int begin = lineFeed < 0 ? to : lineFeed + 1;
        skip(begin);
        return begin;
    }

    /// The last line may be the begin of a message.
    private int keepLastLine(byte[] bytes, int from, int to) {
        int line = to;
        while (line > from && bytes[line - 1] != '\n') {
            line--;
        }
        if (line == from || !MessageStart.mayBecomeOne(bytes, line, to)) {
            line = to;
            withinSkipped = bytes[to - 1] != '\n';
        }
        skip(line - from);
        return line;
    }

    private void skip(int octets) {
        skipped += octets;
    }

    /// Octets of the message at `at`, by its Content-Length.
    private static int length(byte[] bytes, int at, int to) {
        int bodyAt = SipMessageReader.bodyAt(bytes, at, to);
        if (bodyAt < 0) {
            return NOT_YET;
        }
        String head =
                new String(
                        bytes, at, Math.min(bodyAt - at, SipMessageReader.MAX_OCTETS), ISO_8859_1);
        boolean typed = false;
        for (String line : head.split("\r?\n")) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
            if (name.equals("content-length") || name.equals("l")) {
                int body = SipMessageReader.contentLength(line.substring(colon + 1).trim());
                return body < 0 ? UNTIL_NEXT : bodyAt - at + body;
            }
            typed |= name.equals("content-type") || name.equals("c");
        }
        return typed ? UNTIL_NEXT : bodyAt - at;
    }

    /// Where the message at `at` ends; -1 when its end has not come.
    private int end(byte[] bytes, int at, int to) {
        int bodyAt = SipMessageReader.bodyAt(bytes, at, to);
        // two first lines and no empty line between: the first message never ends
        int another = MessageStart.next(bytes, at + 1, bodyAt < 0 ? to : bodyAt);
        if (another >= 0) {
            return another;
        }
        if (bodyAt < 0) {
            boolean tooLong = to - at > SipMessageReader.MAX_OCTETS;
            return tooLong ? at + SipMessageReader.MAX_OCTETS : -1;
        }
        int length = length(bytes, at, to);
        if (length == UNTIL_NEXT) {
            return MessageStart.next(bytes, bodyAt, to);
        }
        if (length > SipMessageReader.MAX_OCTETS) {
            return bodyAt; // a length that lies would swallow all that follows
        }
        if (at + length > to) {
            needed = at + length;
            return -1;
        }
        return at + length;
    }

    private void give(byte[] bytes, int from, int to) {
        if (skipped > 0) {
            problems.add(skipped + " octets before this message are no SIP");
            skippedInAll += skipped;
            skipped = 0;
        }
        if (length(bytes, from, to) == UNTIL_NEXT) {
            problems.add("there is no Content-Length, which TCP needs (RFC 3261, section 20.14)");
        }
        SipMessage message = SipMessageReader.read(bytes, from, to, problems);
        problems.clear();
        sink.accept(message);
    }
}
