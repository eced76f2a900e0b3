package io.milliwatt.protocol.sdp;

/// One line of a description, `type=value`, whose meaning this module does not need; kept and
/// written back.
public record SdpLine(char type, String value) {
    public SdpLine {
        if (!isType(type)) {
            throw new IllegalArgumentException("an SDP type is a letter, not '" + type + "'");
        }
        requireOneLine(value);
    }

    static boolean isType(char type) {
        return (type >= 'a' && type <= 'z') || (type >= 'A' && type <= 'Z');
    }

    /// Refuses text that would break the line it is written to.
    static String requireOneLine(String text) {
        if (firstForbidden(text) >= 0) {
            throw new IllegalArgumentException("SDP text holds a line end or NUL");
        }
        return text;
    }

    /// Refuses text that would break the field it is written to.
    static String requireField(String text, String what) {
        requireOneLine(text);
        if (text.isEmpty() || text.indexOf(' ') >= 0) {
            throw new IllegalArgumentException(what + " must be one word, is \"" + text + "\"");
        }
        return text;
    }

    /// Index of the first NUL, CR or LF, or -1.
    static int firstForbidden(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c == '\r' || c == '\n') {
                return i;
            }
        }
        return -1;
    }

    String toText() {
        return type + "=" + value;
    }
}
