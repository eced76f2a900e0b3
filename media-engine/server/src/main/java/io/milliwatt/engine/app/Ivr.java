package io.milliwatt.engine.app;

import io.milliwatt.engine.app.prompt.Prompt;
import io.milliwatt.engine.app.prompt.Prompts;
import io.milliwatt.engine.media.AudioSource;
import io.milliwatt.engine.media.MediaPath;
import java.util.Map;

/// A menu by digits: 1 a tone, 2 the echo, 3 a recording, 0 goodbye; digits that end with `#` are
/// read back. Whoever presses a key is not made to hear the rest of what was being said.
final class Ivr implements CallApplication {
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long FIRST_DIGIT_NANOS = 1_500_000_000L;
    private static final int MAX_DIGITS = 20;
    private static final double TONE_HZ = 440;
    private static final double TONE_DBM0 = -10;

    private final Studio studio;
    private final StringBuilder digits = new StringBuilder();
    private long generation;

    Ivr(Studio studio) {
        this.studio = studio;
    }

    @Override
    public void start(MediaPath path, long nowNanos) {
        say(path, studio.prompts().samples(Prompt.MENU), nowNanos);
    }

    private void say(MediaPath path, short[] samples, long nowNanos) {
        long said = ++generation;
        path.play(
                AudioSource.of(Prompts.SAMPLE_RATE_HZ, samples),
                nowNanos,
                ended ->
                        path.runAt(
                                ended + PATIENCE_NANOS,
                                later -> {
                                    if (said == generation) {
                                        start(path, later);
                                    }
                                }));
    }

    @Override
    public void onDigit(MediaPath path, char digit, long nowNanos) {
        long pressed = ++generation;
        path.output().stop();
        if (digit == '#') {
            readBack(path, nowNanos);
            return;
        }
        if (digits.length() < MAX_DIGITS) {
            digits.append(digit);
        }
        // one digit and then nothing is a choice of the menu; more digits wait for the pound key
        path.runAt(
                nowNanos + FIRST_DIGIT_NANOS,
                later -> {
                    if (pressed == generation && digits.length() == 1) {
                        choose(path, digits.charAt(0), later);
                    }
                });
    }

    private void readBack(MediaPath path, long nowNanos) {
        String keys = digits.toString();
        digits.setLength(0);
        path.tell("ivr", Map.of("digits", keys));
        say(
                path,
                keys.isEmpty()
                        ? studio.prompts().samples(Prompt.INVALID)
                        : studio.prompts().pressed(keys),
                nowNanos);
    }

    private void choose(MediaPath path, char digit, long nowNanos) {
        digits.setLength(0);
        path.tell("ivr", Map.of("choice", String.valueOf(digit)));
        switch (digit) {
            case '1' -> path.become(new Tone(TONE_HZ, TONE_DBM0), nowNanos);
            case '2' -> path.become(new Echo(), nowNanos);
            case '3' -> path.become(new RecordAndPlay(studio.recordings()), nowNanos);
            case '0' ->
                    path.play(
                            AudioSource.of(
                                    Prompts.SAMPLE_RATE_HZ,
                                    studio.prompts().samples(Prompt.GOODBYE)),
                            nowNanos,
                            _ -> path.hangUp("the menu said goodbye"));
            default -> say(path, studio.prompts().samples(Prompt.INVALID), nowNanos);
        }
    }

    @Override
    public void stop(MediaPath path, long nowNanos) {
        generation++;
    }
}
