package io.milliwatt.phone.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class FrameRingTest {
    private static final int WHOLE_FRAMES = 2_000;

    private final FrameRing ring = new FrameRing();
    private final short[] frame = new short[4];

    private static short[] of(int value) {
        short[] samples = new short[4];
        Arrays.fill(samples, (short) value);
        return samples;
    }

    private void put(int from, int to) {
        for (int value = from; value <= to; value++) {
            ring.put(of(value));
        }
    }

    @Test
    void waitsForTheTargetThenGivesFramesInOrder() {
        put(1, 2);
        frame[0] = 99;
        assertFalse(ring.take(frame));
        assertArrayEquals(of(0), frame);
        put(3, 3);
        for (int value = 1; value <= 100; value++) {
            assertTrue(ring.take(frame));
            assertArrayEquals(of(value), frame);
            put(value + 3, value + 3);
        }
        assertEquals(new BufferCounts(0, 0, 0, 0), ring.counts());
    }

    @Test
    void runningDryIsSilenceAndCountedOnce() {
        put(1, 3);
        for (int i = 0; i < 4; i++) { // three frames, the last of them once more
            assertTrue(ring.take(frame));
        }
        for (int i = 0; i < 50; i++) {
            assertFalse(ring.take(frame));
            assertArrayEquals(of(0), frame);
        }
        assertEquals(new BufferCounts(1, 0, 0, 1), ring.counts());
        put(11, 13);
        assertTrue(ring.take(frame));
        assertArrayEquals(of(11), frame);
    }

    @Test
    void fullRingLosesItsOldestFrames() {
        for (int value = 1; value <= 12; value++) {
            assertEquals(value <= FrameRing.CAPACITY, ring.put(of(value)));
        }
        assertTrue(ring.take(frame));
        assertArrayEquals(of(10), frame, "3 of 12 are left: the newest");
        assertEquals(new BufferCounts(0, 2, 7, 0), ring.counts());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, 0.9995, 1, 1.0005, 1.01})
    void driftCostsSingleFramesAndNoClick(double takerSpeed) {
        ToneSource tone = new ToneSource(200, 0);
        int samples = AudioFrame.SAMPLES;
        short[] taken = new short[samples];
        double putAt = 0;
        short lastSample = 0;
        boolean sounded = false;
        int most = 0;
        for (int n = 0; n < 20_000; n++) {
            while (putAt <= n / takerSpeed) {
                short[] fresh = new short[samples];
                tone.read(fresh);
                ring.put(fresh);
                putAt++;
            }
            boolean sound = ring.take(taken);
            assertTrue(sound || !sounded, "silence after it began, at " + n);
            for (int i = 0; sounded && i < samples; i++) {
                most = Math.max(most, Math.abs(taken[i] - (i == 0 ? lastSample : taken[i - 1])));
            }
            lastSample = taken[samples - 1];
            sounded |= sound;
        }
        BufferCounts counts = ring.counts();
        double expected = 20_000 * (1 / takerSpeed - 1);
        assertEquals(expected, counts.dropped() - counts.repeated(), 5);
        assertEquals(Math.abs(expected), counts.dropped() + counts.repeated(), 5);
        assertEquals(0, counts.underruns() + counts.overruns());
        // the steepest step of that tone itself, and what blending adds: two amplitudes in 160
        // steps
        int steepest = (int) (22_827 * 2 * Math.PI * 200 / 8000) + 2 * 22_827 / 160 + 2;
        assertTrue(most <= steepest, most + " in one step, the tone and blending have " + steepest);
    }

    @Test
    void twoThreadsNeverSeeATornOrLateFrame() throws Exception {
        String wrong = "";
        var enough = new AtomicBoolean();
        // puts until enough was taken, however the two threads are scheduled
        Thread putter =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int n = 1; n < 1 << 30 && !enough.get(); n++) {
                                ring.put(new short[] {(short) (n >> 15), (short) (n & 32767)});
                            }
                        });
        short[] taken = new short[2];
        long before = -1;
        int whole = 0;
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (whole < WHOLE_FRAMES && wrong.isEmpty() && System.nanoTime() < deadline) {
            BufferCounts counts = ring.counts();
            boolean sound = ring.take(taken);
            BufferCounts after = ring.counts();
            // a blended frame is a mixture by intent; the others must be whole and in order
            if (sound
                    && counts.repeated() == after.repeated()
                    && counts.dropped() == after.dropped()) {
                long number = ((long) taken[0] << 15) | taken[1];
                if (number <= before) {
                    wrong = number + " after " + before;
                }
                before = number;
                whole++;
            }
        }
        enough.set(true);
        putter.join();
        assertEquals("", wrong);
        assertTrue(whole >= WHOLE_FRAMES, "only " + whole + " whole frames were taken");
    }
}
