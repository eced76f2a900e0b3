package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The sound of a stream in memory: to draw it and to play it.
///
/// @param sampleRateHz 0 when no packet could be decoded
/// @param samples mono; not to be changed
/// @param cutOff samples at the end that are left out, because there are too many
/// @param forged packets that the key did not open
public record DecodedAudio(
        int sampleRateHz, short[] samples, List<AudioMark> marks, long cutOff, long forged) {
    /// Samples that are kept at most: 40 minutes of telephone speech, 80 MB at the utmost while it
    /// is decoded.
    public static final int MOST_SAMPLES = 20_000_000;

    public DecodedAudio {
        marks = List.copyOf(marks);
    }

    /// Decodes one stream of a file.
    ///
    /// @param senderKey of SRTP, when that is known
    public static DecodedAudio read(
            CaptureFile file,
            StreamKey key,
            MediaHints hints,
            Optional<SrtpMasterKey> senderKey,
            CaptureProgress progress,
            BooleanSupplier cancelled)
            throws IOException {
        Memory memory = new Memory();
        StreamAudio audio = new StreamAudio(key, hints, senderKey, memory);
        file.read(audio, progress, cancelled);
        audio.finish();
        return new DecodedAudio(
                audio.sampleRateHz(),
                Arrays.copyOf(memory.samples, memory.size),
                audio.marks(),
                audio.samples() - memory.size,
                audio.forged());
    }

    private static final class Memory implements AudioSink {
        private short[] samples = new short[1 << 16];
        private int size;

        @Override
        public void onSamples(short[] more, int count) {
            int taken = Math.min(count, MOST_SAMPLES - size);
            if (size + taken > samples.length) {
                samples = Arrays.copyOf(samples, Math.min(MOST_SAMPLES, 2 * samples.length));
            }
            System.arraycopy(more, 0, samples, size, taken);
            size += taken;
        }
    }
}
