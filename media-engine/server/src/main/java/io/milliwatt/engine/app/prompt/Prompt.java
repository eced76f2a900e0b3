package io.milliwatt.engine.app.prompt;

import java.util.Locale;
import java.util.Optional;

/// What the engine can say, in English. The texts stand in `src/prompts/make`.
public enum Prompt {
    WELCOME,
    /// Press one for the tone, two for the echo, three to record; after the digits, press pound.
    MENU,
    /// You pressed: digits follow.
    PRESSED,
    ENTER,
    RECORD,
    CONFERENCE,
    ALONE,
    INVALID,
    GOODBYE,
    BEEP,
    DIGIT_0,
    DIGIT_1,
    DIGIT_2,
    DIGIT_3,
    DIGIT_4,
    DIGIT_5,
    DIGIT_6,
    DIGIT_7,
    DIGIT_8,
    DIGIT_9,
    DIGIT_STAR,
    DIGIT_POUND,
    DIGIT_A,
    DIGIT_B,
    DIGIT_C,
    DIGIT_D;

    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".g722";
    }

    /// How a key of the telephone is said: 0 to 9, `*`, `#`, A to D.
    public static Optional<Prompt> ofKey(char key) {
        return switch (key) {
            case '*' -> Optional.of(DIGIT_STAR);
            case '#' -> Optional.of(DIGIT_POUND);
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D' ->
                    Optional.of(valueOf("DIGIT_" + key));
            default -> Optional.empty();
        };
    }
}
