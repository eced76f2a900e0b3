package io.milliwatt.engine.app;

import io.milliwatt.engine.app.TestNumber.Timing;
import io.milliwatt.engine.control.EngineInfo.TestNumberInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// The test numbers: the user part that selects a call application.
public final class TestNumbers {
    private static final double MILLIWATT_HZ = 1_004;
    private static final double MILLIWATT_DBM0 = 0;
    private static final double TONE_DBM0 = -10;
    private static final double EARLY_HZ = 440;

    /// All of them, for people.
    public static final List<TestNumberInfo> ALL =
            List.of(
                    new TestNumberInfo("echo", "sends every RTP packet back"),
                    new TestNumberInfo("milliwatt", "1004 Hz at 0 dBm0"),
                    new TestNumberInfo(
                            "tone-HZ", "a tone of 1 to 3999 Hz at -10 dBm0, such as tone-440"),
                    new TestNumberInfo("silence", "answers and sends silence"),
                    new TestNumberInfo("delay-MS", "echo after 1 to 10000 ms, such as delay-250"),
                    new TestNumberInfo("answer-SECONDS", "rings for 1 to 60 s, then echo"),
                    new TestNumberInfo(
                            "early-SECONDS", "a tone as early media for 1 to 60 s, then answers"),
                    new TestNumberInfo("hangup-SECONDS", "echo that hangs up after 1 to 3600 s"),
                    new TestNumberInfo("status-CODE", "refuses with that SIP status, 300 to 699"));

    private TestNumbers() {}

    /// @param dialled user part of the Request-URI; case does not matter
    public static TestNumber find(String dialled) {
        String number = dialled.toLowerCase(Locale.ROOT);
        int dash = number.indexOf('-');
        return dash < 0
                ? plain(number)
                : withValue(number.substring(0, dash), number.substring(dash + 1));
    }

    private static TestNumber plain(String number) {
        return switch (number) {
            case "echo" -> atOnce(Echo::new);
            case "milliwatt" -> atOnce(() -> new Tone(MILLIWATT_HZ, MILLIWATT_DBM0));
            case "silence" -> atOnce(Silence::new);
            default -> new TestNumber.Unknown("no such test number");
        };
    }

    private static TestNumber withValue(String name, String text) {
        int value = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
        return switch (name) {
            case "tone" ->
                    within(
                            value,
                            1,
                            3_999,
                            "tone-HZ takes 1 to 3999 Hz",
                            () -> atOnce(() -> new Tone(value, TONE_DBM0)));
            case "delay" ->
                    within(
                            value,
                            1,
                            10_000,
                            "delay-MS takes 1 to 10000 ms",
                            () -> atOnce(() -> new Delay(Duration.ofMillis(value))));
            case "answer" ->
                    within(
                            value,
                            1,
                            60,
                            "answer-SECONDS takes 1 to 60 s",
                            () ->
                                    new TestNumber.Application(
                                            Echo::new,
                                            new Timing(
                                                    Duration.ofSeconds(value),
                                                    false,
                                                    Duration.ZERO)));
            case "early" ->
                    within(
                            value,
                            1,
                            60,
                            "early-SECONDS takes 1 to 60 s",
                            () ->
                                    new TestNumber.Application(
                                            () -> new Tone(EARLY_HZ, TONE_DBM0),
                                            new Timing(
                                                    Duration.ofSeconds(value),
                                                    true,
                                                    Duration.ZERO)));
            case "hangup" ->
                    within(
                            value,
                            1,
                            3_600,
                            "hangup-SECONDS takes 1 to 3600 s",
                            () ->
                                    new TestNumber.Application(
                                            Echo::new,
                                            new Timing(
                                                    Duration.ZERO,
                                                    false,
                                                    Duration.ofSeconds(value))));
            case "status" ->
                    within(
                            value,
                            300,
                            699,
                            "status-CODE takes 300 to 699",
                            () -> new TestNumber.Refusal(value));
            default -> new TestNumber.Unknown("no such test number");
        };
    }

    private static TestNumber atOnce(Supplier<CallApplication> application) {
        return new TestNumber.Application(application, Timing.AT_ONCE);
    }

    private static TestNumber within(
            int value, int least, int most, String allowed, Supplier<TestNumber> number) {
        return value >= least && value <= most ? number.get() : new TestNumber.Unknown(allowed);
    }
}
