package io.milliwatt.protocol.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.audio.LevelMeter;
import io.milliwatt.protocol.audio.ReferenceSignal;
import io.milliwatt.protocol.audio.Resampler;
import io.milliwatt.protocol.audio.SignalComparison;
import io.milliwatt.protocol.codec.OpusParameters.Flag;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpusTest {
    private static short[] signal(int rateHz, int seconds) {
        short[] pcm = new short[seconds * rateHz];
        new ReferenceSignal(48, rateHz).fill(pcm, 0, pcm.length);
        return pcm;
    }

    private static short[] speech(int rateHz, int seconds) {
        short[] pcm = WidebandSignals.speech(16_000 * seconds);
        if (rateHz == 16_000) {
            return pcm;
        }
        short[] out = new short[rateHz * seconds];
        Resampler.streaming(16_000, rateHz).resample(pcm, 0, pcm.length, out, 0);
        return out;
    }

    /// Packets of 20 ms.
    static List<byte[]> encoded(Opus opus, short[] pcm) {
        AudioEncoder encoder = opus.newEncoder();
        int samples = opus.sampleRateHz() / 50;
        byte[] out = new byte[opus.maxEncodedSize(samples)];
        List<byte[]> packets = new ArrayList<>();
        for (int at = 0; at + samples <= pcm.length; at += samples) {
            packets.add(Arrays.copyOf(out, encoder.encode(pcm, at, samples, out, 0)));
        }
        return packets;
    }

    static short[] decoded(Opus opus, List<byte[]> packets) {
        AudioDecoder decoder = opus.newDecoder();
        short[] pcm = new short[0];
        short[] out = new short[opus.sampleRateHz() * 120 / 1000];
        int written = 0;
        for (byte[] packet : packets) {
            int samples = decoder.decode(packet, 0, packet.length, out, 0);
            assertEquals(samples, opus.decodedSamples(ByteBuffer.wrap(packet), 0, packet.length));
            if (written + samples > pcm.length) {
                pcm = Arrays.copyOf(pcm, 2 * (written + samples));
            }
            System.arraycopy(out, 0, pcm, written, samples);
            written += samples;
        }
        assertEquals(0, decoder.malformed());
        return Arrays.copyOf(pcm, written);
    }

    @Test
    void whatWasCodedComesBackAtEveryRate() {
        for (int rateHz : new int[] {8_000, 12_000, 16_000, 24_000, 48_000}) {
            Opus opus = Opus.DEFAULT.at(rateHz);
            short[] sent = speech(rateHz, 5);
            short[] heard = decoded(opus, encoded(opus, sent));
            var result = SignalComparison.compare(sent, heard, rateHz);
            assertTrue(result.snrDb() > 7, rateHz + ": " + result);
            double rms = LevelMeter.rms(sent, 0, sent.length);
            assertEquals(rms, LevelMeter.rms(heard, 0, heard.length), 0.2 * rms, rateHz + " Hz");
            assertTrue(result.matchedPercent() > 80, rateHz + ": " + result);
            assertTrue(result.delayMillis() < 12, rateHz + ": " + result);
        }
    }

    @Test
    void aDecoderOfAnyRateDecodesAStreamOfAnyOther() {
        short[] sent = signal(48_000, 4);
        List<byte[]> packets = encoded(Opus.DEFAULT, sent);
        assertEquals(15, (packets.get(50)[0] & 0xff) >> 3, "hybrid, full band: RFC 6716, table 2");
        double rms = LevelMeter.rms(decoded(Opus.DEFAULT, packets), 0, 4 * 48_000);
        for (int rateHz : new int[] {8_000, 12_000, 16_000, 24_000}) {
            short[] heard = decoded(Opus.DEFAULT.at(rateHz), packets);
            assertEquals(4 * rateHz, heard.length);
            assertEquals(rms, LevelMeter.rms(heard, 0, heard.length), 0.1 * rms);
        }
    }

    @Test
    void theClockIsOfFortyEightKilohertzWhateverTheRate() {
        Opus opus = Opus.DEFAULT.at(8_000);
        assertEquals(48_000, opus.clockRateHz());
        assertEquals(960, opus.ticksPer(160));
        assertEquals(2, opus.channels());
        assertEquals("opus", opus.name());
    }

    @Test
    void theEncoderKeepsToTheBitrateThePeerWants() {
        short[] sent = signal(48_000, 4);
        for (int bits : new int[] {8_000, 16_000, 64_000}) {
            OpusParameters wanted =
                    new OpusParameters(48_000, 48_000, OptionalInt.of(bits), 3, Set.of());
            int octets =
                    encoded(Opus.DEFAULT.with(wanted), sent).stream().mapToInt(p -> p.length).sum();
            int most = Math.min(bits, 32_000);
            assertTrue(octets * 8 / 4 < 1.15 * most, octets * 2 + " bit/s of " + bits);
        }
    }

    @Test
    void constantBitrateGivesPacketsOfOneSize() {
        List<byte[]> packets =
                encoded(
                        Opus.DEFAULT.with(OpusParameters.DEFAULT.with(Flag.CBR)),
                        signal(48_000, 2));
        assertEquals(1, packets.stream().mapToInt(p -> p.length).distinct().count());
    }

    @Test
    void silenceIsNearlyNothingWithDtx() {
        short[] sent = Arrays.copyOf(signal(16_000, 1), 5 * 16_000);
        Opus dtx = Opus.DEFAULT.at(16_000).with(OpusParameters.DEFAULT.with(Flag.USE_DTX));
        List<byte[]> packets = encoded(dtx, sent);
        long small = packets.subList(100, 250).stream().filter(p -> p.length <= 2).count();
        assertTrue(small > 120, small + " of 150 packets of silence have at most 2 octets");
        short[] heard = decoded(dtx, packets);
        assertEquals(sent.length, heard.length);
        assertTrue(LevelMeter.rms(heard, 3 * 16_000, 16_000) < 5);
    }

    @Test
    void aLostPacketIsRecoveredFromTheNextOne() {
        short[] sent = speech(16_000, 5);
        Opus opus = Opus.DEFAULT.at(16_000).with(OpusParameters.WITH_FEC);
        List<byte[]> packets = encoded(opus, sent);
        short[] whole = decoded(opus, packets);
        AudioDecoder decoder = opus.newDecoder();
        short[] heard = new short[whole.length];
        double recovered = 0;
        double concealed = 0;
        double energy = 0;
        int lost = 0;
        for (int i = 0; i < packets.size() - 1; i++) {
            int at = 320 * i;
            if (i % 10 != 5) {
                decoder.decode(packets.get(i), 0, packets.get(i).length, heard, at);
                continue;
            }
            ByteBuffer next = ByteBuffer.wrap(packets.get(i + 1));
            if (decoder.recover(next, 0, next.limit(), heard, at, 320) == 320) {
                lost++;
                recovered += difference(whole, heard, at, 320);
                energy += difference(whole, new short[whole.length], at, 320);
            }
        }
        AudioDecoder without = opus.newDecoder();
        for (int i = 0; i < packets.size() - 1; i++) {
            if (i % 10 != 5) {
                without.decode(packets.get(i), 0, packets.get(i).length, heard, 320 * i);
            } else {
                assertEquals(320, without.conceal(heard, 320 * i, 320));
                concealed += difference(whole, heard, 320 * i, 320);
            }
        }
        assertTrue(lost >= 12, lost + " of 25 packets were repeated in the next");
        assertTrue(recovered < 0.5 * energy, recovered / energy + " of the energy is wrong");
        assertTrue(recovered < 0.5 * concealed, recovered / concealed + " of concealment");
    }

    private static double difference(short[] a, short[] b, int at, int count) {
        double sum = 0;
        for (int i = at; i < at + count; i++) {
            sum += (double) (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    @Test
    void aStreamWithoutErrorCorrectionRecoversNothing() {
        List<byte[]> packets = encoded(Opus.DEFAULT.at(16_000), signal(16_000, 1));
        AudioDecoder decoder = Opus.DEFAULT.at(16_000).newDecoder();
        short[] out = new short[320];
        for (byte[] packet : packets) {
            ByteBuffer next = ByteBuffer.wrap(packet);
            assertEquals(0, decoder.recover(next, 0, packet.length, out, 0, 320));
        }
    }

    @Test
    void noBytesMakeTheDecoderThrowAndItGoesOn() {
        Opus opus = Opus.DEFAULT.at(16_000);
        List<byte[]> good = encoded(opus, signal(16_000, 1));
        AudioDecoder decoder = opus.newDecoder();
        short[] out = new short[opus.sampleRateHz() * 120 / 1000];
        Property.holds(
                3000,
                draw -> {
                    byte[] octets = draw.bytes(draw.below(draw.chance(5) ? 1500 : 60));
                    ByteBuffer buffer = Property.embedded(octets);
                    int samples = decoder.decode(buffer, 3, octets.length, out, 0);
                    assertEquals(opus.decodedSamples(buffer, 3, octets.length), samples);
                    decoder.recover(buffer, 3, octets.length, out, 0, 320);
                    assertEquals(320, decoder.conceal(out, 0, 320));
                    assertEquals(320, decoder.decode(good.get(9), 0, good.get(9).length, out, 0));
                });
        assertTrue(decoder.malformed() > 100, decoder.malformed() + " malformed");
    }

    @Test
    void theDurationIsReadFromTheFirstOctets() {
        Opus opus = Opus.DEFAULT;
        String[] packets = {"", "03", "08", "18 00", "09 00 00", "1b 03", "fb 30", "fb 31", "80"};
        int[] samples = {0, 0, 960, 2880, 1920, 0, 0, 0, 120};
        for (int i = 0; i < packets.length; i++) {
            byte[] octets = Property.hex(packets[i]);
            assertEquals(
                    samples[i],
                    opus.decodedSamples(ByteBuffer.wrap(octets), 0, octets.length),
                    packets[i]);
        }
    }

    @Test
    void framesOfOtherDurationsAreRefused() {
        AudioEncoder encoder = Opus.DEFAULT.newEncoder();
        short[] pcm = new short[1000];
        byte[] out = new byte[4000];
        assertThrows(IllegalArgumentException.class, () -> encoder.encode(pcm, 0, 1000, out, 0));
        assertThrows(IllegalArgumentException.class, () -> Opus.DEFAULT.at(44_100));
        assertThrows(IllegalArgumentException.class, () -> Opus.DEFAULT.withComplexity(11));
    }

    @Test
    void parametersAreReadAndWritten() {
        String text =
                "minptime=10;maxplaybackrate=16000;sprop-maxcapturerate=8000;"
                        + "maxaveragebitrate=20000;stereo=1;sprop-stereo=1;cbr=1;"
                        + "useinbandfec=1;usedtx=1";
        OpusParameters all = OpusParameters.parse(text).orThrow();
        assertEquals(text, all.toText());
        assertEquals(Set.of(Flag.values()), all.flags());
        assertEquals(OpusParameters.DEFAULT, OpusParameters.parse("").orThrow());
        assertEquals("", OpusParameters.DEFAULT.toText());
        assertEquals(
                OpusParameters.WITH_FEC,
                OpusParameters.parse(" UseInbandFEC=1 ; x-new=\"7\" ; usedtx=0").orThrow());
    }

    @Test
    void aBitrateOutOfRangeIsBroughtIntoIt() {
        assertEquals(
                OptionalInt.of(6_000),
                OpusParameters.parse("maxaveragebitrate=5").orThrow().maxAverageBitrate());
        assertEquals(
                OptionalInt.of(510_000),
                OpusParameters.parse("maxaveragebitrate=999999").orThrow().maxAverageBitrate());
    }

    @Test
    void valuesThatAreNoneAreRefusedWithTheirPlace() {
        for (String bad : List.of("stereo=2", "stereo", "minptime=-1", "minptime=", "cbr=true")) {
            var result = OpusParameters.parse("x=1;" + bad);
            if (!(result instanceof ParseResult.Malformed<OpusParameters> malformed)) {
                throw new AssertionError(bad);
            }
            assertEquals(MalformedReason.BAD_VALUE, malformed.reason());
            assertEquals(4, malformed.offset());
        }
    }
}
