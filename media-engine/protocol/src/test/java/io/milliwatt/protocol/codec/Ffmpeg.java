package io.milliwatt.protocol.codec;

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
import java.util.concurrent.TimeUnit;

/// Runs ffmpeg on bytes, as a peer that codes and decodes.
final class Ffmpeg {
    private static final Path FFMPEG = Path.of("/usr/bin/ffmpeg");

    private final Path folder;

    /// Skips the test where there is no ffmpeg.
    Ffmpeg(Path folder) {
        assumeTrue(Files.isExecutable(FFMPEG), "ffmpeg is not installed");
        this.folder = folder;
    }

    static List<String> pcm(int rateHz, int channels) {
        return List.of("-f", "s16le", "-ar", "" + rateHz, "-ac", "" + channels);
    }

    byte[] run(byte[] input, List<String> inputForm, List<String> outputForm)
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

    static byte[] bytes(short[] pcm) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        return bytes.array();
    }

    static short[] samples(byte[] bytes) {
        short[] pcm = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(pcm);
        return pcm;
    }
}
