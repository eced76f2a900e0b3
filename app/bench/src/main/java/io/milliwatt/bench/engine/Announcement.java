package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.phone.audio.AudioFileException;
import io.milliwatt.phone.audio.AudioFrame;
import io.milliwatt.phone.audio.WavSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/// What `play` shall play: any WAV file that the phone reads, as the engine takes it (PCM of 16
/// bit, mono).
public final class Announcement {
    /// What the engine takes, headers included; bytes.
    private static final int MAX_BYTES = 3_000_000;

    private static final int HEADER_BYTES = 44;

    private final short[] samples;

    private Announcement(short[] samples) {
        this.samples = samples;
    }

    /// @throws BenchException the file cannot be read, or plays too long
    public static Announcement of(Path file) throws BenchException {
        try (WavSource source = WavSource.open(file)) {
            long millis = source.duration().toMillis();
            int maxSeconds = (MAX_BYTES - HEADER_BYTES) / 2 / AudioFrame.SAMPLE_RATE_HZ;
            if (millis > maxSeconds * 1_000L) {
                throw new BenchException(
                        ProblemCode.BAD_AUDIO_FILE,
                        String.format(
                                Locale.ROOT,
                                "%s lasts %.1f s, the engine plays at most %d s",
                                file,
                                millis / 1e3,
                                maxSeconds),
                        "Shorten it: sox in.wav out.wav trim 0 " + maxSeconds);
            }
            var samples = new short[(int) (millis * AudioFrame.SAMPLE_RATE_HZ / 1_000)];
            source.read(samples);
            return new Announcement(samples);
        } catch (AudioFileException e) {
            throw new BenchException(
                    ProblemCode.BAD_AUDIO_FILE,
                    e.getMessage(),
                    "Give --play a WAV file; ./milliwatt call echo --play FILE tries it");
        }
    }

    byte[] toWav() {
        int dataBytes = 2 * samples.length;
        ByteBuffer out =
                ByteBuffer.allocate(HEADER_BYTES + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + dataBytes).put(ascii("WAVEfmt "));
        out.putInt(16).putShort((short) 1).putShort((short) 1);
        out.putInt(AudioFrame.SAMPLE_RATE_HZ).putInt(2 * AudioFrame.SAMPLE_RATE_HZ);
        out.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(dataBytes);
        out.asShortBuffer().put(samples);
        return out.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
