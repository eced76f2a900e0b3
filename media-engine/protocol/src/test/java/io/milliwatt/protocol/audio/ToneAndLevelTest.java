package io.milliwatt.protocol.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.codec.AudioCodec;
import io.milliwatt.protocol.codec.Pcma;
import io.milliwatt.protocol.codec.Pcmu;
import org.junit.jupiter.api.Test;

class ToneAndLevelTest {
    private static short[] tone(double frequencyHz, double dbm0, int count) {
        short[] samples = new short[count];
        new ToneGenerator(frequencyHz, dbm0, 8000).fill(samples, 0, count);
        return samples;
    }

    /// The digital milliwatt of ITU-T G.711, tables 5 and 6: eight codes that are 1000 Hz at 0
    /// dBm0.
    @Test
    void zeroDbm0IsTheLevelOfTheDigitalMilliwattOfG711() {
        String[] codes = {"1e0b0b1e9e8b8b9e", "34212134b4a1a1b4"};
        AudioCodec[] codecs = {Pcmu.INSTANCE, Pcma.INSTANCE};
        DigitalLevel[] scales = {DigitalLevel.MU_LAW, DigitalLevel.A_LAW};
        for (int i = 0; i < 2; i++) {
            short[] samples = new short[8];
            codecs[i].decode(Property.hex(codes[i]), 0, 8, samples, 0);
            assertEquals(0, scales[i].dbm0(LevelMeter.rms(samples, 0, 8)), 0.01);
        }
        assertEquals(22_656, DigitalLevel.MU_LAW.peak(0), 1);
        assertEquals(22_827, DigitalLevel.A_LAW.peak(0), 1);
    }

    @Test
    void aToneHasTheLevelAskedForAndKeepsItThroughTheCodecs() {
        for (double dbm0 : new double[] {3, 0, -10, -20, -30}) {
            short[] samples = tone(1004, dbm0, 8000);
            assertEquals(dbm0, LevelMeter.dbm0(samples, 0, 8000), 0.01);
            byte[] coded = new byte[8000];
            Pcmu.INSTANCE.encode(samples, 0, 8000, coded, 0);
            Pcmu.INSTANCE.decode(coded, 0, 8000, samples, 0);
            assertEquals(dbm0, LevelMeter.dbm0(samples, 0, 8000), 0.1);
        }
    }

    @Test
    void theFrequencyIsThatOfTheZeroCrossings() {
        short[] samples = tone(440, -10, 80_000);
        int rising = 0;
        for (int i = 1; i < samples.length; i++) {
            rising += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
        }
        assertEquals(4400, rising, 1);
    }

    @Test
    void aToneMadeInPiecesIsTheSameTone() {
        short[] whole = tone(1004, 0, 1600);
        short[] pieces = new short[1600];
        ToneGenerator generator = new ToneGenerator(1004, 0, 8000);
        for (int at = 0; at < 1600; at += 160) {
            generator.fill(pieces, at, 160);
        }
        assertArrayEquals(whole, pieces);
    }

    @Test
    void tonesThatCannotBeMadeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> tone(0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> tone(4000, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> tone(Double.NaN, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> tone(440, 4, 1));
    }

    @Test
    void theMeterShowsOneForASineOfFullScaleAndZeroForSilence() {
        short[] sine = tone(500, 20 * Math.log10(32767 / DigitalLevel.MU_LAW.peak(0)), 8000);
        assertEquals(1, LevelMeter.level(sine, 0, 8000), 0.001);
        assertEquals(0, LevelMeter.level(new short[160], 0, 160));
        assertEquals(0, LevelMeter.level(new short[0], 0, 0));
        assertEquals(Double.NEGATIVE_INFINITY, LevelMeter.dbm0(new short[160], 0, 160));
        assertEquals(1, LevelMeter.level(new short[] {Short.MIN_VALUE, Short.MIN_VALUE}, 0, 2));
    }
}
