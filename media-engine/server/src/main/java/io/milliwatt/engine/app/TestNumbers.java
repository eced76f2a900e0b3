package io.milliwatt.engine.app;

import io.milliwatt.engine.app.TestNumber.Media;
import io.milliwatt.engine.app.TestNumber.Timing;
import io.milliwatt.engine.app.TestNumber.Unknown;
import io.milliwatt.engine.control.EngineInfo.TestNumberInfo;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.impair.Impairment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// The test numbers: the user part that selects a call application.
public final class TestNumbers {
    /// It knows nothing of a call, so one is enough, and is at hand for all.
    private static final Echo ECHO = new Echo();

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
                    new TestNumberInfo("play", "plays the prompt, or the WAV file you gave"),
                    new TestNumberInfo("record", "a beep, records you, plays it back"),
                    new TestNumberInfo(
                            "conf-NAME",
                            "a conference: all who dial the same name hear each other"),
                    new TestNumberInfo("ivr", "a menu by digits, reads digits back"),
                    new TestNumberInfo("delay-MS", "echo after 1 to 10000 ms, such as delay-250"),
                    new TestNumberInfo(
                            "impair-PROFILE", "echo through a bad network, such as impair-loss-5"),
                    new TestNumberInfo("bridge-USER", "a call to a phone that has registered"),
                    new TestNumberInfo("answer-SECONDS", "rings for 1 to 60 s, then echo"),
                    new TestNumberInfo(
                            "early-SECONDS", "a tone as early media for 1 to 60 s, then answers"),
                    new TestNumberInfo("hangup-SECONDS", "echo that hangs up after 1 to 3600 s"),
                    new TestNumberInfo(
                            "reinvite-SECONDS", "echo that sends a re-INVITE each 1 to 3600 s"),
                    new TestNumberInfo("srtp-echo", "echo that takes encrypted media only"),
                    new TestNumberInfo("status-CODE", "refuses with that SIP status, 300 to 699"));

    private final Studio studio;

    public TestNumbers(Studio studio) {
        this.studio = studio;
    }

    /// @param dialled user part of the Request-URI; case does not matter but in names
    public TestNumber find(String dialled) {
        String number = dialled.toLowerCase(Locale.ROOT);
        TestNumber plain = plain(number);
        int dash = number.indexOf('-');
        if (!(plain instanceof Unknown) || dash < 0) {
            return plain;
        }
        String name = number.substring(0, dash);
        String rest = number.substring(dash + 1);
        return switch (name) {
            case "conf" -> conference(rest);
            case "impair" -> impair(rest);
            case "bridge" ->
                    rest.isEmpty()
                            ? new Unknown("bridge-USER takes the name of a registered user")
                            : new TestNumber.Bridge(dialled.substring(dash + 1));
            default -> withValue(name, rest);
        };
    }

    private TestNumber plain(String number) {
        return switch (number) {
            case "echo" -> echo(Media.AUDIO_AND_VIDEO, Timing.AT_ONCE);
            case "srtp-echo" -> echo(Media.ENCRYPTED, Timing.AT_ONCE);
            case "milliwatt" -> audio(() -> new Tone(MILLIWATT_HZ, MILLIWATT_DBM0));
            case "silence" -> audio(Silence::new);
            case "play" -> audio(() -> new Play(studio::announcement));
            case "record" -> audio(() -> new RecordAndPlay(studio.recordings()));
            case "ivr" -> audio(() -> new Ivr(studio));
            default -> new Unknown("no such test number");
        };
    }

    private TestNumber conference(String name) {
        return name.matches("[a-z0-9_.-]{1,40}")
                ? audio(() -> new ConferenceParty(studio.conferences(), name))
                : new Unknown("conf-NAME takes 1 to 40 letters, digits, \"_\", \".\" and \"-\"");
    }

    private static TestNumber impair(String profile) {
        return switch (Impairment.parse(profile)) {
            case ParseResult.Parsed<Impairment>(Impairment impairment) ->
                    new TestNumber.Application(
                            () -> new ImpairedEcho(impairment),
                            Media.AUDIO_AND_VIDEO,
                            Timing.AT_ONCE);
            case ParseResult.Malformed<Impairment> malformed -> new Unknown(malformed.detail());
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
                            hertz -> audio(() -> new Tone(hertz, TONE_DBM0)));
            case "delay" ->
                    within(
                            value,
                            1,
                            10_000,
                            "delay-MS takes 1 to 10000 ms",
                            millis ->
                                    new TestNumber.Application(
                                            () -> new Delay(Duration.ofMillis(millis)),
                                            Media.AUDIO_AND_VIDEO,
                                            Timing.AT_ONCE));
            case "answer" ->
                    within(
                            value,
                            1,
                            60,
                            "answer-SECONDS takes 1 to 60 s",
                            seconds -> timedEcho(Timing.ring(Duration.ofSeconds(seconds))));
            case "early" ->
                    within(
                            value,
                            1,
                            60,
                            "early-SECONDS takes 1 to 60 s",
                            seconds ->
                                    new TestNumber.Application(
                                            () -> new Tone(EARLY_HZ, TONE_DBM0),
                                            Media.AUDIO,
                                            Timing.early(Duration.ofSeconds(seconds))));
            case "hangup" ->
                    within(
                            value,
                            1,
                            3_600,
                            "hangup-SECONDS takes 1 to 3600 s",
                            seconds -> timedEcho(Timing.hangUp(Duration.ofSeconds(seconds))));
            case "reinvite" ->
                    within(
                            value,
                            1,
                            3_600,
                            "reinvite-SECONDS takes 1 to 3600 s",
                            seconds -> timedEcho(Timing.reoffer(Duration.ofSeconds(seconds))));
            case "status" ->
                    within(
                            value,
                            300,
                            699,
                            "status-CODE takes 300 to 699",
                            TestNumber.Refusal::new);
            default -> new Unknown("no such test number");
        };
    }

    private static TestNumber audio(Supplier<CallApplication> application) {
        return new TestNumber.Application(application, Media.AUDIO, Timing.AT_ONCE);
    }

    private static TestNumber timedEcho(Timing timing) {
        return echo(Media.AUDIO_AND_VIDEO, timing);
    }

    private static TestNumber echo(Media media, Timing timing) {
        return new TestNumber.Application(() -> ECHO, media, timing);
    }

    private static TestNumber within(
            int value, int least, int most, String allowed, IntFunction<TestNumber> number) {
        return value >= least && value <= most ? number.apply(value) : new Unknown(allowed);
    }
}
