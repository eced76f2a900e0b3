package io.milliwatt.protocol.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.audio.LevelMeter;
import io.milliwatt.protocol.audio.Resampler;
import io.milliwatt.protocol.audio.SignalComparison;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TranscoderTest {
    private static final int SECONDS = 2;

    /// What is compared: a rate at which the delays of all but 44.1 kHz are whole samples.
    private static final int COMPARED_HZ = 48_000;

    private static final short[] NARROW =
            resampled(WidebandSignals.speech(16_000 * SECONDS), 16_000, 8_000);
    private static final short[] SPEECH = resampled(NARROW, 8_000, COMPARED_HZ);

    record Pair(AudioEncoding from, AudioEncoding to) {
        @Override
        public String toString() {
            return text(from) + " to " + text(to);
        }

        private static String text(AudioEncoding encoding) {
            return encoding.name() + "/" + encoding.sampleRateHz();
        }
    }

    static List<Pair> pairs() {
        List<AudioEncoding> all = new ArrayList<>(List.of(Pcmu.INSTANCE, Pcma.INSTANCE));
        all.add(G722.INSTANCE);
        all.addAll(LinearPcm.all());
        for (int rateHz : new int[] {8_000, 16_000, 48_000}) {
            all.add(Opus.DEFAULT.at(rateHz));
        }
        List<Pair> pairs = new ArrayList<>();
        for (AudioEncoding from : all) {
            for (AudioEncoding to : all) {
                pairs.add(new Pair(from, to));
            }
        }
        return pairs;
    }

    private static short[] resampled(short[] in, int inHz, int outHz) {
        if (inHz == outHz) {
            return in;
        }
        short[] out = new short[(int) ((long) in.length * outHz / inHz) + 1];
        int count = Resampler.streaming(inHz, outHz).resample(in, 0, in.length, out, 0);
        return Arrays.copyOf(out, count);
    }

    /// The least ratio of signal to noise in the telephone band: that of the worse of both.
    private static double boundDb(AudioEncoding encoding) {
        return switch (encoding) {
            case AudioCodec _ -> 33;
            case G722 _ -> 17;
            case LinearPcm linear -> linear.sampleRateHz() % 8_000 == 0 ? 45 : 24;
            case Opus _ -> 5;
        };
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyPairKeepsTheSoundAndItsLevel(Pair pair) {
        short[] heard = through(pair, 20, pair.from.sampleRateHz() > 8_000 ? 40 : 20);
        var result = SignalComparison.compare(SPEECH, heard, COMPARED_HZ);
        double bound = Math.min(boundDb(pair.from), boundDb(pair.to)) - 3;
        assertTrue(result.snrDb() > bound, pair + ": " + result);
        // pieces 10 dB worse than the median are left out: silence between words in G.722
        assertTrue(result.matchedPercent() > 50, pair + ": " + result);
        double rms = LevelMeter.rms(SPEECH, 0, SPEECH.length);
        double level = LevelMeter.rms(heard, 0, heard.length);
        assertEquals(0, 20 * Math.log10(level / rms), 1.5, pair + ": dB of level");
        assertTrue(result.delayMillis() < 50, pair + ": " + result);
    }

    private static short[] through(Pair pair, int inMillis, int outMillis) {
        short[] sent = resampled(SPEECH, COMPARED_HZ, pair.from.sampleRateHz());
        var transcoder = new Transcoder(pair.from, pair.to, outMillis);
        AudioEncoder first = pair.from.newEncoder();
        AudioDecoder last = pair.to.newDecoder();
        int samples = pair.from.samplesPer(Duration.ofMillis(inMillis));
        byte[] payload = new byte[pair.from.maxEncodedSize(samples)];
        byte[] packet = new byte[transcoder.maxPacketOctets()];
        short[] heard = new short[pair.to.sampleRateHz() * SECONDS + 10_000];
        int count = 0;
        for (int at = 0; at + samples <= sent.length; at += samples) {
            int octets = first.encode(sent, at, samples, payload, 0);
            transcoder.put(ByteBuffer.wrap(payload), 0, octets);
            for (int n = transcoder.take(packet, 0); n > 0; n = transcoder.take(packet, 0)) {
                int got = last.decode(packet, 0, n, heard, count);
                assertEquals(transcoder.packetTicks(), pair.to.ticksPer(got));
                count += got;
            }
        }
        return resampled(Arrays.copyOf(heard, count), pair.to.sampleRateHz(), COMPARED_HZ);
    }

    @Test
    void packetsOfAnyDurationAreCutAnew() {
        Pair pair = new Pair(Pcmu.INSTANCE, Pcma.INSTANCE);
        for (int inMillis : new int[] {10, 20, 30, 60}) {
            for (int outMillis : new int[] {10, 20, 30, 40, 60}) {
                short[] heard = through(pair, inMillis, outMillis);
                var result = SignalComparison.compare(SPEECH, heard, COMPARED_HZ);
                assertTrue(result.snrDb() > 30, inMillis + " to " + outMillis + ": " + result);
                assertEquals(8, result.delayMillis(), 0.2, "of the test's own two resamplers");
            }
        }
    }

    @Test
    void whatIsLostIsConcealedAndTimeGoesOn() {
        for (AudioEncoding from : List.of(Pcma.INSTANCE, Opus.DEFAULT)) {
            var transcoder = new Transcoder(from, new LinearPcm(16_000), 20);
            transcoder.lost(from.samplesPer(Duration.ofMillis(60)));
            byte[] out = new byte[transcoder.maxPacketOctets()];
            for (int i = 0; i < 3; i++) {
                assertEquals(640, transcoder.take(out, 0));
            }
            assertEquals(0, transcoder.take(out, 0));
        }
    }

    @Test
    void whatNobodyTakesDoesNotPileUp() {
        var transcoder = new Transcoder(Pcma.INSTANCE, Pcmu.INSTANCE, 20);
        ByteBuffer payload = ByteBuffer.allocate(160);
        for (int i = 0; i < 1000; i++) {
            transcoder.put(payload, 0, 160);
        }
        byte[] out = new byte[160];
        int packets = 0;
        while (transcoder.take(out, 0) > 0) {
            packets++;
        }
        assertEquals(25, packets);
    }
}
