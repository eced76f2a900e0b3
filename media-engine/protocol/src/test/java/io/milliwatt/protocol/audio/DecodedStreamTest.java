package io.milliwatt.protocol.audio;

import static io.milliwatt.protocol.audio.NetworkPath.FRAME;
import static io.milliwatt.protocol.audio.NetworkPath.MILLI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.AudioEncodings;
import io.milliwatt.protocol.codec.Pcmu;
import io.milliwatt.protocol.rtp.RtpPacket;
import io.milliwatt.protocol.rtp.RtpView;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DecodedStreamTest {
    private static final short[] SIGNAL = ReferenceSignal.samples(80_000);

    /// Frames concealed when a stream ends.
    private static final int AT_THE_END = 5;

    /// A pulled frame may begin or end within a concealed one, once the delay was followed by parts
    /// of frames.
    private static final double ONE = 1;

    private final NetworkPath path = new NetworkPath();
    private final RtpView view = new RtpView();

    private SignalComparison.Result result(short[] heard) {
        return SignalComparison.compare(SIGNAL, heard);
    }

    private DecodedStreamStatistics statistics() {
        return path.stream.statistics();
    }

    private void put(DecodedStream stream, long ssrc, int sequence, long timestamp, long now) {
        byte[] loud = new byte[FRAME];
        Arrays.fill(loud, (byte) 0x90);
        put(stream, RtpPacket.of(0, sequence & 0xffff, timestamp & 0xffff_ffffL, ssrc, loud), now);
    }

    private void put(DecodedStream stream, RtpPacket packet, long now) {
        if (view.wrap(packet.toBuffer()) != null) {
            throw new AssertionError("not RTP");
        }
        stream.put(view, now);
    }

    @Test
    void aSteadyStreamOfEveryEncodingIsPlayedWholeWithTheInitialDelay() {
        for (AudioEncoding encoding : AudioEncodings.all()) {
            int rateHz = encoding.sampleRateHz();
            NetworkPath one = new NetworkPath(encoding, rateHz);
            short[] sent = new short[5 * rateHz];
            new ReferenceSignal(5, rateHz).fill(sent, 0, sent.length);
            var result = SignalComparison.compare(sent, one.play(sent), rateHz);
            assertEquals(0, one.stream.statistics().packets().late());
            double bound =
                    switch (encoding.name()) {
                        case "opus" -> 2.5; // noise, of which it keeps the envelope
                        case "G722" -> 18;
                        default -> 36;
                    };
            assertTrue(result.snrDb() > bound, encoding + ": " + result);
            // 20 ms to fill a packet, 10 ms on the way, 60 ms of delay aimed at, rounded up to a
            // playout, and the codec's own
            assertEquals(104, result.delayMillis(), 14, encoding.toString());
            assertEquals(AT_THE_END, one.count(Playout.LOST), encoding.toString());
        }
    }

    @Test
    void framesOfAnotherRateArePulled() {
        NetworkPath wide = new NetworkPath(Pcmu.INSTANCE, 16_000);
        short[] heard = wide.play(SIGNAL);
        short[] sent = new short[SIGNAL.length * 2];
        Resampler.streaming(8_000, 16_000).resample(SIGNAL, 0, SIGNAL.length, sent, 0);
        var result = SignalComparison.compare(sent, heard, 16_000);
        assertTrue(result.snrDb() > 36, result.toString());
    }

    @Test
    void theDelaySinksWhenTheNetworkIsGood() {
        short[] quiet = new short[SIGNAL.length * 2];
        System.arraycopy(SIGNAL, 0, quiet, 0, SIGNAL.length / 2);
        path.play(quiet);
        assertEquals(20, statistics().targetDelayMillis());
        assertTrue(statistics().scaled() >= 1, statistics().toString());
        assertTrue(statistics().delayMillis() <= 45, statistics().toString());
        assertEquals(0, statistics().packets().late());
    }

    @Test
    void reorderedPacketsArePlayedInOrder() {
        path.delayNanos = i -> (i % 5 == 0 ? 45 : 5) * MILLI;
        var result = result(path.play(SIGNAL));
        assertEquals(0, statistics().packets().late());
        assertEquals(AT_THE_END, path.count(Playout.LOST), ONE);
        assertEquals(20 * AT_THE_END, statistics().concealedMillis(), 15.0);
        assertTrue(result.snrDb() > 36, result.toString());
    }

    @Test
    void everyLostPacketIsConcealedOnceAndNothingElse() {
        path.lost = i -> i % 25 == 13;
        var result = result(path.play(SIGNAL));
        assertEquals(20, statistics().packets().lost());
        assertEquals(25 * 20, statistics().concealedMillis(), 15.0);
        assertTrue(result.snrDb() > 33, result.toString());
    }

    @Test
    void theDelayGrowsWithTheJitterUntilNearlyNothingIsLate() {
        path.delayNanos = NetworkPath.between(5, 125);
        path.play(SIGNAL);
        int target = statistics().targetDelayMillis();
        assertTrue(target >= 110 && target <= 140, target + " ms");
        long lateInTheEnd =
                path.playouts.subList(250, 500).stream().filter(p -> p == Playout.LOST).count();
        assertTrue(lateInTheEnd <= 5, lateInTheEnd + " of 250 missing");
    }

    @Test
    void theDelayIsBounded() {
        NetworkPath bounded = new NetworkPath(Pcmu.INSTANCE, 8_000, new DelayBounds(30, 40, 150));
        bounded.delayNanos = NetworkPath.between(0, 900);
        bounded.play(SIGNAL);
        assertEquals(150, bounded.stream.statistics().targetDelayMillis());
        assertThrows(IllegalArgumentException.class, () -> new DelayBounds(50, 40, 150));
    }

    @Test
    void aPacketThatIsTooLateRaisesTheDelayAtOnce() {
        path.delayNanos = i -> (i == 300 ? 130 : 10) * MILLI;
        path.play(SIGNAL);
        assertEquals(1, statistics().packets().late());
        int before = path.delaysMillis.get(299);
        int after = path.delaysMillis.get(330);
        assertTrue(before < 60, before + " ms before");
        assertTrue(after > 100, after + " ms half a second after");
    }

    @Test
    void packetsOfAnyLengthArePlayedInFrames() {
        for (int samples : new int[] {40, 80, 160, 240, 480}) {
            NetworkPath one = new NetworkPath();
            one.packetSamples = samples;
            var result = result(one.play(SIGNAL));
            assertTrue(result.snrDb() > 36, samples + ": " + result);
            assertEquals(AT_THE_END, one.count(Playout.LOST), ONE, samples + " samples");
        }
    }

    @Test
    void unevenPlayoutTimesDoNotMatter() {
        path.playoutJitterNanos =
                i -> -18L * (i % 2) * MILLI; // two frames at once, as a sound device asks
        var result = result(path.play(SIGNAL));
        assertEquals(AT_THE_END, path.count(Playout.LOST), ONE);
        assertEquals(20 * AT_THE_END, statistics().concealedMillis(), 15.0);
        assertTrue(result.snrDb() > 36, result.toString());
    }

    @Test
    void aPauseTheSenderMadeIsSilenceAndNotLoss() {
        path.suppressed = i -> i >= 100 && i < 130;
        path.play(SIGNAL);
        // the pause begins like a loss, because nobody knows yet
        assertTrue(path.count(Playout.LOST) <= 2 * AT_THE_END + 2);
        assertTrue(path.count(Playout.FRAME) >= 465);
        assertEquals(0, statistics().packets().lost());
    }

    @Test
    void talkGoesOnAfterAPauseLongerThanTheBuffer() {
        path.suppressed = i -> i >= 100 && i < 300;
        var result = result(path.play(SIGNAL));
        assertEquals(300.0, (double) path.count(Playout.FRAME), 3);
        assertTrue(result.snrDb() > 33, result.toString());
    }

    @Test
    void aPauseThatWasDescribedIsFilledWithItsNoise() {
        path.suppressed = i -> i >= 100 && i < 300;
        path.noiseAfterTalk = new byte[] {40};
        short[] heard = path.play(SIGNAL);
        assertEquals(321, LevelMeter.rms(heard, 120 * FRAME, 150 * FRAME), 20);
        assertTrue(path.count(Playout.LOST) <= AT_THE_END + 1);
    }

    @Test
    void theTimeOfATelephoneEventIsSilence() {
        path.event = i -> i >= 200 && i < 215;
        short[] heard = path.play(SIGNAL);
        assertEquals(0, statistics().packets().lost());
        assertEquals(AT_THE_END, path.count(Playout.LOST), ONE);
        assertEquals(20 * AT_THE_END, statistics().concealedMillis(), 15.0);
        assertEquals(485.0, (double) path.count(Playout.FRAME), 2);
        assertTrue(LevelMeter.rms(heard, 212 * FRAME, 5 * FRAME) < 1);
    }

    @Test
    void aBurstAfterAStallIsPlayedAndTheDelayMadeUpFor() {
        path.delayNanos = i -> i >= 100 && i < 107 ? (150 - 20L * (i - 100)) * MILLI : 10 * MILLI;
        path.play(SIGNAL);
        assertEquals(0, statistics().packets().lost());
        assertTrue(statistics().scaled() >= 1, statistics().toString());
        assertTrue(path.delaysMillis.get(490) < path.delaysMillis.get(115) - 30);
    }

    @Test
    void aSourceThatStartsOverIsFollowed() {
        short[] frame = new short[FRAME];
        long[] ssrcs = {1, 2, 2, 2};
        long[] timestamps = {500_000, 3, 2_000_000_000, 2_000_008_000};
        int[] sequences = {0, 1000, 2000, 9000};
        long now = 0;
        for (int run = 0; run < 4; run++) {
            int played = 0;
            for (int i = 0; i < 50; i++) {
                put(path.stream, ssrcs[run], sequences[run] + i, timestamps[run] + 160L * i, now);
                played += path.stream.pull(frame, now) == Playout.FRAME ? 1 : 0;
                now += 20 * MILLI;
            }
            assertTrue(played >= 45, "run " + run + " played " + played);
        }
    }

    @Test
    void duplicatesAndPacketsAfterTheirTimeAreCounted() {
        short[] frame = new short[FRAME];
        for (int i = 0; i < 20; i++) {
            long now = 20L * i * MILLI;
            if (i != 9) {
                put(path.stream, 7, i, 160L * i, now);
                put(path.stream, 7, i, 160L * i, now);
            }
            path.stream.pull(frame, now);
        }
        put(path.stream, 7, 1, 160, 400 * MILLI);
        assertEquals(20, statistics().packets().duplicates());
        put(path.stream, 7, 9, 9 * 160, 400 * MILLI);
        assertEquals(1, statistics().packets().late());
        int buffered = statistics().bufferedMillis();
        assertTrue(buffered >= 40 && buffered <= 100, buffered + " ms");
    }

    @Test
    void whatIsNoPayloadIsCountedAndConcealed() {
        NetworkPath opus =
                new NetworkPath(AudioEncodings.byRtpMap("opus", 48_000).orElseThrow(), 16_000);
        put(opus.stream, RtpPacket.of(0, 1, 5, 7, new byte[] {3}), 0);
        put(opus.stream, RtpPacket.of(0, 1, 5, 7, new byte[0]), 0);
        assertEquals(2, opus.stream.statistics().packets().malformed());
    }

    @Test
    void anEmptyStreamAndAWrongArray() {
        assertEquals(Playout.EMPTY, path.stream.pull(new short[FRAME], 5));
        assertEquals(0, statistics().bufferedMillis());
        DecodedStream wide = new DecodedStream(Pcmu.INSTANCE, 48_000);
        assertThrows(IllegalArgumentException.class, () -> wide.pull(new short[80 + 1], 5));
    }

    @Test
    void noStreamMakesItThrowOrPlayLouderThanItGot() {
        Property.holds(
                300,
                draw -> {
                    AudioEncoding encoding = draw.oneOf(AudioEncodings.all());
                    DecodedStream stream = new DecodedStream(encoding, 8_000);
                    short[] frame = new short[FRAME];
                    long now = draw.unsigned32();
                    long timestamp = draw.unsigned32();
                    int sequence = draw.below(65536);
                    for (int i = 0; i < 200; i++) {
                        now += draw.below(40) * MILLI;
                        if (draw.chance(3)) {
                            timestamp = draw.unsigned32();
                            sequence = draw.below(65536);
                        }
                        timestamp = (timestamp + draw.between(-320, 640)) & 0xffff_ffffL;
                        sequence = (sequence + draw.between(-2, 3)) & 0xffff;
                        byte[] payload = draw.bytes(draw.between(0, draw.chance(95) ? 320 : 1400));
                        long ssrc = draw.chance(2) ? 9 : 8;
                        var packet = RtpPacket.of(0, sequence, timestamp, ssrc, payload);
                        view.wrap(packet.toBuffer());
                        switch (draw.below(10)) {
                            case 0 -> stream.putEvent(view, now);
                            case 1 -> stream.putComfortNoise(view, now);
                            default -> stream.put(view, now);
                        }
                        stream.pull(frame, now);
                    }
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
}
