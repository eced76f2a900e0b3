package io.milliwatt.inspector.call;

import java.util.Locale;
import java.util.Optional;

/// DTMF in the body of INFO: `application/dtmf-relay` has `Signal=` and `Duration=`,
/// `application/dtmf` the digit alone. No RFC describes them; telephones have done so for decades.
final class InfoDigits {
    private static final String DIGITS = "0123456789*#ABCD!";

    private InfoDigits() {}

    static Optional<Heard.InfoDigit> of(String contentType, String body) {
        String type = contentType.toLowerCase(Locale.ROOT);
        if (body.length() > 1_000 || !type.startsWith("application/dtmf")) {
            return Optional.empty();
        }
        if (!type.startsWith("application/dtmf-relay")) {
            return digit(body.strip()).map(digit -> new Heard.InfoDigit(digit, 0));
        }
        Optional<Character> digit = Optional.empty();
        double millis = 0;
        for (String line : body.split("\\R")) {
            String[] pair = line.split("=", 2);
            String name = pair[0].strip().toLowerCase(Locale.ROOT);
            String value = pair.length < 2 ? "" : pair[1].strip();
            if (name.equals("signal")) {
                digit = digit(value);
            } else if (name.equals("duration") && value.matches("[0-9]{1,6}")) {
                millis = Integer.parseInt(value);
            }
        }
        double duration = millis;
        return digit.map(one -> new Heard.InfoDigit(one, duration));
    }

    private static Optional<Character> digit(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.length() == 1 && DIGITS.indexOf(upper.charAt(0)) >= 0) {
            return Optional.of(upper.charAt(0));
        }
        return switch (upper) {
            case "10" -> Optional.of('*');
            case "11" -> Optional.of('#');
            case "16" -> Optional.of('!');
            default -> Optional.empty();
        };
    }
}
