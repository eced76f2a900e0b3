package io.milliwatt.protocol.sdp;

/// Decimal numbers as SDP writes them: digits only.
final class Digits {
    private static final int MOST = 9;

    private Digits() {}

    static boolean are(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// The number, or -1 when `text` is not one to nine digits.
    static int parse(String text) {
        return text.length() <= MOST && are(text) ? Integer.parseInt(text) : -1;
    }

    /// The number, or -1 when `text` is not one below 2^32.
    static long unsigned32(String text) {
        if (text.length() > 10 || !are(text)) {
            return -1;
        }
        long number = Long.parseLong(text);
        return number <= 0xffff_ffffL ? number : -1;
    }
}
