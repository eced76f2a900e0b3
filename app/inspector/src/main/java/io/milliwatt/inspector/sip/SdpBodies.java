package io.milliwatt.inspector.sip;

import java.util.Locale;
import java.util.Optional;

/// Finds the session description in a body: the body itself, or a part of several (RFC 2046,
/// section 5.1).
final class SdpBodies {
    private static final int MOST_PARTS = 20;

    private SdpBodies() {}

    static Optional<String> of(String contentType, String body) {
        String type = HeaderText.beforeParameters(contentType).toLowerCase(Locale.ROOT);
        if (body.isBlank()) {
            return Optional.empty();
        }
        if (type.startsWith("multipart/")) {
            String boundary = HeaderText.parameters(contentType).getOrDefault("boundary", "");
            return boundary.isEmpty() ? Optional.empty() : part(body, "--" + boundary);
        }
        boolean unnamed = type.isEmpty() && body.startsWith("v=0");
        return type.equals("application/sdp") || unnamed ? Optional.of(body) : Optional.empty();
    }

    private static Optional<String> part(String body, String delimiter) {
        int at = body.indexOf(delimiter);
        for (int i = 0; i < MOST_PARTS && at >= 0; i++) {
            int begin = at + delimiter.length();
            int next = body.indexOf(delimiter, begin);
            String part = body.substring(begin, next < 0 ? body.length() : next);
            int empty = emptyLine(part);
            String head = part.substring(0, empty).toLowerCase(Locale.ROOT);
            if (head.contains("application/sdp")) {
                return Optional.of(part.substring(empty).stripLeading());
            }
            at = next;
        }
        return Optional.empty();
    }

    private static int emptyLine(String part) {
        int strict = part.indexOf("\r\n\r\n");
        int lenient = part.indexOf("\n\n");
        return strict >= 0 ? strict : lenient >= 0 ? lenient : part.length();
    }
}
