package io.milliwatt.phone.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavSourceTest {
    @TempDir Path directory;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("in.wav"), bytes);
    }

    @Test
    void eightKilohertzPcmPassesBitByBit() throws Exception {
        double[] tone = Signals.sine(700, 0.8, 8000, 480);
        short[] expected = new short[640];
        for (int i = 0; i < tone.length; i++) {
            expected[i] = (short) Math.round(tone[i] * 32767);
        }
        WavSource source = WavSource.open(file(WavBytes.pcm16(8000, tone)));
        assertEquals("PCM, 16 bit, 8,000 Hz, mono", source.description());
        assertEquals(Duration.ofMillis(60), source.duration());
        short[] played = Signals.read(source, 3);
        assertTrue(source.finished());
        assertArrayEquals(Arrays.copyOf(expected, 480), played);
        assertArrayEquals(new short[160], Signals.read(source, 1), "silence follows");
    }

    @Test
    void endInTheMiddleOfAFrameIsFilledWithSilence() throws Exception {
        double[] samples = new double[170];
        Arrays.fill(samples, 0.5);
        WavSource source = WavSource.open(file(WavBytes.pcm16(8000, samples)));
        short[] played = Signals.read(source, 2);
        assertEquals(16384, played[169]);
        assertEquals(0, played[170]);
    }

    @Test
    void loopingPlaysAgainWithoutAGap() throws Exception {
        double[] samples = new double[100];
        Arrays.setAll(samples, i -> (i + 1) / 32767.0);
        WavSource source = WavSource.openLooping(file(WavBytes.pcm16(8000, samples)));
        short[] played = Signals.read(source, 10);
        for (int i = 0; i < played.length; i++) {
            assertEquals(i % 100 + 1, played[i]);
        }
        assertFalse(source.finished());
    }

    @ParameterizedTest
    @CsvSource({
        "1,8", "1,16", "1,24", "1,32", "3,32", "3,64",
    })
    void everyEncodingRateAndChannelCountKeepsTheLevel(int code, int bits) throws Exception {
        for (int rate : new int[] {8000, 4000, 16_000, 22_050, 44_100, 48_000, 192_000}) {
            for (int channels : new int[] {1, 2, 6}) {
                double[] tone = Signals.sine(1004, 0.5, rate, rate / 2);
                WavSource source =
                        WavSource.open(file(WavBytes.file(code, channels, rate, bits, tone)));
                short[] played = Signals.read(source, 25);
                assertTrue(source.finished());
                double amplitude = Signals.amplitude(Signals.middle(played, 200), 1004, 8000);
                assertEquals(
                        0,
                        Signals.decibels(amplitude / 0.5),
                        bits == 8 ? 0.1 : 0.05,
                        source.description());
            }
        }
    }

    @Test
    void channelsAreMixedToTheirMean() throws Exception {
        byte[] data = new byte[320 * 4];
        for (int i = 0; i < 320; i++) {
            data[4 * i + 1] = 0x40; // left 16384, right 0
        }
        byte[] stereo =
                WavBytes.riff(
                        WavBytes.format(WavBytes.PCM, 2, 8000, 16), WavBytes.chunk("data", data));
        short[] played = Signals.read(WavSource.open(file(stereo)), 2);
        assertEquals(8192, played[0]);
        assertEquals(8192, played[319]);
    }

    @Test
    void lawsOfG711AreDecoded() throws Exception {
        byte[] codes = {(byte) 0x80, 0x00, (byte) 0xff, (byte) 0x8f};
        byte[] muLaw = WavBytes.riff(WavBytes.format(7, 1, 8000, 8), WavBytes.chunk("data", codes));
        short[] played = Signals.read(WavSource.open(file(muLaw)), 1);
        // ITU-T G.711, table 2: 8031 and 4191 on the scale of 14 bits, here of 16
        assertArrayEquals(new short[] {32124, -32124, 0, 16764}, Arrays.copyOf(played, 4));
        byte[] aLaw = WavBytes.riff(WavBytes.format(6, 1, 8000, 8), WavBytes.chunk("data", codes));
        played = Signals.read(WavSource.open(file(aLaw)), 1);
        // table 1 with the even bits inverted: 0x80 is 0xd5, segment 5, 21.5 * 256
        assertArrayEquals(new short[] {5504, -5504, 848, 6784}, Arrays.copyOf(played, 4));
    }

    @Test
    void otherChunksExtensibleFormatAndUnknownLengthAreUnderstood() throws Exception {
        byte[] plain = WavBytes.format(WavBytes.PCM, 1, 8000, 16);
        byte[] extended = Arrays.copyOfRange(plain, 8, 8 + 40);
        extended[0] = (byte) 0xfe;
        extended[1] = (byte) 0xff;
        extended[24] = 1; // PCM
        byte[] samples = {1, 0, 2, 0, 3, 0};
        for (long length : new long[] {0xffff_ffffL, 0x7fff_f000L, 0, 6}) {
            byte[] bytes =
                    WavBytes.riff(
                            WavBytes.chunk("LIST", new byte[] {1, 2, 3}), // odd: padded
                            WavBytes.chunk("fmt ", extended),
                            WavBytes.chunk("fact", new byte[4]),
                            WavBytes.chunk("data", length, samples));
            short[] played = Signals.read(WavSource.open(file(bytes)), 1);
            assertArrayEquals(new short[] {1, 2, 3, 0}, Arrays.copyOf(played, 4));
        }
    }

    @Test
    void whatFollowsTheAudioIsNotPlayed() throws Exception {
        byte[] bytes =
                WavBytes.riff(
                        WavBytes.format(WavBytes.PCM, 1, 8000, 16),
                        WavBytes.chunk("data", new byte[] {1, 0, 2, 0}),
                        WavBytes.chunk("LIST", new byte[] {9, 9, 9, 9}));
        short[] played = Signals.read(WavSource.open(file(bytes)), 1);
        assertArrayEquals(new short[] {1, 2, 0, 0}, Arrays.copyOf(played, 4));
    }
}
