package io.milliwatt.protocol.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult.Malformed;
import io.milliwatt.protocol.Property;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// RFC 3389.
class ComfortNoiseTest {

    private static ComfortNoise parsed(String hex) {
        return ComfortNoise.parse(Property.embedded(Property.hex(hex))).orThrow();
    }

    private static MalformedReason refused(String hex) {
        return assertInstanceOf(
                        Malformed.class, ComfortNoise.parse(Property.embedded(Property.hex(hex))))
                .reason();
    }

    @Test
    void readsLevelAndSpectrum() {
        assertEquals(ComfortNoise.white(30), parsed("1e"));
        ComfortNoise coloured = parsed("4e 00 7f fe # -78 dBov, k1, k2, k3");
        assertEquals(78, coloured.levelDbov());
        assertEquals(-127 * 258 / 32768.0, coloured.reflection(0));
        assertEquals(0, coloured.reflection(1));
        assertEquals(127 * 258 / 32768.0, coloured.reflection(2));
    }

    @Test
    void refusesWhatTheRfcReserves() {
        assertEquals(MalformedReason.TOO_SHORT, refused(""));
        assertEquals(MalformedReason.BAD_VALUE, refused("80"));
        assertEquals(MalformedReason.BAD_VALUE, refused("1e 7f ff"));
        assertThrows(IllegalArgumentException.class, () -> ComfortNoise.white(128));
        assertThrows(
                IllegalArgumentException.class, () -> new ComfortNoise(0, Bytes.of((byte) 0xff)));
    }

    @Test
    void coefficientsAreRoundedToTheNearestCode() {
        ComfortNoise noise = ComfortNoise.of(50, -1, -0.5, 0, 0.5, 1);
        double[] expected = {-1, -0.5, 0, 0.5, 1};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], noise.reflection(i), 129 / 32768.0 + 1e-9);
        }
    }

    @Test
    void whatParsesIsWrittenTheSame() {
        Property.holds(
                5000,
                draw -> {
                    byte[] bytes = draw.bytes(draw.below(12));
                    ComfortNoise.parse(Property.embedded(bytes))
                            .toOptional()
                            .ifPresent(noise -> {
                                ByteBuffer out = ByteBuffer.allocate(noise.size());
                                noise.writeTo(out);
                                assertEquals(ByteBuffer.wrap(bytes), out.flip());
                            });
                });
    }
}
