package io.milliwatt.protocol.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares with ffmpeg, bit for bit.
@Tag("system")
class FfmpegG722Test {
    private static final Path FFMPEG = Path.of("/usr/bin/ffmpeg");
    private static final int SAMPLES = 16_000 * 20;

    @TempDir private Path folder;

    @BeforeEach
    void needsFfmpeg() {
        assumeTrue(Files.isExecutable(FFMPEG), "ffmpeg is not installed");
    }

    private byte[] ffmpeg(byte[] input, List<String> inputForm, List<String> outputForm)
            throws IOException, InterruptedException {
        Path in = folder.resolve("in");
        Path out = folder.resolve("out");
        Path log = folder.resolve("log");
        Files.write(in, input);
        List<String> command = new ArrayList<>(List.of(FFMPEG.toString(), "-nostdin", "-y"));
        command.addAll(inputForm);
        command.addAll(List.of("-i", in.toString()));
        command.addAll(outputForm);
        command.add(out.toString());
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "ffmpeg did not end within 60 s");
        assertEquals(0, process.exitValue(), Files.readString(log));
        return Files.readAllBytes(out);
    }

    private static final List<String> PCM = List.of("-f", "s16le", "-ar", "16000", "-ac", "1");

    private byte[] ffmpegEncoded(short[] pcm) throws IOException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        return ffmpeg(bytes.array(), PCM, List.of("-c:a", "g722", "-f", "g722"));
    }

    private short[] ffmpegDecoded(byte[] code) throws IOException, InterruptedException {
        byte[] bytes = ffmpeg(code, List.of("-f", "g722"), PCM);
        short[] pcm = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(pcm);
        return pcm;
    }

    private void comparesEqual(short[] pcm) throws IOException, InterruptedException {
        byte[] theirs = ffmpegEncoded(pcm);
        assertArrayEquals(theirs, G722Test.encoded(pcm));
        assertArrayEquals(ffmpegDecoded(theirs), G722Test.decoded(theirs));
    }

    @Test
    void encodesAndDecodesSpeechLikeSoundAsFfmpegDoes() throws Exception {
        comparesEqual(WidebandSignals.speech(SAMPLES));
    }

    @Test
    void encodesAndDecodesFullScaleNoiseAsFfmpegDoes() throws Exception {
        comparesEqual(WidebandSignals.noise(SAMPLES));
    }

    @Test
    void encodesAndDecodesStepsAsFfmpegDoes() throws Exception {
        comparesEqual(WidebandSignals.steps(SAMPLES));
    }

    @Test
    void decodesAnyOctetsAsFfmpegDoes() throws Exception {
        byte[] code = new byte[SAMPLES / 2];
        new Random(9).nextBytes(code);
        assertArrayEquals(ffmpegDecoded(code), G722Test.decoded(code));
    }
}
