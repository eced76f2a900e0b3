package io.milliwatt.protocol.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares with ffmpeg, bit for bit.
@Tag("system")
class FfmpegG722Test {
    private static final int SAMPLES = 16_000 * 20;

    @TempDir private Path folder;
    private Ffmpeg ffmpeg;

    @BeforeEach
    void needsFfmpeg() {
        ffmpeg = new Ffmpeg(folder);
    }

    private byte[] ffmpegEncoded(short[] pcm) throws IOException, InterruptedException {
        return ffmpeg.run(
                Ffmpeg.bytes(pcm), Ffmpeg.pcm(16_000, 1), List.of("-c:a", "g722", "-f", "g722"));
    }

    private short[] ffmpegDecoded(byte[] code) throws IOException, InterruptedException {
        return Ffmpeg.samples(ffmpeg.run(code, List.of("-f", "g722"), Ffmpeg.pcm(16_000, 1)));
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
