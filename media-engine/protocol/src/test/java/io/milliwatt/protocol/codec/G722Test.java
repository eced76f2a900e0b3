package io.milliwatt.protocol.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.Property;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/// Holds G.722 to what ffmpeg 5.1 made of the same signals; [FfmpegG722Test] asks it anew.
class G722Test {
    private static final int SAMPLES = 32_000;

    static byte[] encoded(short[] pcm) {
        byte[] code = new byte[pcm.length / 2];
        assertEquals(code.length, G722.INSTANCE.newEncoder().encode(pcm, 0, pcm.length, code, 0));
        return code;
    }

    static short[] decoded(byte[] code) {
        short[] pcm = new short[2 * code.length];
        assertEquals(pcm.length, G722.INSTANCE.newDecoder().decode(code, 0, code.length, pcm, 0));
        return pcm;
    }

    private static String checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return "%08x".formatted(crc.getValue());
    }

    private static String checksum(short[] pcm) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        return checksum(bytes.array());
    }

    private static void isAsFfmpegMadeIt(String code, String pcm, short[] signal) {
        byte[] encoded = encoded(signal);
        assertEquals(code, checksum(encoded));
        assertEquals(pcm, checksum(decoded(encoded)));
    }

    @Test
    void speechIsEncodedAndDecodedBitForBit() {
        isAsFfmpegMadeIt("ad0272a5", "3a8788dc", WidebandSignals.speech(SAMPLES));
    }

    @Test
    void fullScaleNoiseIsEncodedAndDecodedBitForBit() {
        isAsFfmpegMadeIt("96df4368", "effc3080", WidebandSignals.noise(SAMPLES));
    }

    @Test
    void stepsAreEncodedAndDecodedBitForBit() {
        isAsFfmpegMadeIt("9fcd0cb5", "acc3fb94", WidebandSignals.steps(SAMPLES));
    }

    @Test
    void anyOctetsAreDecodedBitForBit() {
        byte[] code = new byte[SAMPLES / 2];
        new Random(9).nextBytes(code);
        assertEquals("29b40763", checksum(decoded(code)));
    }

    @Test
    void packetsOfAnySizeMakeTheSameStream() {
        short[] pcm = WidebandSignals.speech(SAMPLES);
        byte[] whole = encoded(pcm);
        short[] decoded = decoded(whole);
        Property.holds(
                20,
                draw -> {
                    AudioEncoder encoder = G722.INSTANCE.newEncoder();
                    AudioDecoder decoder = G722.INSTANCE.newDecoder();
                    byte[] code = new byte[whole.length];
                    short[] back = new short[pcm.length];
                    int at = 0;
                    while (at < code.length) {
                        int octets = Math.min(draw.between(1, 400), code.length - at);
                        encoder.encode(pcm, 2 * at, 2 * octets, code, at);
                        if (draw.chance(50)) {
                            decoder.decode(code, at, octets, back, 2 * at);
                        } else {
                            decoder.decode(ByteBuffer.wrap(code), at, octets, back, 2 * at);
                        }
                        at += octets;
                    }
                    assertArrayEquals(whole, code);
                    assertArrayEquals(decoded, back);
                });
    }

    @Test
    void aToneOfEitherBandComesBackAfterTheDelayOfTheFilters() {
        for (int hertz : new int[] {440, 1000, 3000, 6000}) {
            short[] pcm = new short[16_000];
            for (int i = 0; i < pcm.length; i++) {
                pcm[i] = (short) Math.round(8000 * Math.sin(2 * Math.PI * hertz * i / 16_000));
            }
            short[] back = decoded(encoded(pcm));
            int delay = 22; // samples, of both filters
            double signal = 0;
            double error = 0;
            for (int i = 4000; i < pcm.length; i++) {
                double difference = back[i] - pcm[i - delay];
                signal += (double) pcm[i - delay] * pcm[i - delay];
                error += difference * difference;
            }
            double ratioDb = 10 * Math.log10(signal / error);
            assertTrue(ratioDb > (hertz < 4000 ? 25 : 10), hertz + " Hz: " + ratioDb + " dB");
        }
    }

    @Test
    void theClockIsThatOfRfc3551() {
        AudioEncoding g722 = AudioEncodings.byRtpMap("g722", 8000).orElseThrow();
        assertEquals(G722.INSTANCE, g722);
        assertEquals(16_000, g722.sampleRateHz());
        int samples = g722.samplesPer(Duration.ofMillis(20));
        assertEquals(320, samples);
        assertEquals(160, g722.ticksPer(samples));
        assertEquals(160, g722.maxEncodedSize(samples));
        assertEquals(320, g722.decodedSamples(ByteBuffer.allocate(160), 0, 160));
    }
}
