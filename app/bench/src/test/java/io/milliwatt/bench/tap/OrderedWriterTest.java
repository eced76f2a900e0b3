package io.milliwatt.bench.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.CaptureInterface;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.inspector.capture.CaptureSummary;
import io.milliwatt.inspector.packet.Frame;
import io.milliwatt.inspector.packet.LinkType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderedWriterTest {
    private static final long START = 1_700_000_000_000_000_000L;

    @TempDir Path directory;

    @Test
    void framesOfTapsAreWrittenInTheOrderOfTimeWithNamesCommentsAndCounts() throws Exception {
        Path file = directory.resolve("call.pcapng");
        try (var writer =
                new OrderedWriter(
                        file,
                        "Milliwatt",
                        "a call",
                        new String[] {"phone", "engine"},
                        new String[] {"inside the softphone", "beside the engine"})) {
            for (int i = 0; i < 50; i++) {
                writer.write(frame(0, START + i * 20_000_000L, "p" + i));
            }
            for (int i = 0; i < 50; i++) { // handed over later
                writer.write(frame(1, START + i * 20_000_000L + 1_000, ""));
            }
            writer.statistics(1, 57, 7);
        }
        var times = new ArrayList<Long>();
        var comments = new ArrayList<String>();
        CaptureSummary summary =
                CaptureFile.at(file)
                        .readFrames(
                                frame -> {
                                    times.add(frame.timeNanos());
                                    comments.add(frame.comment());
                                },
                                CaptureProgress.NONE,
                                () -> false);
        assertEquals(100, times.size());
        assertEquals(times.stream().sorted().toList(), times);
        assertEquals(List.of("p0", ""), comments.subList(0, 2));
        assertEquals(
                List.of("phone", "engine"),
                summary.interfaces().stream().map(CaptureInterface::name).toList());
        assertEquals("beside the engine", summary.interfaces().get(1).description());
        assertEquals(7, summary.interfaces().get(1).dropped());
        assertEquals(0, summary.problems().count());
    }

    private static Frame frame(int tap, long nanos, String comment) {
        return new Frame()
                .seen(1, nanos, tap, LinkType.RAW)
                .carrying(new byte[40], 0, 40, 40)
                .commented(comment);
    }
}
