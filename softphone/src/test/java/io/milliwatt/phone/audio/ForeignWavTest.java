package io.milliwatt.phone.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.phone.audio.AudioFileException.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that sox and ffmpeg write, and our files as they read them.
@Tag("system")
@Timeout(60)
class ForeignWavTest {
    @TempDir Path directory;

    private String run(Path output, String... command) throws IOException, InterruptedException {
        assumeTrue(
                List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0]))),
                command[0] + " is not installed: apt-get install " + command[0]);
        Path errors = directory.resolve("errors.txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
        assertEquals(0, process.waitFor(), Files.readString(errors));
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    private void assertToneOfHalfScale(Path file) throws AudioFileException {
        WavSource source = WavSource.open(file);
        assertEquals(2000, source.duration().toMillis(), 60, source.description());
        short[] played = Signals.read(source, 95);
        double amplitude = Signals.amplitude(Signals.middle(played, 800), 1004, 8000);
        assertEquals(0, Signals.decibels(amplitude / 0.5), 0.1, source.description());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-r 8000 -c 1 -b 16",
                "-r 44100 -c 2 -b 16",
                "-r 48000 -c 2 -b 24",
                "-r 96000 -c 1 -b 32",
                "-r 22050 -c 1 -b 8",
                "-r 16000 -c 2 -b 32 -e floating-point",
                "-r 16000 -c 1 -b 64 -e floating-point",
                "-r 8000 -c 1 -e a-law",
                "-r 8000 -c 2 -e u-law",
                "-r 48000 -c 6 -b 16",
            })
    void filesOfSoxPlay(String format) throws Exception {
        Path file = directory.resolve("sox.wav");
        String command = "sox -n " + format + " -t wav " + file + " synth 2 sine 1004 vol 0.5";
        run(directory.resolve("out.txt"), command.split(" "));
        assertToneOfHalfScale(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_f32le", "pcm_alaw"})
    void filesOfFfmpegPlayAlsoWhenItWroteToAPipe(String codec) throws Exception {
        Path file = directory.resolve("ffmpeg.wav");
        String tone = "aevalsrc=0.5*sin(2*PI*1004*t):s=44100:d=2";
        run(
                file, // standard output: lengths are unknown
                "ffmpeg", "-v", "error", "-f", "lavfi", "-i", tone, "-c:a", codec, "-f", "wav",
                "-");
        assertToneOfHalfScale(file);
        run(
                directory.resolve("out.txt"),
                ("ffmpeg -y -v error -f lavfi -i " + tone + " -c:a " + codec + " " + file)
                        .split(" "));
        assertToneOfHalfScale(file);
    }

    @Test
    void otherFormatsOfSoxAreRefusedByName() throws Exception {
        Path out = directory.resolve("out.txt");
        Path adpcm = directory.resolve("adpcm.wav");
        run(out, ("sox -n -r 8000 -e ima-adpcm " + adpcm + " synth 1 sine 1004").split(" "));
        AudioFileException refused =
                assertThrows(AudioFileException.class, () -> WavSource.open(adpcm));
        assertEquals(Problem.UNSUPPORTED, refused.problem());
        assertTrue(refused.getMessage().contains("IMA ADPCM"), refused.getMessage());
        Path flac = directory.resolve("music.flac");
        run(out, ("sox -n -r 8000 " + flac + " synth 1 sine 1004").split(" "));
        refused = assertThrows(AudioFileException.class, () -> WavSource.open(flac));
        assertTrue(refused.getMessage().contains("looks like a FLAC file"), refused.getMessage());
    }

    @Test
    void recordingsAreReadBySoxAndFfmpeg() throws Exception {
        Path file = directory.resolve("heard.wav");
        Path out = directory.resolve("out.txt");
        ToneSource tone = new ToneSource(1004, 0);
        short[] frame = new short[160];
        try (WavSink sink = WavSink.create(file)) {
            for (int i = 0; i < 100; i++) {
                tone.read(frame);
                sink.write(frame);
            }
        }
        assertEquals("16000", run(out, "soxi", "-s", file.toString()).strip());
        assertEquals("8000", run(out, "soxi", "-r", file.toString()).strip());
        String probed =
                run(
                        out,
                        ("ffprobe -v error -show_entries stream=codec_name,channels,duration -of"
                                        + " csv=p=0 "
                                        + file)
                                .split(" "));
        assertEquals("pcm_s16le,1,2.000000", probed.strip());
    }
}
