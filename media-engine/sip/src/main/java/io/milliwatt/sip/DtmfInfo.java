package io.milliwatt.sip;

import java.util.Locale;
import java.util.Optional;

/// A DTMF digit in the body of INFO: the two forms in use, neither standardised.
///
/// `application/dtmf-relay`: lines `Signal=5` and `Duration=160`. `application/dtmf`: the digit
/// alone.
///
/// @param digit one of `0-9*#A-D`
/// @param durationMillis 0 when not given
public record DtmfInfo(char digit, int durationMillis) {
    /// Content type of the form with duration.
    public static final String RELAY = "application/dtmf-relay";

    /// Content type of the short form.
    public static final String PLAIN = "application/dtmf";

    private static final String DIGITS = "0123456789*#ABCD";
    private static final int MAX_BODY = 200;
    private static final int MAX_DURATION = 60_000;

    /// Reads a body; empty when it holds no digit.
    static Optional<DtmfInfo> parse(String contentType, String body) {
        if (body.length() > MAX_BODY) {
            return Optional.empty();
        }
        if (contentType.equalsIgnoreCase(PLAIN)) {
            return digit(body.strip()).map(d -> new DtmfInfo(d, 0));
        }
        Optional<Character> digit = Optional.empty();
        int duration = 0;
        for (String line : body.split("[\r\n]+")) {
            String[] parts = line.split("=", 2);
            if (parts.length == 2) {
                String value = parts[1].strip();
                switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
                    case "signal" -> digit = digit(value);
                    case "duration" -> duration = millis(value);
                    default -> {}
                }
            }
        }
        int millis = duration;
        return digit.map(d -> new DtmfInfo(d, millis));
    }

    /// The body in the form with duration.
    public String relayBody() {
        return "Signal=" + digit + "\r\nDuration=" + durationMillis + "\r\n";
    }

    private static Optional<Character> digit(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.length() == 2 && upper.charAt(0) == '1') {
            int index = 10 + upper.charAt(1) - '0';
            return index >= 10 && index < 16 ? Optional.of(DIGITS.charAt(index)) : Optional.empty();
        }
        return upper.length() == 1 && DIGITS.indexOf(upper.charAt(0)) >= 0
                ? Optional.of(upper.charAt(0))
                : Optional.empty();
    }

    private static int millis(String text) {
        return text.matches("\\d{1,6}") ? Math.min(Integer.parseInt(text), MAX_DURATION) : 0;
    }
}
