package io.milliwatt.protocol.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.Property;
import org.junit.jupiter.api.Test;

class RtpArithmeticTest {
    @Test
    void sequenceNumbersWrap() {
        assertEquals(0, RtpSequence.next(65535));
        assertEquals(3, RtpSequence.difference(1, 65534));
        assertEquals(-3, RtpSequence.difference(65534, 1));
        assertEquals(65533, RtpSequence.forward(1, 65534));
        assertTrue(RtpSequence.isNewer(0, 65535));
        assertFalse(RtpSequence.isNewer(65535, 0));
        assertFalse(RtpSequence.isNewer(7, 7));
    }

    @Test
    void sequenceNumbersUnwrapToTheNearest() {
        assertEquals(65536, RtpSequence.unwrap(65535, 0));
        assertEquals(65535, RtpSequence.unwrap(65536, 65535));
        assertEquals(-1, RtpSequence.unwrap(0, 65535));
        assertEquals(3 * 65536L + 5, RtpSequence.unwrap(3 * 65536L - 2, 5));
    }

    @Test
    void timestampsWrap() {
        assertEquals(159, RtpTimestamp.add(0xffff_ffffL, 160));
        assertEquals(160, RtpTimestamp.difference(159, 0xffff_ffffL));
        assertTrue(RtpTimestamp.isNewer(0, 0xffff_ffffL));
        assertEquals(0x1_0000_0000L, RtpTimestamp.unwrap(0xffff_ffffL, 0));
        assertEquals(0xffff_ffffL, RtpTimestamp.unwrap(0x1_0000_0000L, 0xffff_ffffL));
    }

    @Test
    void unwrappingFollowsAnyWalkOfSmallSteps() {
        Property.holds(
                200,
                draw -> {
                    long truth = draw.below(65536);
                    long sequence = truth;
                    long ticks = draw.unsigned32();
                    long timestamp = ticks;
                    for (int i = 0; i < 100; i++) {
                        truth += draw.between(-32768, 32767);
                        sequence = RtpSequence.unwrap(sequence, RtpSequence.of(truth));
                        assertEquals(truth, sequence);
                        ticks += draw.between(Integer.MIN_VALUE / 4, Integer.MAX_VALUE / 4);
                        timestamp = RtpTimestamp.unwrap(timestamp, RtpTimestamp.of(ticks));
                        assertEquals(ticks, timestamp);
                    }
                });
    }
}
