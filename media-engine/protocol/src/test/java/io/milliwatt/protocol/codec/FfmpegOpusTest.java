package io.milliwatt.protocol.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.audio.ReferenceSignal;
import io.milliwatt.protocol.audio.SignalComparison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Opus against libopus, which ffmpeg calls: what one codes the other decodes.
@Tag("system")
class FfmpegOpusTest {
    private static final int SECONDS = 10;

    @TempDir private Path folder;
    private Ffmpeg ffmpeg;

    @BeforeEach
    void needsFfmpeg() {
        ffmpeg = new Ffmpeg(folder);
    }

    private static short[] signal(int rateHz) {
        short[] pcm = new short[SECONDS * rateHz];
        new ReferenceSignal(48, rateHz).fill(pcm, 0, pcm.length);
        return pcm;
    }

    private List<byte[]> libopusEncoded(short[] pcm, int channels, String... options)
            throws Exception {
        List<String> form = new ArrayList<>(List.of("-c:a", "libopus"));
        form.addAll(List.of(options));
        form.addAll(List.of("-f", "ogg"));
        return OggOpus.packets(ffmpeg.run(Ffmpeg.bytes(pcm), Ffmpeg.pcm(48_000, channels), form));
    }

    private short[] libopusDecoded(List<byte[]> packets) throws Exception {
        return Ffmpeg.samples(
                ffmpeg.run(
                        OggOpus.write(packets, 960),
                        List.of("-c:a", "libopus", "-f", "ogg"),
                        Ffmpeg.pcm(48_000, 1)));
    }

    @Test
    void libopusDecodesWhatWeCodeAtEveryRateAsWeDo() throws Exception {
        for (int rateHz : new int[] {8_000, 12_000, 16_000, 24_000, 48_000}) {
            Opus opus = Opus.DEFAULT.at(rateHz);
            short[] sent = signal(rateHz);
            List<byte[]> packets = OpusTest.encoded(opus, sent);
            short[] theirs = libopusDecoded(packets);
            short[] ours = OpusTest.decoded(Opus.DEFAULT, packets);
            assertEquals(ours.length, theirs.length, 960.0);
            var same = SignalComparison.compare(ours, theirs, 48_000);
            assertTrue(same.snrDb() > 45, rateHz + ": " + same);
            assertEquals(0, same.gainDb(), 0.1);
        }
    }

    @Test
    void weDecodeWhatLibopusCodes() throws Exception {
        short[] sent = signal(48_000);
        for (String bits : List.of("16k", "32k", "64k", "128k")) {
            List<byte[]> packets = libopusEncoded(sent, 1, "-b:a", bits, "-application", "voip");
            short[] theirs = libopusDecoded(packets);
            short[] ours = OpusTest.decoded(Opus.DEFAULT, packets);
            var same = SignalComparison.compare(theirs, ours, 48_000);
            assertTrue(same.snrDb() > 45, bits + ": " + same);
        }
    }

    @Test
    void stereoOfLibopusIsDecodedToTheMeanOfBothChannels() throws Exception {
        short[] mono = signal(48_000);
        short[] stereo = new short[2 * mono.length];
        for (int i = 0; i < mono.length; i++) {
            stereo[2 * i] = mono[i]; // the right channel is silent
        }
        List<byte[]> packets = libopusEncoded(stereo, 2, "-b:a", "128k");
        assertEquals(4, packets.get(100)[0] & 4, "the bit of stereo, RFC 6716, section 3.1");
        short[] ours = OpusTest.decoded(Opus.DEFAULT, packets);
        var result = SignalComparison.compare(mono, ours, 48_000);
        assertTrue(result.snrDb() > 12, result.toString());
        assertEquals(-6, result.gainDb(), 1);
    }

    @Test
    void framesOfAnyDurationOfLibopusAreReadWhole() throws Exception {
        short[] sent = signal(48_000);
        for (String millis : List.of("2.5", "5", "10", "20", "40", "60")) {
            List<byte[]> packets = libopusEncoded(sent, 1, "-frame_duration", millis);
            short[] ours = OpusTest.decoded(Opus.DEFAULT.at(16_000), packets);
            double expected = SECONDS * 16_000;
            assertEquals(expected, ours.length, 16 * 70, millis + " ms");
        }
    }
}
