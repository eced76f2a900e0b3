package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/// Puts captures together into one, in the order of time, an interface for each of theirs. They are
/// pcap or pcapng, not compressed, and each in order itself. Of each a portion is held at a time.
public final class CaptureMerge {
    private static final int PORTION = 64 << 10;

    private CaptureMerge() {}

    /// Writes all frames of `captures` to `out`, with their comments, and what the interfaces say
    /// they dropped.
    public static void merge(List<Path> captures, PcapNgWriter out) throws IOException {
        var sources = new ArrayList<Source>();
        try {
            for (Path each : captures) {
                sources.add(new Source(Files.newInputStream(each)));
            }
            var next = new PriorityQueue<Source>(Comparator.comparingLong(Source::timeNanos));
            for (Source source : sources) {
                if (source.hasNext()) {
                    next.add(source);
                }
            }
            while (!next.isEmpty()) {
                Source first = next.remove();
                first.writeTo(out);
                if (first.hasNext()) {
                    next.add(first);
                }
            }
            for (Source source : sources) {
                source.writeStatistics(out);
            }
        } finally {
            for (Source source : sources) {
                source.in.close();
            }
        }
    }

    private record Kept(
            long timeNanos, int tap, int linkType, byte[] bytes, int onTheWire, String comment) {}

    /// One capture, a portion of it in memory.
    private static final class Source {
        final InputStream in;
        private final Queue<Kept> waiting = new ArrayDeque<>();
        private final LiveCapture capture = LiveCapture.ofFrames(this::keep);
        private final byte[] portion = new byte[PORTION];
        private final Map<Integer, Integer> written = new HashMap<>();
        private final Map<Integer, Long> frames = new HashMap<>();
        private boolean ended;

        Source(InputStream in) {
            this.in = in;
        }

        private void keep(Frame frame) {
            waiting.add(
                    new Kept(
                            frame.timeNanos(),
                            frame.tap(),
                            frame.linkType(),
                            frame.copy(),
                            frame.wireLength(),
                            frame.comment()));
        }

        boolean hasNext() throws IOException {
            while (waiting.isEmpty() && !ended) {
                int octets = in.read(portion);
                if (octets < 0) {
                    ended = true;
                    capture.end();
                } else {
                    capture.feed(portion, 0, octets);
                }
            }
            return !waiting.isEmpty();
        }

        long timeNanos() {
            Kept first = waiting.peek();
            return first == null ? Long.MAX_VALUE : first.timeNanos();
        }

        void writeTo(PcapNgWriter out) throws IOException {
            Kept frame = waiting.remove();
            Integer to = written.get(frame.tap());
            if (to == null) {
                CaptureInterface of = capture.summary().interfaces().get(frame.tap());
                to = out.addInterface(of.name(), of.description(), frame.linkType(), 0);
                written.put(frame.tap(), to);
            }
            frames.merge(frame.tap(), 1L, Long::sum);
            int length = frame.bytes().length;
            out.write(
                    to,
                    frame.timeNanos(),
                    frame.bytes(),
                    0,
                    length,
                    frame.onTheWire(),
                    frame.comment());
        }

        void writeStatistics(PcapNgWriter out) throws IOException {
            CaptureSummary summary = capture.summary();
            for (Map.Entry<Integer, Integer> each : written.entrySet()) {
                long dropped = summary.interfaces().get(each.getKey()).dropped();
                if (dropped >= 0) {
                    long seen = frames.getOrDefault(each.getKey(), 0L);
                    out.writeStatistics(
                            each.getValue(), summary.lastNanos(), seen + dropped, dropped);
                }
            }
        }
    }
}
