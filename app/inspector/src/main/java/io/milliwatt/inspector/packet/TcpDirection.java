package io.milliwatt.inspector.packet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/// One direction of a TCP connection: brings segments into order, each octet once, and says where
/// octets are missing in the capture. RFC 9293, section 3.4.
final class TcpDirection {
    /// Octets that wait behind a gap before it is given up.
    private static final int MOST_WAITING = 256 << 10;

    /// How long they wait, in the capture's time.
    private static final long PATIENCE_NANOS = 3_000_000_000L;

    private static final int MOST_SEGMENTS = 1024;

    private final long connection;
    private final int tap;
    private final Endpoint source;
    private final Endpoint destination;

    /// Segments behind a gap, by their first number.
    private final TreeMap<Long, Segment> waiting = new TreeMap<>();

    /// Pieces in order that nobody took yet.
    private final Queue<Segment> ready = new ArrayDeque<>();

    private int waitingOctets;
    private int readyOctets;
    private boolean started;
    private long initial;
    private long next;
    private boolean gap;
    private long timeNanos;
    private long frame;

    /// Octets in a row.
    ///
    /// @param missing octets after them that the capture cut off
    private record Segment(
            byte[] bytes, int missing, boolean afterGap, long timeNanos, long frame) {}

    TcpDirection(long connection, int tap, Endpoint source, Endpoint destination) {
        this.connection = connection;
        this.tap = tap;
        this.source = source;
        this.destination = destination;
    }

    /// When the segment came that is added next.
    void seen(long nanos, long number) {
        timeNanos = nanos;
        frame = number;
    }

    /// Whether a SYN with this number is of another connection of the same addresses and ports.
    boolean isAnother(long sequence) {
        return started && initial != (sequence + 1 & 0xffff_ffffL);
    }

    /// The first octet has this number.
    void begin(long sequence) {
        if (!started) {
            started = true;
            initial = sequence & 0xffff_ffffL;
            next = initial;
        }
    }

    /// A segment came.
    ///
    /// @param length octets of it that are there
    /// @param wireLength octets it had
    void add(long sequence, byte[] bytes, int offset, int length, int wireLength) {
        if (!started) {
            begin(sequence);
            gap = true; // seen from the middle
        }
        long at = next + (int) (sequence - next); // the nearest number with these 32 bits
        long end = at + wireLength;
        if (end <= next) {
            return; // sent again
        }
        int known = (int) Math.max(0, next - at);
        int from = Math.min(known, length);
        Segment segment =
                new Segment(
                        Arrays.copyOfRange(bytes, offset + from, offset + length),
                        (int) (end - Math.max(at, next)) - (length - from),
                        false,
                        timeNanos,
                        frame);
        if (at > next) {
            wait(at, segment);
        } else {
            append(segment);
        }
        takeWaiting();
        if (!waiting.isEmpty()
                && (waitingOctets > MOST_WAITING
                        || waiting.size() > MOST_SEGMENTS
                        || timeNanos - waiting.firstEntry().getValue().timeNanos()
                                > PATIENCE_NANOS)) {
            skipGap();
        }
    }

    private void wait(long at, Segment segment) {
        Segment earlier = waiting.get(at);
        if (earlier == null || earlier.bytes().length < segment.bytes().length) {
            waiting.put(at, segment);
            waitingOctets += cost(segment) - (earlier == null ? 0 : cost(earlier));
        }
    }

    /// An empty segment (all cut off) occupies room too.
    private static int cost(Segment segment) {
        return segment.bytes().length + 1;
    }

    private void append(Segment segment) {
        next += segment.bytes().length + segment.missing();
        if (segment.bytes().length > 0) {
            ready.add(new Segment(segment.bytes(), 0, gap, segment.timeNanos(), segment.frame()));
            readyOctets += segment.bytes().length;
            gap = false;
        }
        gap |= segment.missing() > 0;
    }

    private void takeWaiting() {
        while (!waiting.isEmpty() && waiting.firstKey() <= next) {
            Map.Entry<Long, Segment> first = waiting.pollFirstEntry();
            Segment segment = first.getValue();
            waitingOctets -= cost(segment);
            long end = first.getKey() + segment.bytes().length + segment.missing();
            if (end > next) {
                int known = (int) (next - first.getKey());
                int from = Math.min(known, segment.bytes().length);
                append(
                        new Segment(
                                Arrays.copyOfRange(segment.bytes(), from, segment.bytes().length),
                                (int) (end - next) - (segment.bytes().length - from),
                                false,
                                segment.timeNanos(),
                                segment.frame()));
            }
        }
    }

    /// Goes on behind the missing octets.
    void skipGap() {
        if (!waiting.isEmpty()) {
            next = waiting.firstKey();
            gap = true;
            takeWaiting();
        }
    }

    int waitingOctets() {
        return waitingOctets;
    }

    int readyOctets() {
        return readyOctets;
    }

    /// Whether `text` is among the pieces that are ready.
    boolean contains(byte[] text) {
        byte[] all = joined(new ArrayList<>(ready));
        for (int i = 0; i + text.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] joined(List<Segment> pieces) {
        byte[] all = new byte[pieces.stream().mapToInt(piece -> piece.bytes().length).sum()];
        int at = 0;
        for (Segment piece : pieces) {
            System.arraycopy(piece.bytes(), 0, all, at, piece.bytes().length);
            at += piece.bytes().length;
        }
        return all;
    }

    /// Gives what is ready.
    void drain(PacketSink sink) {
        for (Segment piece; (piece = ready.poll()) != null; ) {
            sink.onTcp(
                    new TcpBytes(
                            connection,
                            source,
                            destination,
                            piece.timeNanos(),
                            piece.frame(),
                            tap,
                            piece.afterGap(),
                            piece.bytes()));
        }
        readyOctets = 0;
    }

    /// Nobody wants its bytes.
    void forget() {
        ready.clear();
        waiting.clear();
        readyOctets = 0;
        waitingOctets = 0;
    }
}
