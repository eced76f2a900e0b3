package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficMeterTest {
    private static final String HEAD =
            """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo: 9999999       1    0    0    0     0          0         0  9999999       1    0    0    0     0       0          0
            """;

    @TempDir Path proc;

    @Test
    void countsAllInterfacesButTheLoopbackAndTellsTheRate() throws Exception {
        var meter = new TrafficMeter(proc);
        write(1_000, 2_000);
        EngineUsage.Traffic first = meter.of(7, 0);
        assertEquals(new EngineUsage.Traffic(1_000, 2_000, 0, 0), first);
        write(3_000, 2_500);
        assertEquals(
                new EngineUsage.Traffic(3_000, 2_500, 1_000, 250), meter.of(7, 2_000_000_000L));
        write(3_001, 2_500);
        assertEquals(
                new EngineUsage.Traffic(3_001, 2_500, 1_000, 250),
                meter.of(7, 2_010_000_000L),
                "too short after the last question for a rate of its own");
    }

    @Test
    void trafficOfAProcessThatIsGoneIsUnknown() {
        assertEquals(EngineUsage.Traffic.UNKNOWN, new TrafficMeter(proc).of(8, 0));
    }

    private void write(long received, long sent) throws Exception {
        Path file = proc.resolve("7/net/dev");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, HEAD + "  eth0: " + received + " 9 0 0 0 0 0 0 " + sent + " 9 0 0 0 0 0 0\n");
    }
}
