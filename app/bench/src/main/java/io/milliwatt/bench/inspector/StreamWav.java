package io.milliwatt.bench.inspector;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.inspector.audio.StreamAudio;
import io.milliwatt.inspector.call.CallStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Writes what a stream carries to a WAV file: PCM of 16 bits, mono, silence where packets are
/// missing.
public final class StreamWav {
    private static final int HEADER = 44;

    private StreamWav() {}

    /// @return what was written, in words
    public static String write(Captured captured, CallStream stream, Path target)
            throws BenchException {
        StreamAudio audio;
        try {
            audio = StreamAudio.read(captured.file(), stream.report());
        } catch (IOException failure) {
            throw CaptureReading.problem(
                    captured.file() + " cannot be read again: " + failure.getMessage());
        }
        if (audio.samples().length == 0) {
            throw new BenchException(
                    ProblemCode.BAD_CAPTURE,
                    "Stream "
                            + stream.report().key().ssrcText()
                            + " cannot be heard: "
                            + audio.note(),
                    "Choose another stream: PCMU, PCMA, G722, L16 and opus are decoded, in clear or"
                            + " with keys in the SDP of the capture");
        }
        try (OutputStream out = Files.newOutputStream(target)) {
            out.write(wav(audio.samples(), audio.sampleRateHz()));
        } catch (IOException failure) {
            throw new BenchException(
                    ProblemCode.BAD_AUDIO_FILE,
                    target + " cannot be written: " + failure.getMessage(),
                    "Give --wav a file in a folder that exists and may be written");
        }
        return String.format(
                Locale.ROOT,
                "Wrote %.1f s at %d Hz to %s%s",
                (double) audio.samples().length / audio.sampleRateHz(),
                audio.sampleRateHz(),
                target,
                audio.note().isEmpty() ? "" : ": " + audio.note());
    }

    /// The RIFF form of samples.
    static byte[] wav(short[] samples, int sampleRateHz) {
        int octets = samples.length * 2;
        var out = ByteBuffer.allocate(HEADER + octets).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER - 8 + octets);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        out.putShort((short) 1).putShort((short) 1);
        out.putInt(sampleRateHz).putInt(sampleRateHz * 2);
        out.putShort((short) 2).putShort((short) 16);
        out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(octets);
        for (short sample : samples) {
            out.putShort(sample);
        }
        return out.array();
    }
}
