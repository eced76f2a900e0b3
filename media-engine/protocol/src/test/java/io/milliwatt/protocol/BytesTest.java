package io.milliwatt.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void changesToTheSourceDoNotReachTheValue() {
        byte[] source = {1, 2, 3};
        Bytes bytes = Bytes.of(source);
        source[0] = 9;
        bytes.toArray()[1] = 9;
        assertEquals(Bytes.of((byte) 1, (byte) 2, (byte) 3), bytes);
        assertNotEquals(Bytes.of(source), bytes);
    }

    @Test
    void octetsAreUnsigned() {
        assertEquals(255, Bytes.of((byte) -1).at(0));
    }

    @Test
    void aCopyLeavesThePositionOfTheBuffer() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4});
        assertEquals(Bytes.of((byte) 2, (byte) 3), Bytes.copyOf(buffer, 1, 2));
        assertEquals(0, buffer.position());
    }

    @Test
    void longContentIsShownShortened() {
        assertEquals("2 bytes 0aff", Bytes.of((byte) 10, (byte) -1).toString());
        assertEquals("40 bytes " + "00".repeat(32) + "...", Bytes.of(new byte[40]).toString());
    }
}
