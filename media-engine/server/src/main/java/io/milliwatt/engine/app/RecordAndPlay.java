package io.milliwatt.engine.app;

import io.milliwatt.engine.media.AudioInput;
import io.milliwatt.engine.media.AudioSource;
import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.engine.sound.Recording;
import io.milliwatt.engine.sound.Recordings;
import io.milliwatt.protocol.audio.LevelMeter;
import io.milliwatt.protocol.audio.ToneGenerator;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A beep; records until a digit is pressed, three seconds of silence follow something heard, or
/// the time is up; plays it back; and again. A recording that could not be kept is played all the
/// same: what is played comes from memory.
final class RecordAndPlay implements CallApplication {
    private static final double BEEP_HZ = 1_000;
    private static final double BEEP_DBM0 = -10;
    private static final int BEEP_MILLIS = 250;
    private static final double SILENCE_DBM0 = -45;
    private static final int SILENT_FRAMES = 150; // 3 s
    private static final int FRAMES_A_SECOND = 50;

    private final Recordings recordings;
    private @Nullable Take take;

    RecordAndPlay(Recordings recordings) {
        this.recordings = recordings;
    }

    /// One recording while it is made.
    private static final class Take {
        final int rateHz;
        final AudioInput input;
        final Recording recording;
        final short[] frame;
        short[] kept;
        int count;
        int silentFrames;
        boolean heard;

        Take(int rateHz, AudioInput input, Recording recording) {
            this.rateHz = rateHz;
            this.input = input;
            this.recording = recording;
            this.frame = new short[rateHz / FRAMES_A_SECOND];
            this.kept = new short[10 * rateHz];
        }

        /// @return false when it is over
        boolean next(long nowNanos) {
            input.take(frame, nowNanos);
            recording.append(frame, frame.length);
            if (count + frame.length > kept.length) {
                kept = Arrays.copyOf(kept, 2 * kept.length);
            }
            System.arraycopy(frame, 0, kept, count, frame.length);
            count += frame.length;
            boolean silent = LevelMeter.dbm0(frame, 0, frame.length) < SILENCE_DBM0;
            heard |= !silent;
            silentFrames = silent ? silentFrames + 1 : 0;
            return !(heard && silentFrames >= SILENT_FRAMES)
                    && count < Recordings.MAX_SECONDS * rateHz;
        }
    }

    @Override
    public void start(MediaPath path, long nowNanos) {
        int rate = path.output().sampleRateHz();
        var beep = new short[rate * BEEP_MILLIS / 1_000];
        new ToneGenerator(BEEP_HZ, BEEP_DBM0, rate).fill(beep, 0, beep.length);
        path.play(AudioSource.of(rate, beep), nowNanos, ended -> record(path, rate, ended));
    }

    private void record(MediaPath path, int rate, long nowNanos) {
        var fresh = new Take(rate, path.listen(rate), recordings.begin(path.callId(), rate));
        take = fresh;
        path.everyFrame(
                nowNanos,
                tick -> {
                    if (take != fresh) {
                        return false;
                    }
                    if (!fresh.next(tick)) {
                        finish(path, fresh, tick);
                        return false;
                    }
                    return true;
                });
    }

    private void finish(MediaPath path, Take done, long nowNanos) {
        take = null;
        done.recording.finish();
        path.tell("recording", Map.of("name", done.recording.name()));
        short[] samples = Arrays.copyOf(done.kept, done.count);
        path.play(AudioSource.of(done.rateHz, samples), nowNanos, ended -> start(path, ended));
    }

    @Override
    public void onDigit(MediaPath path, char digit, long nowNanos) {
        Take running = take;
        if (running != null) {
            finish(path, running, nowNanos);
        }
    }

    @Override
    public void stop(MediaPath path, long nowNanos) {
        Take running = take;
        if (running != null) {
            take = null;
            running.recording.finish();
        }
    }
}
