package io.milliwatt.bench.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private long wallMillis = 1_700_000_000_000L;
    private long nanos;

    private final class Wall extends Clock {
        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(wallMillis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void clockThatIsSetIsToldAndOneThatIsCorrectedSmoothlyIsNot() {
        var watch = new ClockWatch(new Wall(), () -> nanos);
        for (int i = 0; i < 100; i++) {
            wallMillis += 1_000 + i % 2; // 500 ppm
            nanos += 1_000_000_000L;
            watch.look();
        }
        assertEquals(Optional.empty(), watch.words());
        wallMillis -= 3_600_000;
        nanos += 500_000_000L;
        watch.look();
        assertTrue(watch.words().orElseThrow().contains("set by -3600500 ms"), "" + watch.words());
    }
}
