package io.milliwatt.protocol.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Judges the codecs by the decision values of ITU-T G.711, tables 1 and 2, written out anew here:
/// a positive sample x belongs to interval n when x(n) <= x < x(n+1), a negative one by its
/// magnitude when x(n) < |x| <= x(n+1).
class G711Test {
    /// Decision values of mu-law on the scale of 14 bits: 0, 1, 3 .. 31, then eight segments to the
    /// virtual value 8159.
    private static List<Double> muLawDecisions() {
        List<Double> values = new ArrayList<>(List.of(0.0));
        for (double value = 1; value <= 31; value += 2) {
            values.add(value);
        }
        double[] ends = {95, 223, 479, 991, 2015, 4063, 8159};
        double from = 31;
        for (double end : ends) {
            for (int i = 1; i <= 16; i++) {
                values.add(from + i * (end - from) / 16);
            }
            from = end;
        }
        return values;
    }

    /// Decision values of A-law on the scale of 13 bits: 0, 2 .. 64, then six segments, each twice
    /// as wide, to 4096.
    private static List<Double> aLawDecisions() {
        List<Double> values = new ArrayList<>();
        for (double value = 0; value <= 64; value += 2) {
            values.add(value);
        }
        for (double from = 64; from < 4096; from *= 2) {
            for (int i = 1; i <= 16; i++) {
                values.add(from + i * from / 16);
            }
        }
        return values;
    }

    private static int interval(List<Double> decisions, double sample) {
        int last = decisions.size() - 2;
        for (int n = last; n >= 0; n--) {
            double lower = decisions.get(n);
            if (sample < 0 ? lower < -sample : lower <= sample) {
                return n;
            }
        }
        return 0;
    }

    private static int encoded(AudioCodec codec, int sample) {
        byte[] out = new byte[3];
        assertEquals(1, codec.encode(new short[] {0, (short) sample}, 1, 1, out, 2));
        return out[2] & 0xff;
    }

    private static int decoded(AudioCodec codec, int code) {
        short[] out = new short[3];
        assertEquals(1, codec.decode(new byte[] {0, (byte) code}, 1, 1, out, 2));
        return out[2];
    }

    @Test
    void everySampleGetsTheMuLawCodeOfItsDecisionInterval() {
        List<Double> decisions = muLawDecisions();
        assertEquals(129, decisions.size());
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int n = interval(decisions, sample / 4.0);
            int expected = (sample < 0 ? 0x7f : 0xff) - n; // table 2, column 6: inverted bits
            assertEquals(expected, encoded(Pcmu.INSTANCE, sample), "sample " + sample);
        }
    }

    @Test
    void everySampleGetsTheALawCodeOfItsDecisionInterval() {
        List<Double> decisions = aLawDecisions();
        assertEquals(129, decisions.size());
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int n = interval(decisions, sample / 8.0);
            int expected = ((sample < 0 ? 0x00 : 0x80) | n) ^ 0x55;
            assertEquals(expected, encoded(Pcma.INSTANCE, sample), "sample " + sample);
        }
    }

    @Test
    void everyMuLawCodeDecodesToTheMiddleOfItsInterval() {
        List<Double> decisions = muLawDecisions();
        for (int n = 0; n < 128; n++) {
            double middle = n == 0 ? 0 : (decisions.get(n) + decisions.get(n + 1)) / 2;
            assertEquals(4 * middle, decoded(Pcmu.INSTANCE, 0xff - n));
            assertEquals(-4 * middle, decoded(Pcmu.INSTANCE, 0x7f - n), 0.0);
        }
    }

    @Test
    void everyALawCodeDecodesToTheMiddleOfItsInterval() {
        List<Double> decisions = aLawDecisions();
        for (int n = 0; n < 128; n++) {
            double middle = (decisions.get(n) + decisions.get(n + 1)) / 2;
            assertEquals(8 * middle, decoded(Pcma.INSTANCE, (0x80 | n) ^ 0x55));
            assertEquals(-8 * middle, decoded(Pcma.INSTANCE, n ^ 0x55));
        }
    }

    @Test
    void everyCodeSurvivesDecodingAndEncoding() {
        for (int code = 0; code < 256; code++) {
            assertEquals(code, encoded(Pcma.INSTANCE, decoded(Pcma.INSTANCE, code)));
            int muLaw = encoded(Pcmu.INSTANCE, decoded(Pcmu.INSTANCE, code));
            assertEquals(code == 0x7f ? 0xff : code, muLaw); // both zeros decode to 0
        }
    }

    @Test
    void silenceIsTheCodeOfZero() {
        assertEquals(Pcmu.SILENCE & 0xff, encoded(Pcmu.INSTANCE, 0));
        assertEquals(Pcma.SILENCE & 0xff, encoded(Pcma.INSTANCE, 0));
    }

    @Test
    void aPayloadIsDecodedInPlaceFromABuffer() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 0, (byte) 0x80, (byte) 0xff});
        short[] out = new short[3];
        for (AudioCodec codec : AudioCodecs.all()) {
            assertEquals(3, codec.decode(buffer, 1, 3, out, 0));
            for (int i = 0; i < 3; i++) {
                assertEquals(decoded(codec, buffer.get(i + 1)), out[i]);
            }
            assertEquals(0, buffer.position());
        }
    }

    @Test
    void codecsAreFoundByNameAndByStaticPayloadType() {
        assertEquals(Optional.of(Pcmu.INSTANCE), AudioCodecs.byName("pcmu"));
        assertEquals(Optional.of(Pcma.INSTANCE), AudioCodecs.byPayloadType(8));
        assertEquals(Optional.of(Pcmu.INSTANCE), AudioCodecs.byPayloadType(0));
        assertEquals(Optional.empty(), AudioCodecs.byPayloadType(9));
        assertEquals(Optional.empty(), AudioCodecs.byName("G722"));
    }

    @Test
    void twentyMillisecondsAre160Samples() {
        assertEquals(160, Pcmu.INSTANCE.samplesPer(Duration.ofMillis(20)));
        assertEquals(160, Pcma.INSTANCE.maxEncodedSize(160));
        assertEquals(160, Pcma.INSTANCE.decodedSamples(ByteBuffer.allocate(160), 0, 160));
    }
}
