package io.milliwatt.phone.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VirtualAudioTest {
    @Test
    void toneHasTheLevelItWasAskedFor() {
        for (double level : new double[] {3.14, 0, -10, -40}) {
            short[] samples = Signals.read(new ToneSource(1004, level), 50);
            assertEquals(level, Signals.levelDbm0(samples, 1004), 0.02);
            assertTrue(Signals.levelDbm0(samples, 1400) < -90, "nothing beside it");
        }
    }

    @Test
    void toneOf0Dbm0PeaksAsG711Says() {
        short[] samples = Signals.read(new ToneSource(1004, 0), 50);
        int peak = 0;
        for (short sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        assertEquals(32768 * Math.pow(10, -3.14 / 20), peak, 20);
    }

    @Test
    void tonePhaseContinuesFromFrameToFrame() {
        short[] inFrames = Signals.read(new ToneSource(777.7, -6), 500);
        short[] atOnce = new short[inFrames.length];
        new ToneSource(777.7, -6).read(atOnce);
        assertArrayEquals(atOnce, inFrames);
    }

    @Test
    void toneRefusesWhatCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> new ToneSource(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new ToneSource(4000, 0));
        assertThrows(IllegalArgumentException.class, () -> new ToneSource(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> new ToneSource(1000, 3.2));
    }

    @Test
    void silenceOverwritesTheFrame() {
        short[] frame = {1, 2, 3};
        new SilenceSource().read(frame);
        assertArrayEquals(new short[3], frame);
    }

    @Test
    void captureKeepsTheBeginningUpToItsLimit() {
        CaptureSink sink = new CaptureSink(Duration.ofMillis(50));
        short[] sent = Signals.read(new ToneSource(500, 0), 3);
        for (int i = 0; i < 3; i++) {
            sink.write(Arrays.copyOfRange(sent, i * 160, (i + 1) * 160));
        }
        sink.close();
        assertArrayEquals(Arrays.copyOf(sent, 400), sink.samples());
        assertEquals(80, sink.missedSamples());
    }

    @Test
    void captureGrowsToAMinuteAndHoldsNoMore() {
        CaptureSink sink = new CaptureSink();
        short[] frame = new short[160];
        for (int i = 0; i < 3050; i++) {
            Arrays.fill(frame, (short) i);
            sink.write(frame);
        }
        short[] samples = sink.samples();
        assertEquals(480_000, samples.length);
        assertEquals(2999, samples[479_999]);
        assertEquals(1234, samples[1234 * 160]);
        assertEquals(50 * 160, sink.missedSamples());
    }

    @Test
    void capturingSourceRemembersWhatWasSent() {
        CapturingSource source = new CapturingSource(new ToneSource(440, -10));
        short[] sent = Signals.read(source, 10);
        source.close();
        assertArrayEquals(sent, source.samples());
        assertEquals(0, source.missedSamples());
    }

    @Test
    void teeGivesBothSinksEveryFrame() {
        CaptureSink one = new CaptureSink();
        CaptureSink two = new CaptureSink();
        try (TeeSink tee = new TeeSink(one, new TeeSink(new NullSink(), two))) {
            tee.write(new short[] {1, 2});
            tee.write(new short[] {3});
        }
        assertArrayEquals(new short[] {1, 2, 3}, one.samples());
        assertArrayEquals(new short[] {1, 2, 3}, two.samples());
    }
}
