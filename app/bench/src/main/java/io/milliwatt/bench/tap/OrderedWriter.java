package io.milliwatt.bench.tap;

import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.Frame;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/// Writes the frames of several taps into one pcapng file, in the order of their times: taps hand
/// over at different paces (the kernel alone may keep packets for a second), so a frame waits until
/// one comes that is three seconds newer. One thread.
final class OrderedWriter implements AutoCloseable {
    private static final long WAIT_NANOS = 3_000_000_000L;

    /// When so many wait (a clock has jumped), the oldest goes, whatever its time.
    private static final int MOST_WAITING = 200_000;

    private final PcapNgWriter writer;
    private final String[] names;
    private final String[] descriptions;
    private final Map<Integer, Integer> interfaces = new HashMap<>();
    private final PriorityQueue<Kept> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Kept::timeNanos));
    private long newest;
    private long written;

    private record Kept(
            long timeNanos, int tap, int linkType, byte[] bytes, int onTheWire, String comment) {}

    /// @param names of the taps, in their order
    /// @param descriptions of them
    OrderedWriter(
            Path file, String application, String comment, String[] names, String[] descriptions)
            throws IOException {
        writer =
                new PcapNgWriter(
                        new BufferedOutputStream(Files.newOutputStream(file)),
                        application,
                        comment);
        this.names = names.clone();
        this.descriptions = descriptions.clone();
    }

    void write(Frame frame) throws IOException {
        waiting.add(
                new Kept(
                        frame.timeNanos(),
                        frame.tap(),
                        frame.linkType(),
                        frame.copy(),
                        frame.wireLength(),
                        frame.comment()));
        newest = Math.max(newest, frame.timeNanos());
        while (!waiting.isEmpty()
                && (waiting.element().timeNanos() < newest - WAIT_NANOS
                        || waiting.size() > MOST_WAITING)) {
            writeOldest();
        }
    }

    private void writeOldest() throws IOException {
        Kept oldest = waiting.remove();
        int to = interfaceOf(oldest.tap(), oldest.linkType());
        writer.write(
                to,
                oldest.timeNanos(),
                oldest.bytes(),
                0,
                oldest.bytes().length,
                oldest.onTheWire(),
                oldest.comment());
        written++;
    }

    /// Known with the first frame: what a tap's frames begin with is told there.
    private int interfaceOf(int tap, int linkType) throws IOException {
        Integer known = interfaces.get(tap);
        if (known != null) {
            return known;
        }
        int added = writer.addInterface(names[tap], descriptions[tap], linkType, 0);
        interfaces.put(tap, added);
        return added;
    }

    /// Frames in the file.
    long written() {
        return written;
    }

    /// Tells in the file what a tap counted.
    void statistics(int tap, long received, long dropped) throws IOException {
        while (!waiting.isEmpty()) {
            writeOldest();
        }
        Integer of = interfaces.get(tap);
        if (of != null && received >= 0) {
            writer.writeStatistics(of, newest, received, dropped);
        }
    }

    @Override
    public void close() throws IOException {
        while (!waiting.isEmpty()) {
            writeOldest();
        }
        writer.close();
    }
}
