package io.milliwatt.protocol.audio;

import static io.milliwatt.protocol.audio.NetworkPath.FRAME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PacketLossConcealmentTest {
    @Test
    void concealmentFadesToSilenceWithinSixtyMilliseconds() {
        PacketLossConcealment concealment = new PacketLossConcealment(8000);
        short[] frame = new short[FRAME];
        ToneGenerator tone = new ToneGenerator(150, 0, 8000);
        for (int i = 0; i < 10; i++) {
            tone.fill(frame, 0, FRAME);
            concealment.good(frame, 0, FRAME);
        }
        double[] levels = new double[5];
        for (int i = 0; i < 5; i++) {
            concealment.conceal(frame, 0, FRAME);
            levels[i] = LevelMeter.level(frame, 0, FRAME);
        }
        assertTrue(levels[0] > 0.55 && levels[1] < levels[0] && levels[2] < levels[1]);
        assertEquals(0, levels[3]);
        assertEquals(0, levels[4]);
        Arrays.fill(frame, (short) 9000);
        concealment.good(frame, 0, FRAME);
        assertTrue(frame[0] < 1000 && frame[31] > 8000 && frame[32] == 9000, "fades in");
    }

    @Test
    void nothingHeardYetIsConcealedBySilence() {
        short[] frame = {1, 2, 3};
        new PacketLossConcealment(8000).conceal(frame, 0, 3);
        assertEquals(0, LevelMeter.rms(frame, 0, 3));
    }
}
