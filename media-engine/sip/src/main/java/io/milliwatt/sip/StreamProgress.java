package io.milliwatt.sip;

import java.util.Optional;

/// Follows where one message ends and the next begins in a stream (RFC 3261, section 18.3), to tell
/// a far end that is silent between messages from one that stalls within one. Reads no more than
/// line ends and Content-Length; what is wrong in a message is for the parser to find. Pure: time
/// is an argument, monotonic nanoseconds. Not for two threads at once.
final class StreamProgress {
    private static final int LONGEST_NAME = 40;
    private static final long LONGEST_BODY = 1L << 31;

    private final StreamLimits limits;
    private final long openedNanos;
    private final StringBuilder line = new StringBuilder();
    private boolean within;
    private long bodyLeft;
    private long contentLength;
    private long messages;
    private long begunNanos;
    private long heardNanos;

    StreamProgress(StreamLimits limits, long nowNanos) {
        this.limits = limits;
        openedNanos = nowNanos;
        heardNanos = nowNanos;
    }

    /// Whole messages received.
    long messages() {
        return messages;
    }

    /// Takes what was read.
    void received(byte[] bytes, int offset, int length, long nowNanos) {
        heardNanos = nowNanos;
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (bodyLeft > 0) {
                int taken = (int) Math.min(bodyLeft, end - at);
                bodyLeft -= taken;
                at += taken;
                if (bodyLeft == 0) {
                    endOfMessage();
                }
            } else {
                inHead((char) (bytes[at++] & 0xff), nowNanos);
            }
        }
    }

    private void inHead(char octet, long nowNanos) {
        if (octet == '\r') {
            return;
        }
        if (octet != '\n') {
            if (!within) {
                within = true;
                begunNanos = nowNanos;
            }
            if (line.length() < LONGEST_NAME) {
                line.append(octet);
            }
            return;
        }
        if (!within) {
            return; // a keep-alive, RFC 5626, section 3.5.1
        }
        if (line.isEmpty()) {
            if (contentLength == 0) {
                endOfMessage();
            }
            bodyLeft = contentLength;
            contentLength = 0;
        } else {
            contentLengthOf(line.toString()).ifPresent(length -> contentLength = length);
            line.setLength(0);
        }
    }

    private void endOfMessage() {
        within = false;
        messages++;
    }

    private static Optional<Long> contentLengthOf(String header) {
        int colon = header.indexOf(':');
        String name = colon < 0 ? "" : header.substring(0, colon).strip();
        if (!name.equalsIgnoreCase("Content-Length") && !name.equalsIgnoreCase("l")) {
            return Optional.empty();
        }
        String value = header.substring(colon + 1).strip();
        return value.matches("\\d{1,15}")
                ? Optional.of(Math.min(Long.parseLong(value), LONGEST_BODY))
                : Optional.empty();
    }

    /// Why the connection is to be closed now, if it is.
    Optional<String> broken(long nowNanos) {
        if (within && nowNanos - begunNanos > limits.message().toNanos()) {
            return Optional.of(
                    "a message was not whole after " + limits.message().toMillis() + " ms");
        }
        if (messages == 0 && nowNanos - openedNanos > limits.firstMessage().toNanos()) {
            return Optional.of("no message in " + limits.firstMessage().toMillis() + " ms");
        }
        if (!within && nowNanos - heardNanos > limits.idle().toNanos()) {
            return Optional.of("nothing for " + limits.idle().toSeconds() + " s");
        }
        return Optional.empty();
    }
}
