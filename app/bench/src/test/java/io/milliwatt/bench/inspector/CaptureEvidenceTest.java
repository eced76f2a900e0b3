package io.milliwatt.bench.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.LinkType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureEvidenceTest {
    private static final long LATER_NANOS = 100_000;

    @TempDir private Path folder;

    /// The same capture with so many sights of each packet at a second tap.
    private Captured withSecondTap(int sights) throws Exception {
        Path one = SampleCapture.write(folder.resolve("one.pcapng"), "c1@h", true, 200);
        Path two = folder.resolve("two.pcapng");
        try (var out = Files.newOutputStream(two);
                var writer = new PcapNgWriter(out, "test", "")) {
            int phone = writer.addInterface("phone", "", LinkType.RAW, 0);
            int host = writer.addInterface("host", "", LinkType.RAW, 0);
            CaptureFile.at(one)
                    .readFrames(
                            frame -> {
                                try {
                                    byte[] bytes = frame.copy();
                                    long time = frame.timeNanos();
                                    write(writer, phone, time, bytes);
                                    for (int i = 1; i <= sights; i++) {
                                        write(writer, host, time + i * LATER_NANOS, bytes);
                                    }
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            },
                            CaptureProgress.NONE,
                            () -> false);
        }
        return CaptureReading.read(two, NatMap.NONE);
    }

    private static void write(PcapNgWriter writer, int tap, long time, byte[] bytes)
            throws IOException {
        writer.write(tap, time, bytes, 0, bytes.length, bytes.length, "");
    }

    @Test
    void aHostThatSeesEachPacketAtTwoInterfacesDoesNotMakeThemDuplicates() throws Exception {
        Captured captured = withSecondTap(2);
        assertEquals(4, captured.inspection().calls().getFirst().streams().size());
        assertEquals(List.of(), captured.findings());
    }

    @Test
    void aSecondTapChangesNothing() throws Exception {
        assertEquals(List.of(), withSecondTap(1).findings());
    }
}
