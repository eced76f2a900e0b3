package io.milliwatt.inspector.sip;

import java.nio.charset.StandardCharsets;

/// Finds first lines of SIP messages among bytes, without taking anything apart: this is asked of
/// every datagram of a capture.
public final class MessageStart {
    private static final byte[] VERSION = "SIP/".getBytes(StandardCharsets.US_ASCII);

    /// Octets of a first line that are looked at.
    static final int LONGEST_LINE = 4_096;

    private static final int LONGEST_METHOD = 32;

    private MessageStart() {}

    /// Whether a message begins at `from`: a status line, or a request line that ends with the
    /// version.
    public static boolean isAt(byte[] bytes, int from, int to) {
        if (to - from < 8 || !isTokenOctet(bytes[from])) {
            return false;
        }
        if (isVersion(bytes, from, to)) {
            int blank = bytes[from + 6] == ' ' ? from + 6 : from + 7;
            return bytes[blank] == ' ' && lineEnd(bytes, from, blank) < 0;
        }
        int blank = from;
        while (blank < to && blank - from <= LONGEST_METHOD && isTokenOctet(bytes[blank])) {
            blank++;
        }
        if (blank == from || blank >= to || bytes[blank] != ' ') {
            return false;
        }
        int end = lineEnd(bytes, blank, Math.min(to, from + LONGEST_LINE));
        if (end < 0) {
            return false;
        }
        int last = end;
        while (last > blank && (bytes[last - 1] == '\r' || bytes[last - 1] == ' ')) {
            last--;
        }
        int version = last;
        while (version > blank && bytes[version - 1] != ' ') {
            version--;
        }
        return isVersion(bytes, version, last);
    }

    /// Whether what is there could become a message when more bytes come.
    static boolean mayBecomeOne(byte[] bytes, int from, int to) {
        int most = Math.min(to, from + LONGEST_LINE);
        if (lineEnd(bytes, from, most) >= 0) {
            return isAt(bytes, from, to);
        }
        return to - from < LONGEST_LINE && (to == from || isTokenOctet(bytes[from]));
    }

    /// Where the next message begins at the begin of a line after `from`; -1 = nowhere.
    static int next(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            boolean lineBegin = at == 0 || bytes[at - 1] == '\n';
            if (lineBegin && isAt(bytes, at, to)) {
                return at;
            }
        }
        return -1;
    }

    /// The index of the next line feed; -1 = none.
    static int lineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isVersion(byte[] bytes, int from, int to) {
        if (to - from < VERSION.length + 1) {
            return false;
        }
        for (int i = 0; i < VERSION.length; i++) {
            if ((bytes[from + i] & 0xdf) != (VERSION[i] & 0xdf)) {
                return false;
            }
        }
        return true;
    }

    /// RFC 3261, section 25.1: token.
    private static boolean isTokenOctet(byte octet) {
        return octet >= 'A' && octet <= 'Z'
                || octet >= 'a' && octet <= 'z'
                || octet >= '0' && octet <= '9'
                || "-.!%*_+`'~".indexOf(octet) >= 0 && octet > 0;
    }
}
