package io.milliwatt.engine.app;

import io.milliwatt.engine.control.EngineInfo.TestNumberInfo;
import java.util.List;
import java.util.Locale;

/// The test numbers: the user part that selects a call application.
public final class TestNumbers {
    private static final double MILLIWATT_HZ = 1_004;
    private static final double MILLIWATT_DBM0 = 0;
    private static final double TONE_DBM0 = -10;

    /// All of them, for people.
    public static final List<TestNumberInfo> ALL =
            List.of(
                    new TestNumberInfo("echo", "sends every RTP packet back"),
                    new TestNumberInfo("milliwatt", "1004 Hz at 0 dBm0"),
                    new TestNumberInfo(
                            "tone-HZ", "a tone of 1 to 3999 Hz at -10 dBm0, such as tone-440"),
                    new TestNumberInfo("silence", "answers and sends silence"),
                    new TestNumberInfo("status-CODE", "refuses with that SIP status, 300 to 699"));

    private TestNumbers() {}

    /// @param dialled user part of the Request-URI; case does not matter
    public static TestNumber find(String dialled) {
        String number = dialled.toLowerCase(Locale.ROOT);
        if (number.startsWith("tone-")) {
            int frequencyHz = number(number.substring("tone-".length()), 4);
            return frequencyHz >= 1 && frequencyHz <= 3_999
                    ? new TestNumber.Application(() -> new Tone(frequencyHz, TONE_DBM0))
                    : new TestNumber.Unknown("tone-HZ takes 1 to 3999 Hz");
        }
        if (number.startsWith("status-")) {
            int status = number(number.substring("status-".length()), 3);
            return status >= 300 && status <= 699
                    ? new TestNumber.Refusal(status)
                    : new TestNumber.Unknown("status-CODE takes 300 to 699");
        }
        return switch (number) {
            case "echo" -> new TestNumber.Application(Echo::new);
            case "milliwatt" ->
                    new TestNumber.Application(() -> new Tone(MILLIWATT_HZ, MILLIWATT_DBM0));
            case "silence" -> new TestNumber.Application(Silence::new);
            default -> new TestNumber.Unknown("no such test number");
        };
    }

    private static int number(String digits, int most) {
        return digits.length() <= most && digits.matches("[0-9]+") ? Integer.parseInt(digits) : -1;
    }
}
