package io.milliwatt.protocol.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.protocol.Property;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AudioEncodingsTest {

    @Test
    void everyEncodingIsFoundByItsNameAndClock() {
        assertEquals(8, AudioEncodings.all().size());
        for (AudioEncoding encoding : AudioEncodings.all()) {
            assertEquals(
                    Optional.of(encoding),
                    AudioEncodings.byRtpMap(
                            encoding.name().toLowerCase(Locale.ROOT), encoding.clockRateHz()));
            encoding.staticPayloadType()
                    .ifPresent(type ->
                            assertEquals(
                                    Optional.of(encoding), AudioEncodings.byPayloadType(type)));
            int samples = encoding.samplesPer(Duration.ofMillis(20));
            byte[] packet = new byte[encoding.maxEncodedSize(samples)];
            int octets = encoding.newEncoder().encode(new short[samples], 0, samples, packet, 0);
            assertEquals(samples, encoding.decodedSamples(ByteBuffer.wrap(packet), 0, octets));
            assertEquals(encoding.clockRateHz() / 50, encoding.ticksPer(samples));
        }
        assertEquals(Optional.empty(), AudioEncodings.byRtpMap("G722", 16_000));
        assertEquals(Optional.empty(), AudioEncodings.byRtpMap("L16", 11_025));
        assertEquals(Optional.of(new LinearPcm(44_100)), AudioEncodings.byPayloadType(11));
        assertEquals(Optional.empty(), AudioEncodings.byPayloadType(10)); // stereo
    }

    @Test
    void whatIsOfferedAndAnsweredIsStillG711() {
        assertEquals(List.of(Pcmu.INSTANCE, Pcma.INSTANCE), AudioCodecs.all());
        assertEquals(Optional.empty(), AudioCodecs.byPayloadType(9));
    }

    @Test
    void linearSamplesGoOutInNetworkByteOrder() {
        LinearPcm linear = new LinearPcm(16_000);
        byte[] octets = new byte[7];
        short[] pcm = {9, 1, -2, Short.MIN_VALUE};
        assertEquals(6, linear.encode(pcm, 1, 3, octets, 1));
        assertArrayEquals(Property.hex("00 0001 fffe 8000"), octets);
    }

    @Test
    void linearSamplesComeBackAndHalfASampleIsLeftOut() {
        Property.holds(
                500,
                draw -> {
                    LinearPcm linear = draw.oneOf(LinearPcm.all());
                    byte[] octets = draw.bytes(draw.below(300));
                    int samples = octets.length / 2;
                    short[] pcm = new short[samples];
                    short[] same = new short[samples];
                    assertEquals(samples, linear.decode(octets, 0, octets.length, pcm, 0));
                    ByteBuffer buffer = Property.embedded(octets);
                    linear.decode(buffer, 3, octets.length, same, 0);
                    assertArrayEquals(pcm, same);
                    byte[] back = new byte[2 * samples];
                    assertEquals(back.length, linear.encode(pcm, 0, samples, back, 0));
                    assertArrayEquals(Arrays.copyOf(octets, back.length), back);
                });
    }
}
