package io.milliwatt.protocol.audio;

import static io.milliwatt.protocol.audio.NetworkPath.FRAME;
import static io.milliwatt.protocol.audio.NetworkPath.MILLI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.codec.AudioCodec;
import io.milliwatt.protocol.codec.AudioCodecs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JitterBufferTest {
    private static final short[] SIGNAL = ReferenceSignal.samples(80_000);
    private final NetworkPath path = new NetworkPath();

    private SignalComparison.Result result(short[] heard) {
        return SignalComparison.compare(SIGNAL, heard);
    }

    @Test
    void aSteadyStreamIsPlayedWholeWithTheInitialDelay() {
        for (AudioCodec codec : AudioCodecs.all()) {
            NetworkPath one = new NetworkPath(codec);
            var result = result(one.play(SIGNAL));
            assertEquals(0, one.buffer.late());
            assertTrue(result.snrDb() > 36, result.toString());
            // 20 ms to fill a packet, 10 ms on the way, 60 ms of delay aimed at, rounded up to a
            // playout
            assertEquals(100, result.delayMillis(), 10);
        }
    }

    @Test
    void theDelaySinksWhenTheNetworkIsGood() {
        short[] quiet = new short[SIGNAL.length * 2];
        System.arraycopy(SIGNAL, 0, quiet, 0, SIGNAL.length / 2);
        path.play(quiet);
        assertEquals(20, path.buffer.targetMillis());
        assertTrue(path.buffer.dropped() >= 1, path.buffer.dropped() + " dropped");
        assertEquals(0, path.buffer.late());
    }

    @Test
    void reorderedPacketsArePlayedInOrder() {
        path.delayNanos = i -> (i % 5 == 0 ? 45 : 5) * MILLI;
        var result = result(path.play(SIGNAL));
        assertEquals(0, path.buffer.late());
        assertEquals(0, path.count(Playout.LOST) - lostAtTheEnd());
        assertTrue(result.snrDb() > 36, result.toString());
    }

    private long lostAtTheEnd() {
        return JitterBuffer.STOPPED_AFTER;
    }

    @Test
    void everyLostPacketIsConcealedOnceAndNothingElse() {
        path.lost = i -> i % 25 == 13;
        var result = result(path.play(SIGNAL));
        assertEquals(20, path.count(Playout.LOST) - lostAtTheEnd());
        assertEquals(path.count(Playout.LOST), path.buffer.concealed());
        assertTrue(result.snrDb() > 33, result.toString());
    }

    @Test
    void theDelayGrowsWithTheJitterUntilNearlyNothingIsLate() {
        path.delayNanos = NetworkPath.between(5, 125);
        path.play(SIGNAL);
        assertTrue(
                path.buffer.targetMillis() >= 110 && path.buffer.targetMillis() <= 135,
                "" + path.buffer.targetMillis());
        long lateInTheEnd =
                path.playouts.subList(250, 500).stream().filter(p -> p == Playout.LOST).count();
        assertTrue(lateInTheEnd <= 12, lateInTheEnd + " of 250 missing");
    }

    @Test
    void theDelayIsBounded() {
        path.delayNanos = NetworkPath.between(0, 900);
        path.play(SIGNAL);
        assertEquals(200, path.buffer.targetMillis());
    }

    @Test
    void packetsOfAnyLengthArePlayedInFrames() {
        for (int samples : new int[] {40, 80, 160, 240, 480}) {
            NetworkPath one = new NetworkPath();
            one.packetSamples = samples;
            var result = result(one.play(SIGNAL));
            assertTrue(result.snrDb() > 36, samples + ": " + result);
            assertEquals(lostAtTheEnd(), one.count(Playout.LOST), samples + " samples");
        }
    }

    @Test
    void unevenPlayoutTimesDoNotMatter() {
        path.playoutJitterNanos =
                i -> -18L * (i % 2) * MILLI; // two frames at once, as a sound device asks
        var result = result(path.play(SIGNAL));
        assertEquals(lostAtTheEnd(), path.count(Playout.LOST));
        assertTrue(result.snrDb() > 36, result.toString());
    }

    @Test
    void aPauseTheSenderMadeIsSilenceAndNotLoss() {
        path.suppressed = i -> i >= 100 && i < 130;
        path.play(SIGNAL);
        // the pause begins like a loss, because nobody knows yet
        assertTrue(path.count(Playout.LOST) <= 2 * lostAtTheEnd());
        assertTrue(path.count(Playout.FRAME) >= 465);
    }

    @Test
    void talkGoesOnAfterAPauseLongerThanTheBuffer() {
        path.suppressed = i -> i >= 100 && i < 300;
        var result = result(path.play(SIGNAL));
        assertEquals(300.0, (double) path.count(Playout.FRAME), 2);
        assertTrue(result.snrDb() > 33, result.toString());
    }

    @Test
    void aBurstAfterAStallIsPlayedAndTheDelayMadeUpFor() {
        path.delayNanos = i -> i >= 100 && i < 107 ? (150 - 20L * (i - 100)) * MILLI : 10 * MILLI;
        path.play(SIGNAL);
        assertEquals(0, path.buffer.late());
        assertTrue(path.buffer.dropped() >= 1, path.buffer.dropped() + " frames left out");
    }

    @Test
    void aSourceThatStartsOverIsFollowed() {
        JitterBuffer buffer = path.buffer;
        short[] frame = new short[FRAME];
        short[] loud = new short[FRAME];
        Arrays.fill(loud, (short) 5000);
        long[] ssrcs = {1, 2, 2};
        long[] timestamps = {500_000, 3, 2_000_000_000};
        long now = 0;
        for (int run = 0; run < 3; run++) {
            int played = 0;
            for (int i = 0; i < 50; i++) {
                long timestamp = timestamps[run] + 160L * i;
                buffer.put(ssrcs[run], 1000 * run + i, timestamp, loud, FRAME, now);
                played += buffer.take(frame, now) == Playout.FRAME ? 1 : 0;
                now += 20 * MILLI;
            }
            assertTrue(played >= 45, "run " + run + " played " + played);
        }
    }

    @Test
    void duplicatesAndPacketsAfterTheirTimeAreCounted() {
        JitterBuffer buffer = path.buffer;
        short[] frame = new short[FRAME];
        for (int i = 0; i < 20; i++) {
            long now = 20L * i * MILLI;
            buffer.put(7, i, 160L * i, frame, FRAME, now);
            buffer.put(7, i, 160L * i, frame, FRAME, now);
            buffer.take(frame, now);
        }
        assertEquals(20, buffer.duplicates());
        buffer.put(7, 1, 160, frame, FRAME, 400 * MILLI);
        assertEquals(1, buffer.late());
        assertTrue(buffer.bufferedMillis() >= 40 && buffer.bufferedMillis() <= 100);
    }

    @Test
    void anEmptyBufferAndAWrongArray() {
        assertEquals(Playout.EMPTY, path.buffer.take(new short[FRAME], 5));
        assertEquals(0, path.buffer.bufferedMillis());
        assertThrows(IllegalArgumentException.class, () -> path.buffer.take(new short[80], 5));
    }

    @Test
    void noStreamMakesTheBufferThrowOrPlayMoreThanItGot() {
        Property.holds(
                300,
                draw -> {
                    JitterBuffer buffer = new JitterBuffer(8000);
                    short[] samples = new short[8000];
                    Arrays.fill(samples, (short) 1000);
                    short[] frame = new short[FRAME];
                    long now = draw.unsigned32();
                    long timestamp = draw.unsigned32();
                    int sequence = draw.below(65536);
                    int put = 0;
                    int played = 0;
                    for (int i = 0; i < 300; i++) {
                        now += draw.below(40) * MILLI;
                        if (draw.chance(3)) {
                            timestamp = draw.unsigned32();
                            sequence = draw.below(65536);
                        }
                        timestamp = (timestamp + draw.between(-320, 640)) & 0xffff_ffffL;
                        sequence = (sequence + draw.between(-2, 3)) & 0xffff;
                        int count = draw.between(1, draw.chance(95) ? 320 : 8000);
                        long ssrc = draw.chance(2) ? 9 : 8;
                        buffer.put(ssrc, sequence, timestamp, samples, count, now);
                        put += count;
                        Arrays.fill(frame, (short) -1);
                        Playout playout = buffer.take(frame, now);
                        for (short sample : frame) {
                            boolean silenceOrSent = sample == 0 || sample == 1000;
                            assertEquals(playout == Playout.FRAME, silenceOrSent);
                            played += sample == 1000 ? 1 : 0;
                        }
                    }
                    assertTrue(played <= put, played + " samples played of " + put);
                });
    }

    @Test
    void concealmentIsCloserToATonalSignalThanSilence() {
        short[] tone = new short[80_000];
        new ToneGenerator(200, -10, 8000).fill(tone, 0, tone.length);
        path.lost = i -> i % 10 == 5;
        short[] heard = path.play(tone);
        double rms = LevelMeter.rms(heard, 8000, 60_000);
        assertEquals(LevelMeter.rms(tone, 0, 80_000), rms, 0.03 * rms);
        int worstStep = 0;
        for (int i = 8001; i < 68_000; i++) {
            worstStep = Math.max(worstStep, Math.abs(heard[i] - heard[i - 1]));
        }
        assertTrue(worstStep < 2500, worstStep + " between samples; the tone itself has 1123");
    }

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
