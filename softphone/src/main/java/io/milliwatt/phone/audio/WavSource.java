package io.milliwatt.phone.audio;

import io.milliwatt.phone.audio.AudioFileException.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// Plays a WAV file: PCM of 8, 16, 24 or 32 bit, float, A-law or mu-law, 4,000 to 192,000 samples a
/// second, any number of channels, up to ten minutes. The whole file is decoded by `open`, on the
/// caller's thread; playing it touches no file.
public final class WavSource implements AudioSource {
    private final short[] samples;
    private final String description;
    private final boolean looping;
    private volatile int next;

    private WavSource(WavReader.Audio audio, boolean looping) {
        samples = audio.samples();
        description = audio.format().toString();
        this.looping = looping;
    }

    /// Plays once, then silence.
    public static WavSource open(Path file) throws AudioFileException {
        return new WavSource(load(file), false);
    }

    /// Plays again and again, without a gap.
    public static WavSource openLooping(Path file) throws AudioFileException {
        return new WavSource(load(file), true);
    }

    private static WavReader.Audio load(Path file) throws AudioFileException {
        try {
            // asked before it is opened: opening a pipe waits for its writer
            if (Files.isDirectory(file)) {
                throw new AudioFileException(
                        Problem.NOT_A_FILE, file, file + " is a directory; give a WAV file in it");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new AudioFileException(
                        Problem.NOT_A_FILE,
                        file,
                        file + " is a pipe or device, not a file; save it to a WAV file first");
            }
            long size = Files.size(file);
            if (size > WavReader.MAX_FILE_BYTES) {
                throw new AudioFileException(
                        Problem.TOO_LONG,
                        file,
                        String.format(
                                Locale.ROOT,
                                "%s has %,d bytes, the phone reads at most %,d; shorten it: sox"
                                        + " in.wav -r 8000 -c 1 -b 16 out.wav trim 0 %d",
                                file,
                                size,
                                WavReader.MAX_FILE_BYTES,
                                WavReader.MAX_SECONDS));
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 65_536)) {
                return WavReader.read(file, in, size);
            }
        } catch (NoSuchFileException missing) {
            throw new AudioFileException(
                    Problem.MISSING,
                    file,
                    "There is no file " + file.toAbsolutePath() + "; give the path of a WAV file");
        } catch (AccessDeniedException denied) {
            throw new AudioFileException(
                    Problem.NOT_PERMITTED,
                    file,
                    file + " may not be read by this user; change its permissions: chmod a+r FILE");
        } catch (IOException failure) {
            throw new AudioFileException(
                    Problem.FAILED,
                    file,
                    file + " cannot be read: " + failure.getMessage() + "; copy it elsewhere");
        }
    }

    /// The file's format in words, such as `PCM, 16 bit, 44,100 Hz, stereo`.
    public String description() {
        return description;
    }

    /// How long it plays once.
    public Duration duration() {
        return Duration.ofNanos(samples.length * (1_000_000_000L / AudioFrame.SAMPLE_RATE_HZ));
    }

    /// True once only silence follows.
    public boolean finished() {
        return !looping && next >= samples.length;
    }

    @Override
    public void read(short[] frame) {
        int from = next;
        int filled = 0;
        while (filled < frame.length && from < samples.length) {
            int taken = Math.min(frame.length - filled, samples.length - from);
            System.arraycopy(samples, from, frame, filled, taken);
            filled += taken;
            from += taken;
            if (looping && from == samples.length) {
                from = 0;
            }
        }
        Arrays.fill(frame, filled, frame.length, (short) 0);
        next = from;
    }

    @Override
    public void close() {
        // the file was closed when it had been read
    }
}
