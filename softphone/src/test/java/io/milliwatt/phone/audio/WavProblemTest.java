package io.milliwatt.phone.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.milliwatt.phone.audio.AudioFileException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are no WAV file, or lie.
class WavProblemTest {
    @TempDir Path directory;

    private AudioFileException refused(Path file) {
        AudioFileException refused =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(10),
                        () ->
                                assertThrows(
                                        AudioFileException.class,
                                        () -> WavSource.open(file).close()));
        assertEquals(file, refused.file());
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        return refused;
    }

    private AudioFileException refused(byte[] bytes) throws IOException {
        return refused(Files.write(directory.resolve("heard.wav"), bytes));
    }

    private void assertRefused(Problem problem, String words, byte[] bytes) throws IOException {
        AudioFileException refused = refused(bytes);
        assertEquals(problem, refused.problem(), refused.getMessage());
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }

    @Test
    void missingFileIsNamed() {
        AudioFileException refused = refused(directory.resolve("none.wav"));
        assertEquals(Problem.MISSING, refused.problem());
        assertTrue(refused.getMessage().startsWith("There is no file "), refused.getMessage());
    }

    @Test
    void directoryPipeAndDeviceAreRefusedWithoutWaiting() throws Exception {
        assertEquals(Problem.NOT_A_FILE, refused(directory).problem());
        assertEquals(Problem.NOT_A_FILE, refused(Path.of("/dev/zero")).problem());
        Path pipe = directory.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertEquals(Problem.NOT_A_FILE, refused(pipe).problem());
        assertThrows(AudioFileException.class, () -> WavSink.create(pipe));
    }

    @Test
    void fileThatMayNotBeReadIsRefused() throws Exception {
        Path file = Files.write(directory.resolve("secret.wav"), new byte[50]);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user may read everything");
        assertEquals(Problem.NOT_PERMITTED, refused(file).problem());
    }

    @Test
    void emptyFileIsRefused() throws Exception {
        assertRefused(Problem.EMPTY, "is empty; give a PCM WAV file", new byte[0]);
    }

    @Test
    void otherFilesAreNamed() throws Exception {
        assertRefused(
                Problem.NOT_WAV,
                "is no WAV file: it begins with \"Hello, world\"; give a PCM WAV file, for example"
                        + " made by: sox in.mp3 -r 8000 -c 1 -b 16 out.wav",
                "Hello, world of sound".getBytes(StandardCharsets.US_ASCII));
        assertRefused(
                Problem.NOT_WAV,
                "it begins with the bytes 00 01 02",
                new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        assertRefused(
                Problem.NOT_WAV,
                "looks like an MP3 file",
                "ID3\4\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(
                Problem.NOT_WAV,
                "looks like an Ogg file",
                "OggS\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(Problem.NOT_WAV, "begins with \"RIFF\"", new byte[] {'R', 'I', 'F', 'F'});
    }

    @Test
    void otherEncodingsAreNamed() throws Exception {
        assertRefused(
                Problem.UNSUPPORTED,
                "with MP3;",
                WavBytes.riff(
                        WavBytes.format(0x55, 1, 8000, 8), WavBytes.chunk("data", new byte[9])));
        assertRefused(
                Problem.UNSUPPORTED,
                "an unknown encoding (0x1234)",
                WavBytes.riff(WavBytes.format(0x1234, 1, 8000, 8)));
        assertRefused(
                Problem.UNSUPPORTED,
                "samples of 12 bit",
                WavBytes.riff(WavBytes.format(1, 1, 8000, 12)));
        assertRefused(
                Problem.UNSUPPORTED,
                "3999 samples a second; the phone reads 4000 to 192000",
                WavBytes.riff(WavBytes.format(1, 1, 3999, 16)));
        assertRefused(
                Problem.UNSUPPORTED,
                "4294967295 samples a second",
                WavBytes.riff(WavBytes.format(1, 1, -1, 16)));
    }

    @Test
    void fileThatWasCutOffSaysHowMuchIsThere() throws Exception {
        byte[] whole = WavBytes.pcm16(8000, new double[1000]);
        assertRefused(
                Problem.TRUNCATED,
                "its header promises 2,000 bytes of audio, 1,500 are there",
                Arrays.copyOf(whole, whole.length - 500));
        assertRefused(Problem.BROKEN, "ends within its format chunk", Arrays.copyOf(whole, 30));
        assertRefused(Problem.TRUNCATED, "no data chunk", Arrays.copyOf(whole, 38));
        assertRefused(
                Problem.EMPTY,
                "holds no audio",
                WavBytes.riff(
                        WavBytes.format(1, 1, 8000, 16), WavBytes.chunk("data", new byte[0])));
    }

    @Test
    void lyingLengthsAreRefused() throws Exception {
        byte[] format = WavBytes.format(1, 1, 8000, 16);
        byte[] data = WavBytes.chunk("data", new byte[100]);
        assertRefused(
                Problem.TRUNCATED,
                "no data chunk",
                WavBytes.riff(format, WavBytes.chunk("LIST", 0xffff_fff0L, new byte[4]), data));
        assertRefused(
                Problem.BROKEN,
                "says it has 4294967295 bytes",
                WavBytes.riff(WavBytes.chunk("fmt ", 0xffff_ffffL, new byte[16]), data));
        assertRefused(Problem.BROKEN, "before its format chunk", WavBytes.riff(data, format));
        byte[] lyingBlocks = format.clone();
        lyingBlocks[8 + 12] = 7;
        assertRefused(
                Problem.BROKEN,
                "1 channels of 2 bytes make blocks of 7 bytes",
                WavBytes.riff(lyingBlocks, data));
        assertRefused(
                Problem.BROKEN, "0 channels", WavBytes.riff(WavBytes.format(1, 0, 8000, 16), data));
    }

    @Test
    void endlessChunksEnd() throws Exception {
        byte[] empty = new byte[16 * 1024 * 1024];
        Arrays.fill(empty, (byte) 0); // two million chunks without name or content
        assertRefused(
                Problem.TRUNCATED,
                "no data chunk",
                WavBytes.riff(WavBytes.format(1, 1, 8000, 16), empty));
    }

    @Test
    void hugeFilesAreRefusedWithoutReadingThem() throws Exception {
        Path file = directory.resolve("huge.wav");
        byte[] header =
                WavBytes.riff(
                        WavBytes.format(1, 1, 8000, 16),
                        WavBytes.chunk("data", 0xffff_ffffL, new byte[0]));
        Files.write(file, header);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(20_000_000);
        }
        AudioFileException tooLong = refused(file);
        assertEquals(Problem.TOO_LONG, tooLong.problem());
        assertTrue(tooLong.getMessage().contains("lasts 1,249 s"), tooLong.getMessage());
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 42);
        }
        AudioFileException huge = refused(file);
        assertEquals(Problem.TOO_LONG, huge.problem());
        assertTrue(huge.getMessage().contains("4,398,046,511,104 bytes"), huge.getMessage());
    }

    @Test
    void mutatedFilesNeverDoMoreThanBeRefused() {
        double[] tone = Signals.sine(440, 0.5, 11_025, 200);
        List<byte[]> seeds =
                List.of(
                        WavBytes.pcm16(8000, tone),
                        WavBytes.file(WavBytes.PCM, 2, 44_100, 24, tone),
                        WavBytes.file(WavBytes.FLOAT, 1, 11_025, 32, tone),
                        WavBytes.file(6, 3, 16_000, 8, tone));
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> {
                    int played = 0;
                    for (int seed = 0; seed < 4000; seed++) {
                        byte[] bytes = mutated(seeds.get(seed % seeds.size()), new Random(seed));
                        try {
                            short[] samples =
                                    WavReader.read(
                                                    Path.of("mutated.wav"),
                                                    new ByteArrayInputStream(bytes),
                                                    bytes.length)
                                            .samples();
                            // at most one sample an octet, at the least rate
                            assertTrue(samples.length <= 2 * bytes.length + 1, "seed " + seed);
                            played++;
                        } catch (AudioFileException expected) {
                            assertTrue(expected.getMessage().length() < 400, "seed " + seed);
                        } catch (RuntimeException | AssertionError bug) {
                            throw new AssertionError("seed " + seed, bug);
                        }
                    }
                    assertTrue(played > 400 && played < 3600, played + " of 4000 played");
                });
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            // two in three mutations hit the header
            int within = random.nextInt(3) == 0 ? bytes.length : Math.min(48, bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[random.nextInt(within)] = (byte) random.nextInt();
                case 1 -> bytes[random.nextInt(within)] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[random.nextInt(within)] = (byte) (random.nextInt(3) - 1);
                case 3 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                default -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(40));
            }
        }
        return bytes;
    }
}
